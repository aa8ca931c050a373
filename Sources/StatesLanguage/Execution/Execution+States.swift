import Clocks
import Foundation
import JSON

/// A state from its entry to its exit.
extension Execution {
  mutating func enter(_ strand: Int) {
    let definition = strands[strand].definition
    record(.stateEntered(definition.kind, name: definition.name, input: strands[strand].input), strand)
    strands[strand].enteredID = strands[strand].lastEvent
    strands[strand].enteredTime = now
    strands[strand].retryCount = 0
    if !strands[strand].retries.isEmpty { strands[strand].retries = [] }
    // From here on a redrive tries it again, and does not enter it.
    strands[strand].phase = .retrying
    work(strand)
  }

  /// Does what the state does, or starts it.
  mutating func work(_ strand: Int) {
    let definition = strands[strand].definition
    do throws(DataFailure) {
      switch definition.work {
      case .pass(let result): try pass(strand, definition, result)
      case .succeed: finish(strand)
      case .choice(let choice): try choose(strand, definition, choice)
      case .wait(let wait): try self.wait(strand, definition, wait)
      case .fail(let fail): try self.fail(strand, definition, fail)
      case .task(let task): try startTask(strand, definition, task)
      case .parallel(let branches): try startBranches(strand, definition, branches)
      case .map(let map): try startMap(strand, definition, map)
      }
    } catch {
      fail(strand, error)
    }
  }

  // MARK: What a state sees

  func view(_ strand: Int, _ definition: StateDefinition, token: TaskToken? = nil) -> DataView {
    let line = strands[strand]
    let context = ContextObject(
      execution: constants, state: definition.name, enteredTime: line.enteredTime, retryCount: line.retryCount,
      mapItem: line.mapItem, taskToken: token?.description)
    return DataView(
      scope: PathScope(value: line.input, context: context, variables: line.variables), language: definition.language,
      input: line.input, now: now)
  }

  /// The input that a state works on: InputPath's, and then what Parameters or Arguments make of it.
  func effectiveInput(
    _ definition: StateDefinition, _ view: inout DataView, _ random: inout RandomSource
  ) throws(DataFailure) -> JSONValue {
    view.scope.value = try view.selected(definition.flow.input, from: view.scope.value, "InputPath")
    guard let parameters = definition.flow.parameters else { return view.scope.value }
    let field = definition.language == .jsonata ? "Arguments" : "Parameters"
    return try view.value(parameters, field, &random)
  }

  // MARK: States that take no time

  private mutating func pass(
    _ strand: Int, _ definition: StateDefinition, _ result: JSONValue?
  ) throws(DataFailure) {
    var view = view(strand, definition)
    let input = try effectiveInput(definition, &view, &random)
    finish(strand, result: result ?? input)
  }

  private mutating func choose(
    _ strand: Int, _ definition: StateDefinition, _ choice: ChoiceDefinition
  ) throws(DataFailure) {
    var view = view(strand, definition)
    view.scope.value = try view.selected(definition.flow.input, from: view.scope.value, "InputPath")
    for (index, rule) in choice.rules.enumerated() where try view.holds(rule.condition, &random) {
      return try leave(
        strand, definition, view, by: .rule(index), to: rule.next, assigning: rule.assign ?? definition.assign,
        output: rule.output ?? definition.flow.outputQuery)
    }
    guard let otherwise = choice.otherwise else {
      throw DataFailure(
        error: "States.NoChoiceMatched",
        message: "Failed to transition out of the state. The state does not point to a next state.")
    }
    try leave(
      strand, definition, view, by: .otherwise, to: otherwise, assigning: definition.assign,
      output: definition.flow.outputQuery)
  }

  private mutating func fail(
    _ strand: Int, _ definition: StateDefinition, _ fail: FailDefinition
  ) throws(DataFailure) {
    let view = view(strand, definition)
    var failure = StateFailure(error: nil, cause: nil)
    if let error = fail.error { failure.error = try view.text(error, "Error", &random) }
    if let cause = fail.cause { failure.cause = try view.text(cause, "Cause", &random) }
    endStrand(strand, failing: failure)
  }

  // MARK: Wait

