import Foundation
import JSON
import Ledger
import StatesLanguage
import Words

/// Follows a machine's history and keeps of every state what its step shows.
struct StateSteps {
  private var states: [Int: StepName] = [:]
  private var steps: [StepName: WorkflowStep] = [:]
  private var changed: Set<StepName> = []
  /// The newest failure: what a branch's or an item's end is due to.
  private var lastFailure: StateFailure?

  /// The event as the journal keeps it.
  mutating func follow(_ event: HistoryEvent) -> WorkflowEvent {
    let name = state(of: event)
    states[event.id] = name
    if let name { change(name, by: event) }
    if case .executionRedriven = event.detail { goOn() }
    var attempt: Int?
    if case .task = event.detail, let name { attempt = steps[name]?.attempt }
    return WorkflowEvent(
      id: event.id, previousID: event.previous, type: EventType(rawValue: event.type), at: event.at, state: name,
      attempt: attempt, payload: event.payload)
  }

  /// The steps that changed since this was asked last, in the order they were entered.
  mutating func takeChanged() -> [WorkflowStep] {
    defer { changed = [] }
    return changed.compactMap { steps[$0] }.sorted { $0.ordinal < $1.ordinal }
  }

  /// What its task told of itself, such as the execution that it started.
  mutating func note(_ values: JSONObject, state: String) {
    let name = StepName(state)
    guard steps[name] != nil else { return }
    for (key, value) in values.entries { steps[name]?.details[key] = value }
    changed.insert(name)
  }

  /// Ends what still runs, with the execution.
  mutating func end(_ status: ExecutionStatus, _ failure: StateFailure?, at moment: Date) {
    for (name, step) in steps where step.status == .running {
      var step = step
      step.endedAt = moment
      step.status = step.error != nil && status != .aborted ? .failed : status == .succeeded ? .succeeded : .stopped
      steps[name] = step
      changed.insert(name)
    }
  }

  private func state(of event: HistoryEvent) -> StepName? {
    switch event.detail {
    case .stateEntered(_, let name, _), .stateExited(_, let name, _, _), .iteration(_, let name, _),
      .evaluationFailed(_, let name, _):
      StepName(name)
    case .executionStarted, .executionSucceeded, .executionRedriven: nil
    default: event.state.map { StepName($0) } ?? states[event.previous]
    }
  }

  /// What had ended the execution before is no error of what runs again.
  private mutating func goOn() {
    for (name, step) in steps where step.status == .running {
      steps[name]?.error = nil
      steps[name]?.cause = nil
      changed.insert(name)
    }
  }

  private mutating func change(_ name: StepName, by event: HistoryEvent) {
    changed.insert(name)
    switch event.detail {
    case .stateEntered(let kind, _, let input):
      var step = steps[name] ?? WorkflowStep(name: name, ordinal: steps.count + 1, startedAt: event.at)
      if let before = states[event.previous], before != name, step.dependsOn.isEmpty { step.dependsOn = [before] }
      (step.status, step.startedAt, step.endedAt) = (.running, event.at, nil)
      (step.error, step.cause, step.message) = (nil, nil, nil)
      step.details = ["type": .string(kind.rawValue), "input": input]
      steps[name] = step
    case .stateExited(_, _, let output, _):
      steps[name]?.status = .succeeded
      steps[name]?.endedAt = event.at
      steps[name]?.details["output"] = output
      if let error = steps[name]?.error { steps[name]?.message = "caught \(error)" }
    case .task(let resource, let moment): follow(moment, resource, name)
    case .parallel(.failed), .map(.failed), .mapRun(.failed, _, _): blame(lastFailure, name)
    case .evaluationFailed(let failure, _, _), .executionFailed(let failure), .executionTimedOut(let failure):
      if steps[name]?.error == nil { blame(failure, name) }
    default: break
    }
  }

  private mutating func follow(_ moment: HistoryEvent.TaskMoment, _ resource: TaskResource, _ name: StepName) {
    switch moment {
    case .scheduled(let input, _, _):
      steps[name]?.attempt += 1
      steps[name]?.details["resource"] = .string(resource.text)
      steps[name]?.details["taskInput"] = input
    case .failed(let failure), .timedOut(let failure): blame(failure, name)
    case .succeeded:
      if let error = steps[name]?.error, let tries = steps[name]?.attempt {
        steps[name]?.message = "\(tries) tries; the one before failed with \(error)"
      }
      steps[name]?.error = nil
      steps[name]?.cause = nil
    case .started, .submitted: break
    }
  }

  private mutating func blame(_ failure: StateFailure?, _ name: StepName) {
    lastFailure = failure ?? lastFailure
    steps[name]?.error = FailureName(rawValue: failure?.error ?? "States.TaskFailed")
    steps[name]?.cause = failure?.cause
  }
}
