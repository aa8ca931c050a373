import Clocks
import Foundation
import JSON
import JSONata
import Ledger
import Lake
import StatesLanguage
import Words

/// Carries out one execution of a state machine: plays it up to where its log ends, and goes on from there. What comes in is
/// written down with all that follows from it before any of that is done, so that a worker killed at any moment is followed
/// by one that goes on, and no task that was reported as done is done again.
final class WorkflowRun: @unchecked Sendable {  // driven by one thread; tasks only reach its mailbox
  private let record: WorkflowRecord
  private let startedAt: Date
  private let place: TwinPlace
  private let twins: TaskTwins
  private let runDate: CalendarDay
  private let stop: StopFlag
  private let mailbox = WorkflowMailbox()
  private let threads = TaskThreads()
  private var steps = StateSteps()
  private var cancellations: [TaskToken: Cancellation] = [:]
  private var inputCount = 0
  /// Whether a redrive is the newest input of the log.
  private var isRedriven = false

  init(_ record: WorkflowRecord, _ execution: ExecutionRecord, _ place: TwinPlace, stop: StopFlag) {
    (self.record, self.place, self.stop) = (record, place, stop)
    startedAt = execution.startedAt
    runDate = execution.runDate ?? place.workspace.project.timeZone.day(execution.startedAt)
    twins = TaskTwins(place)
  }

  private var journal: any RunLedger { place.journal }
  private var id: ExecutionID { record.execution }
  private var now: Date { place.workspace.clock.now() }

  /// Wakes the execution, so that it sees the stop flag. Safe from any thread.
  func requestStop() { mailbox.put(.stop) }

  /// Blocks until the execution is over.
  func run() throws -> ExecutionStatus {
    let outcome = DeepStack.run { [self] () -> Result<ExecutionStatus, any Error> in Result { try carryOut() } }
    guard let outcome else { throw RunError(.failed, "the execution's thread ended without an answer") }
    return try outcome.get()
  }

  private func carryOut() throws -> ExecutionStatus {
    var execution = try replayed()
    try goOn(&execution)
    while execution.status == .running {
      let inputs = try nextInputs(execution)
      for input in inputs { execution.apply(input) }
      try write(inputs, &execution)
    }
    try? FileManager.default.removeItem(atPath: place.folder(of: id))  // swept with the state folder if it stays
    return execution.status
  }

  // MARK: Where it stands

  private func replayed() throws -> Execution {
    let inputs = try journal.inputs(of: id)
    inputCount = inputs.count
    if case .redrive? = inputs.last { isRedriven = true }
    return try record.played(inputs, from: startedAt)
  }

  /// Takes up what the log leaves to do: events of the beginning that were not written yet, and tasks that are at work.
  private func goOn(_ execution: inout Execution) throws {
    let written = try journal.eventCount(of: id)
    let events = execution.takeEvents()
    // What follows from the start, and from a redrive, is first written by the worker.
    guard events.count >= written, inputCount == 0 || isRedriven || events.count == written else {
      throw RunError(
        .replayDiffers,
        "the history of \(id) has \(written) events, and playing its log gives \(events.count): it was written by "
          + "another version of this program")
    }
    _ = execution.takeEffects()
    var progress = WorkflowProgress(id, firstInput: 1)
    for event in events {
      let kept = steps.follow(event)
      if event.id > max(1, written) { progress.events.append(kept) }
    }
    try finish(&progress, execution)
    for request in execution.tasksAtWork { start(request) }
  }

  // MARK: What comes in

  private func nextInputs(_ execution: Execution) throws -> [ExecutionInput] {
    // The clock may stand elsewhere than the system's; only its distance counts. It is looked at at least each minute.
    let pause = execution.nextWake.map { min(60, max(0, $0.timeIntervalSince(now))) } ?? 60
    var inputs: [ExecutionInput] = []
    for message in mailbox.take(until: Date().addingTimeInterval(pause)) {
      switch message {
      case .report(let token, let report): inputs.append(.report(token, report, at: now))
      case .note(let state, let values): steps.note(values, state: state)
      case .breakdown(let error): throw error
      case .stop: break
      }
    }
    if stop.isSet {
      inputs.append(.abort(StateFailure(error: nil, cause: "stopped on request"), at: now))
    } else if inputs.isEmpty, let wake = execution.nextWake, wake <= now {
      inputs.append(.clock(now))
    }
    return inputs
  }

  // MARK: What is written, and then done

  private func write(_ inputs: [ExecutionInput], _ execution: inout Execution) throws {
    var progress = WorkflowProgress(id, firstInput: inputCount + 1)
    progress.inputs = inputs.map(\.json)
    progress.events = execution.takeEvents().map { steps.follow($0) }
    try finish(&progress, execution)
    inputCount += inputs.count
    for case .report(let token, let report, _) in inputs where report.isLast { cancellations[token] = nil }
    for effect in execution.takeEffects() {
      switch effect {
      case .start(let request): start(request)
      case .cancel(let token): cancellations.removeValue(forKey: token)?.set()
      }
    }
    if execution.status != .running { endTasks() }
  }

  private func finish(_ progress: inout WorkflowProgress, _ execution: Execution) throws {
    if execution.status != .running {
      steps.end(execution.status, execution.failure, at: execution.now)
      progress.end = .init(
        execution.status, error: execution.failure?.error.map(FailureName.init(rawValue:)),
        cause: execution.failure?.cause)
    }
    progress.steps = steps.takeChanged()
    guard !progress.inputs.isEmpty || !progress.events.isEmpty || !progress.steps.isEmpty || progress.end != nil
    else { return }
    guard try journal.append(progress) else {
      throw RunError(.notRunning, "the execution \(id) was ended by somebody else")
    }
    Failpoint.workflowWritten.reach("\(progress.firstInput - 1 + progress.inputs.count)")
  }

  /// What nobody waits for any more is ended with all it started.
  private func endTasks() {
    for cancellation in cancellations.values { cancellation.set() }
    let deadline = Date().addingTimeInterval(5)
    while !cancellations.isEmpty, Date() < deadline {
      for case .report(let token, let report) in mailbox.take(until: deadline) where report.isLast {
        cancellations[token] = nil
      }
    }
  }

  private func start(_ request: TaskRequest) {
    let cancellation = Cancellation()
    cancellations[request.token] = cancellation
    let mailbox = mailbox
    let task = StateTask(
      request: request, execution: id, runDate: runDate, cancellation: cancellation,
      reporter: JournalReporter(journal: journal, execution: id, step: request.state, stop: stop),
      submitted: { mailbox.put(.report(request.token, .submitted($0))) },
      note: { mailbox.put(.note(request.state, $0)) })
    threads.run { [twins] in mailbox.put(Self.message(of: task, twins)) }
  }

  private static func message(of task: StateTask, _ twins: TaskTwins) -> WorkflowMailbox.Message {
    let token = task.request.token
    do {
      return .report(token, .succeeded(try twins.perform(task)))
    } catch let failure as StateFailure {
      task.reporter.log(.error, "\(failure.error ?? "failed"): \(failure.cause ?? "")")
      return .report(token, .failed(failure))
    } catch let error as JournalError {
      return .breakdown(error)
    } catch {
      let reason = FailureReason(of: error)
      task.reporter.log(.error, reason.cause)
      return .report(token, .failed(StateFailure(error: reason.error.rawValue, cause: reason.cause)))
    }
  }
}

extension TaskReport {
  fileprivate var isLast: Bool {
    switch self {
    case .submitted, .heartbeat: false
    case .succeeded, .failed: true
    }
  }
}
