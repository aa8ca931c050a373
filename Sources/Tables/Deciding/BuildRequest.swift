import ModelSQL
import Words

/// One table to build in one run.
package struct BuildRequest: Sendable {
  package let table: TableName
  package let execution: String
  package let parameters: RunParameters
  /// Reads every input whole and replaces the table.
  package let fullRefresh: Bool

  package init(table: TableName, execution: String, parameters: RunParameters, fullRefresh: Bool = false) {
    self.table = table
    self.execution = execution
    self.parameters = parameters
    self.fullRefresh = fullRefresh
  }
}
