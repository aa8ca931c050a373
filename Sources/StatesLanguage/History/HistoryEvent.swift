import Foundation
import JSON

/// One event of an execution, as Step Functions tells it (`GetExecutionHistory`).
package struct HistoryEvent: Sendable {
  /// From 1, without gaps.
  package let id: Int
  /// What it follows from; 0: from nothing.
  package let previous: Int
  package let at: Date
  /// The state it is of; nil where it is of the execution.
  package let state: String?
  package let detail: Detail

  package enum Detail: Sendable {
    case executionStarted(input: JSONValue)
    case executionSucceeded(output: JSONValue)
    case executionFailed(StateFailure)
    case executionTimedOut(StateFailure)
    case executionAborted(StateFailure)
    /// Goes on after it had ended, for the so many-th time.
    case executionRedriven(count: Int)
    case stateEntered(StateKind, name: String, input: JSONValue)
    case stateExited(StateKind, name: String, output: JSONValue, assigned: [Assignment])
    case task(TaskResource, TaskMoment)
    case parallel(GroupMoment)
    case mapStarted(length: Int)
    case map(GroupMoment)
    case iteration(GroupMoment, name: String, index: Int)
    case mapRun(GroupMoment, arn: String, StateFailure?)
    case mapRunRedriven(arn: String, count: Int)
    case evaluationFailed(StateFailure, state: String, location: String)
  }

  package struct Assignment: Sendable {
    package let name: String
    package let value: JSONValue
  }

  package enum TaskMoment: Sendable {
    case scheduled(input: JSONValue, timeout: Int?, heartbeat: Int?)
    case started
    case submitted(output: JSONValue)
    case succeeded(output: JSONValue)
    case failed(StateFailure)
    case timedOut(StateFailure)
  }

  package enum GroupMoment: String, Sendable {
    case started = "Started"
    case succeeded = "Succeeded"
    case failed = "Failed"
    case aborted = "Aborted"
  }

  /// A value of `HistoryEventType`.
  package var type: String {
    switch detail {
    case .executionStarted: "ExecutionStarted"
    case .executionSucceeded: "ExecutionSucceeded"
    case .executionFailed: "ExecutionFailed"
    case .executionTimedOut: "ExecutionTimedOut"
    case .executionAborted: "ExecutionAborted"
    case .executionRedriven: "ExecutionRedriven"
    case .stateEntered(let kind, _, _): kind.rawValue + "StateEntered"
    case .stateExited(let kind, _, _, _): kind.rawValue + "StateExited"
    case .task(let resource, let moment): resource.eventPrefix + moment.suffix
    case .parallel(let moment): "ParallelState" + moment.rawValue
    case .mapStarted: "MapStateStarted"
    case .map(let moment): "MapState" + moment.rawValue
    case .iteration(let moment, _, _): "MapIteration" + moment.rawValue
    case .mapRun(let moment, _, _): "MapRun" + moment.rawValue
    case .mapRunRedriven: "MapRunRedriven"
    case .evaluationFailed: "EvaluationFailed"
    }
  }
}

extension HistoryEvent.TaskMoment {
  fileprivate var suffix: String {
    switch self {
    case .scheduled: "Scheduled"
    case .started: "Started"
    case .submitted: "Submitted"
    case .succeeded: "Succeeded"
    case .failed: "Failed"
    case .timedOut: "TimedOut"
    }
  }
}

extension TaskResource {
  fileprivate var eventPrefix: String {
    switch surface {
    case .function: "LambdaFunction"
    case .activity: "Activity"
    case .service: "Task"
    }
  }
}
