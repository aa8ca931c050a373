import Clocks
import Foundation
import JSON

/// An execution in virtual time: an hour of waiting takes none.
package struct Simulation<Runner: TaskRunner> {
  package private(set) var execution: Execution
  package private(set) var runner: Runner
  /// Told of every event, in order.
  private let record: (HistoryEvent) -> Void
  /// Told of all that came into the execution.
  private let log: (ExecutionInput) -> Void
  private var pending: [Pending] = []
  private var order = 0

  private struct Pending {
    let due: Date
    let order: Int
    let token: TaskToken
    let report: TaskReport
    /// After a beat: how the task ends, and when.
    var then: (report: TaskReport, due: Date, every: Double)?
  }

  package init(
    _ execution: Execution, _ runner: Runner, log: @escaping (ExecutionInput) -> Void = { _ in },
    record: @escaping (HistoryEvent) -> Void
  ) {
    self.execution = execution
    self.runner = runner
    self.record = record
    self.log = log
  }

  /// To the end, however far away that is.
  ///
  /// - Throws: `MissingAnswer` when a task has none; the execution stands where it was.
  package mutating func run() throws(MissingAnswer) {
    while true {
      for event in execution.takeEvents() { record(event) }
      for effect in execution.takeEffects() { try take(effect) }
      guard execution.status == .running else { return }
      guard let input = nextInput() else {
        throw MissingAnswer(state: "", description: "the execution waits for something that never comes")
      }
      log(input)
      execution.apply(input)
    }
  }

  private mutating func take(_ effect: Effect) throws(MissingAnswer) {
    switch effect {
    case .cancel(let token): pending.removeAll { $0.token == token }
    case .start(let request): plan(try runner.answer(request), request)
    }
  }

  private mutating func plan(_ answer: PlannedAnswer, _ request: TaskRequest) {
    if request.purpose == .task, request.resource.pattern != .response {
      add(request.token, .submitted(answer.submitted), at: execution.now)
    }
    let due = execution.now.later(by: answer.seconds)
    let report = answer.outcome.report
    if let beat = answer.heartbeatSeconds, beat > 0, beat < answer.seconds {
      let first = execution.now.later(by: beat)
      add(request.token, .heartbeat, at: first, then: (report, due, beat))
    } else {
      add(request.token, report, at: due)
    }
  }

  private mutating func add(
    _ token: TaskToken, _ report: TaskReport, at due: Date, then: (TaskReport, Date, Double)? = nil
  ) {
    order += 1
    let new = Pending(due: due, order: order, token: token, report: report, then: then)
    // Latest first, so that the next one is taken from the end; answers of one moment keep their order.
    var (low, high) = (0, pending.count)
    while low < high {
      let middle = (low + high) / 2
      if pending[middle].due > due { low = middle + 1 } else { high = middle }
    }
    pending.insert(new, at: low)
  }

  /// What happens next: an answer, or else the clock.
  private mutating func nextInput() -> ExecutionInput? {
    guard let next = pending.last, next.due <= execution.nextWake ?? .distantFuture else {
      return execution.nextWake.map(ExecutionInput.clock)
    }
    pending.removeLast()
    if let then = next.then {
      let beat = next.due.later(by: then.every)
      if beat < then.due {
        add(next.token, .heartbeat, at: beat, then: then)
      } else {
        add(next.token, then.report, at: then.due)
      }
    }
    return .report(next.token, next.report, at: next.due)
  }
}

extension PlannedAnswer.Outcome {
  fileprivate var report: TaskReport {
    switch self {
    case .result(let value): .succeeded(value)
    case .failure(let failure): .failed(failure)
    }
  }
}

extension Execution {
  /// The execution as it stood after all that came in: what was logged of one is enough to go on with it.
  ///
  /// Its effects and events are those since it began; tasks that are still at work are in `tasksAtWork`.
  package init(
    replaying inputs: some Sequence<ExecutionInput>, of definition: MachineDefinition, input: JSONValue,
    facts: ExecutionFacts, at start: Date, seed: UInt64, limits: ExecutionLimits = ExecutionLimits()
  ) {
    self.init(definition, input: input, facts: facts, at: start, seed: seed, limits: limits)
    for input in inputs { apply(input) }
  }

  /// What was started and is not over, in the order of its start.
  package var tasksAtWork: [TaskRequest] { tasks.values.map(\.request).sorted { $0.token.number < $1.token.number } }
}