  private mutating func wait(
    _ strand: Int, _ definition: StateDefinition, _ wait: WaitDefinition
  ) throws(DataFailure) {
    var view = view(strand, definition)
    view.scope.value = try view.selected(definition.flow.input, from: view.scope.value, "InputPath")
    var until = now
    if let seconds = wait.seconds {
      until = now.later(by: Double(try view.whole(seconds, "Seconds", in: 0...99_999_999, &random)))
    } else if let timestamp = wait.timestamp {
      until = try moment(timestamp, view)
    }
    if until > now { pause(strand, until: until) } else { finish(strand) }
  }

  private mutating func moment(_ timestamp: Wording, _ view: DataView) throws(DataFailure) -> Date {
    let text = try view.text(timestamp, "Timestamp", &random)
    if MachineValidator.isTimestamp(text), let moment = Timestamp.parse(text) { return moment }
    let message = "The Timestamp parameter '\(text)' is no time as RFC 3339 writes it, such as 2026-11-28T06:10:00Z"
    throw view.language == .jsonata ? .query(message, at: "Timestamp") : .runtime(message)
  }

  // MARK: Going on

  /// A state without a result of its own is done.
  mutating func finish(_ strand: Int) {
    let definition = strands[strand].definition
    var view = view(strand, definition)
    do throws(DataFailure) {
      view.scope.value = try view.selected(definition.flow.input, from: view.scope.value, "InputPath")
      try leave(
        strand, definition, view, by: .next, to: definition.next, assigning: definition.assign,
        output: definition.flow.outputQuery)
    } catch {
      fail(strand, error)
    }
  }

  /// The state's work has a result.
  mutating func finish(_ strand: Int, result: JSONValue) {
    let definition = strands[strand].definition
    do throws(DataFailure) {
      if definition.language == .jsonata {
        var view = view(strand, definition)
        if definition.kind != .pass { view.result = result }
        try leave(
          strand, definition, view, by: .next, to: definition.next, assigning: definition.assign,
          output: definition.flow.outputQuery, otherwise: result)
      } else {
        try place(result, strand, definition)
      }
    } catch {
      fail(strand, error)
    }
  }

  private mutating func place(_ result: JSONValue, _ strand: Int, _ definition: StateDefinition) throws(DataFailure) {
    var view = view(strand, definition)
    let raw = view.scope.value
    view.scope.value = result
    let assigned = try assigned(definition.assign, view, strand)
    let selected = try definition.flow.resultSelector.map { template throws(DataFailure) in
      try view.value(template, "ResultSelector", &random)
    }
    let placed = try DataView.place(selected ?? result, definition.flow.result, into: raw)
    let output = try view.selected(definition.flow.output, from: placed, "OutputPath")
    try exit(strand, definition, by: .next, to: definition.next, assigned, output)
  }

  /// - Parameter otherwise: the output where there is no `Output`; nil: what the view's `$` is.
  private mutating func leave(
    _ strand: Int, _ definition: StateDefinition, _ view: DataView, by way: Transition.Way, to next: Int?,
    assigning assign: Template?,
    output: Template?, otherwise: JSONValue? = nil
  ) throws(DataFailure) {
    let assigned = try assigned(assign, view, strand)
    let value: JSONValue
    if let output {
      value = try view.value(output, "Output", &random)
    } else {
      value = try view.selected(definition.flow.output, from: otherwise ?? view.scope.value, "OutputPath")
    }
    try exit(strand, definition, by: way, to: next, assigned, value)
  }

  private mutating func assigned(
    _ template: Template?, _ view: DataView, _ strand: Int
  ) throws(DataFailure) -> [HistoryEvent.Assignment] {
    guard let template else { return [] }
    let values = try view.value(template, "Assign", &random).objectValue?.entries ?? []
    var total = 0
    for (name, value) in values {
      let size = value.byteCount
      total += size
      guard size <= limits.payload else { throw .tooLarge("The variable '\(name)'", limits.payload) }
    }
    guard total <= limits.payload else { throw .tooLarge("What Assign sets", limits.payload) }
    let replaced = values.reduce(0) { $0 + (strands[strand].variables.own[$1.key]?.byteCount ?? 0) }
    guard variableBytes - replaced + total <= limits.variables else {
      throw .tooLarge("The variables of the execution together", limits.variables)
    }
    variableBytes += total - replaced
    return values.map { HistoryEvent.Assignment(name: $0.key, value: $0.value) }
  }

