import DataQuality
import Lake
import Project
import Words

extension ProjectDefinition {
  /// Of a table's rules and what their failing means.
  func rulesHash(of table: TableName) -> String {
    let rules = ruleset(of: table)?.ruleset.rules.map(\.text) ?? []
    return StableHash.hex(([quality.gate(of: table).rawValue] + rules).joined(separator: "\n"))
  }
}
