import DataQuality
import Journal
import ModelSQL
import Project

extension ProjectDefinition {
  /// Of a table's rules and what their failing means.
  func rulesHash(of table: TableName) -> String {
    let rules = ruleset(of: table)?.ruleset.rules.map(\.text) ?? []
    return StableHash.hex(([quality.gate(of: table).rawValue] + rules).joined(separator: "\n"))
  }
}

extension LakeSession {
  /// Whether a table was judged by other rules than it has now.
  package func areRulesChanged(of table: TableName, since bookmark: Bookmark) -> Bool {
    guard let judged = bookmark.value["rules"]?.stringValue else { return false }
    return judged != workspace.project.rulesHash(of: table)
  }
}
