import Clocks
import JSON
import Words

/// What an execution of a state machine was asked to do; kept in the journal as its input.
package struct WorkflowInput: Sendable, Hashable {
  /// `daily` of `workflows/daily.asl.json`.
  package var workflow: String
  package var input: JSONValue
  /// Nil: the execution's id.
  package var name: String?

  package init(workflow: String, input: JSONValue = [:], name: String? = nil) {
    (self.workflow, self.input, self.name) = (workflow, input, name)
  }

  package var json: JSONValue {
    ["workflow": .string(workflow), "input": input, "name": .optional(name)]
  }

  /// Nil for a run of tables.
  package init?(json: JSONValue) {
    guard let workflow = json["workflow"]?.stringValue else { return nil }
    self.init(workflow: workflow, input: json["input"] ?? [:], name: json["name"]?.stringValue)
  }

  /// What stands for a start by name.
  package static func key(_ workflow: String, _ name: String) -> String { "workflow \(workflow)/\(name)" }
}

extension FailureName {
  /// A name that stands for another execution of the workflow already.
  package static let executionExists = FailureName(rawValue: "ExecutionAlreadyExists")
  /// A log of an execution that this program plays in another way than the one that wrote it.
  static let replayDiffers = FailureName(rawValue: "Assay.ReplayDiffers")
}
