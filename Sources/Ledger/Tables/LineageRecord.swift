import Foundation
import JSON
import Words

/// Where a version of a table came from.
package struct NewLineage: Sendable, Hashable {
  package var table: String
  package var version: Int64
  /// Input → what was read of it: a Delta version, a range of manifests.
  package var inputs: JSONObject
  package var details: JSONValue

  package init(table: String, version: Int64, inputs: JSONObject, details: JSONValue = [:]) {
    self.table = table
    self.version = version
    self.inputs = inputs
    self.details = details
  }
}

package struct LineageRecord: Sendable, Hashable {
  package let table: String
  package let version: Int64
  package let execution: ExecutionID
  package let at: Date
  package let inputs: JSONObject
  package let details: JSONValue

  package init(
    table: String, version: Int64, execution: ExecutionID, at: Date, inputs: JSONObject, details: JSONValue
  ) {
    self.table = table
    self.version = version
    self.execution = execution
    self.at = at
    self.inputs = inputs
    self.details = details
  }
}
