import Foundation
import JSON
import Words

/// An execution of a state machine, beside what every execution has.
package struct WorkflowRecord: Sendable, Hashable {
  package let execution: ExecutionID
  /// The machine's name: `daily` of `workflows/daily.asl.json`.
  package let name: String
  /// What `$$.Execution.Name` gives.
  package let executionName: String
  /// As it was when the execution started.
  package let definition: String
  package let input: JSONValue
  package let seed: UInt64

  package init(
    execution: ExecutionID, name: String, executionName: String, definition: String, input: JSONValue, seed: UInt64
  ) {
    (self.execution, self.name, self.executionName) = (execution, name, executionName)
    (self.definition, self.input, self.seed) = (definition, input, seed)
  }
}

/// One event of a machine, with the place it has in its history.
package struct WorkflowEvent: Sendable {
  package var id: Int
  package var previousID: Int
  package var type: EventType
  package var at: Date
  package var state: StepName?
  package var attempt: Int?
  package var payload: JSONValue

  package init(
    id: Int, previousID: Int, type: EventType, at: Date, state: StepName?, attempt: Int?, payload: JSONValue
  ) {
    (self.id, self.previousID, self.type, self.at) = (id, previousID, type, at)
    (self.state, self.attempt, self.payload) = (state, attempt, payload)
  }
}

/// A state as a step of its execution, as it stands now.
package struct WorkflowStep: Sendable {
  package var name: StepName
  /// Its place among the states that were entered, from 1.
  package var ordinal: Int
  package var status = StepStatus.running
  /// How often its task was started.
  package var attempt = 0
  package var startedAt: Date
  package var endedAt: Date?
  package var message: String?
  package var error: FailureName?
  package var cause: String?
  package var dependsOn: [StepName] = []
  /// `type`, `resource`, `input`, `output`, and what its task told of itself.
  package var details: JSONObject = [:]

  package init(name: StepName, ordinal: Int, startedAt: Date) {
    (self.name, self.ordinal, self.startedAt) = (name, ordinal, startedAt)
  }
}

/// What is written down at once: what came into an execution, and what followed from it.
package struct WorkflowProgress: Sendable {
  package struct End: Sendable {
    package var status: ExecutionStatus
    package var error: FailureName?
    package var cause: String?
    package init(_ status: ExecutionStatus, error: FailureName?, cause: String?) {
      (self.status, self.error, self.cause) = (status, error, cause)
    }
  }

  package var execution: ExecutionID
  /// Place of the first input in the log, from 1.
  package var firstInput: Int
  package var inputs: [JSONValue] = []
  package var events: [WorkflowEvent] = []
  package var steps: [WorkflowStep] = []
  package var end: End?

  package init(_ execution: ExecutionID, firstInput: Int) {
    (self.execution, self.firstInput) = (execution, firstInput)
  }
}

extension ExecutionRecord {
  /// The machine that it carries out; nil for a run of tables.
  package var workflow: String? { input["workflow"]?.stringValue }
}
