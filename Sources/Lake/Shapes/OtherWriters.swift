import Clocks
import DeltaLog
import Foundation
import JSON

/// What other writers did to a table of this project since it was last written anew: its rows are no longer only what its
/// model made of its inputs.
///
/// Commits that only rearrange rows, such as a compaction, are none of these.
package struct OtherWriters: Sendable, Hashable {
  /// The newest of their commits that changed rows, or the table itself.
  package let version: Int64
  /// The words of that commit, as far as its writer left any: "RESTORE", "delta-rs:0.1".
  package let operation: String
  package let engine: String?
  package let at: Date
  /// How many of their commits there are.
  package let commits: Int
  /// The table's version and rows before the first of them; nil where the log does not say.
  package let ownVersion: Int64?
  package let rowsBefore: Int64?
  /// Rows after the newest of them.
  package let rowsAfter: Int64?

  /// Rows that are not there any more, at the least.
  package var missing: Int64? {
    guard let rowsBefore, let rowsAfter, rowsAfter < rowsBefore else { return nil }
    return rowsBefore - rowsAfter
  }
}

extension OtherWriters {
  /// One sentence: which version, who, how many rows, and what is not there any more.
  package var sentence: String {
    let name = operation.isEmpty ? "a commit" : operation
    var text = "version \(version) is not ours: \(name) by \(engine ?? "another writer")"
    if commits > 1 { text += ", the newest of \(commits) such commits" }
    if let rowsAfter { text += ", which left \(rowsAfter) \(rowsAfter == 1 ? "row" : "rows")" }
    if let missing, let ownVersion {
      text += "; \(missing) of the \(rowsBefore ?? 0) rows of our version \(ownVersion) are missing"
    } else if let ownVersion, let rowsBefore, let rowsAfter, rowsAfter != rowsBefore {
      text += " where our version \(ownVersion) had \(rowsBefore)"
    }
    return text
  }

  /// The same with the command that makes the table ours again.
  package func advice(_ table: String) -> String {
    "\(sentence); write it anew: assay run --table \(table) --full-refresh"
  }
}

extension OtherWriters {
  /// As a commit, a step and the journal keep it.
  package var json: JSONValue {
    [
      "version": .int(version), "operation": .string(operation), "engine": .optional(engine),
      "at": .string(Timestamp.text(at)), "commits": .int(commits), "ownVersion": .optional(ownVersion),
      "rowsBefore": .optional(rowsBefore), "rowsAfter": .optional(rowsAfter),
    ]
  }

  /// Nil for what is none.
  package init?(json: JSONValue?) {
    guard let json, let version = json["version"]?.intValue else { return nil }
    self.version = version
    operation = json["operation"]?.stringValue ?? ""
    engine = json["engine"]?.stringValue
    at = json["at"]?.stringValue.flatMap(Timestamp.parse) ?? Date(timeIntervalSince1970: 0)
    commits = json["commits"]?.intValue.flatMap { Int(exactly: $0) } ?? 1
    ownVersion = json["ownVersion"]?.intValue
    rowsBefore = json["rowsBefore"]?.intValue
    rowsAfter = json["rowsAfter"]?.intValue
  }
}