  private mutating func exit(
    _ strand: Int, _ definition: StateDefinition, by way: Transition.Way, to next: Int?,
    _ assigned: [HistoryEvent.Assignment], _ output: JSONValue
  ) throws(DataFailure) {
    // What came in was measured then; a state that only passes a large document on does not measure it again.
    guard output.isStored(with: strands[strand].input) || output.byteCount <= limits.payload else {
      throw .tooLarge("The output of the state '\(definition.name)'", limits.payload)
    }
    if !assigned.isEmpty { strands[strand].variables.assign(assigned.map { ($0.name, $0.value) }) }
    record(.stateExited(definition.kind, name: definition.name, output: output, assigned: assigned), strand)
    if limits.keepsTransitions { transitions.insert(Transition(state: definition.name, way: way)) }
    guard let next else { return endStrand(strand, with: output) }
    strands[strand].state = next
    strands[strand].input = output
    turn(strand)
  }

  // MARK: Failing

  /// The state failed by its own doing.
  mutating func fail(_ strand: Int, _ failure: DataFailure) {
    let definition = strands[strand].definition
    let cause =
      "An error occurred while executing the state '\(definition.name)' (entered at the event id "
      + "#\(strands[strand].enteredID)). \(failure.message)"
    let told = StateFailure(error: failure.error, cause: cause)
    if let location = failure.location {
      record(.evaluationFailed(told, state: definition.name, location: location), strand)
    }
    fail(strand, told)
  }

  /// Retries, catches, or gives up.
  mutating func fail(_ strand: Int, _ failure: StateFailure) {
    let definition = strands[strand].definition
    if let delay = retryDelay(strand, definition, failure) {
      left[strand] = nil
      strands[strand].retryCount += 1
      return pause(strand, until: now.later(by: delay))
    }
    guard let index = definition.catchers.firstIndex(where: { failure.isMeant(by: $0.errors) }) else {
      return endStrand(strand, failing: failure)
    }
    let kept = left.removeValue(forKey: strand)
    do throws(DataFailure) {
      try handle(failure, by: index, strand, definition)
    } catch {
      left[strand] = kept
      let cause = "An error occurred while executing the state '\(definition.name)' (entered at the event id "
      endStrand(
        strand,
        failing: StateFailure(
          error: error.error, cause: cause + "#\(strands[strand].enteredID)). \(error.message)"))
    }
  }

  /// Seconds until the next try; nil when no retrier means the error, or the first that does is spent.
  private mutating func retryDelay(_ strand: Int, _ definition: StateDefinition, _ failure: StateFailure) -> Double? {
    guard let index = definition.retriers.firstIndex(where: { failure.isMeant(by: $0.errors) }) else { return nil }
    if strands[strand].retries.isEmpty {
      strands[strand].retries = Array(repeating: 0, count: definition.retriers.count)
    }
    let retrier = definition.retriers[index]
    guard strands[strand].retries[index] < retrier.most else { return nil }
    strands[strand].retries[index] += 1
    return retrier.delay(strands[strand].retries[index], &random)
  }

  private mutating func handle(
    _ failure: StateFailure, by index: Int, _ strand: Int, _ definition: StateDefinition
  ) throws(DataFailure) {
    let catcher = definition.catchers[index]
    var view = view(strand, definition)
    var error: JSONObject = [:]
    if let name = failure.error { error["Error"] = .string(name) }
    if let cause = failure.cause { error["Cause"] = .string(cause) }
    let raw = view.scope.value
    view.errorOutput = .object(error)
    view.scope.value = .object(error)
    let assigned = try assigned(catcher.assign, view, strand)
    let output: JSONValue
    if let template = catcher.output {
      output = try view.value(template, "Output", &random)
    } else {
      output = try DataView.place(.object(error), catcher.result, into: raw)
    }
    try exit(strand, definition, by: .caught(index), to: catcher.next, assigned, output)
  }
}

extension DataFailure {
  static func tooLarge(_ subject: String, _ limit: Int) -> DataFailure {
    DataFailure(
      error: "States.DataLimitExceeded",
      message: "\(subject) has a size exceeding the maximum number of bytes service limit (\(limit)).")
  }
}
