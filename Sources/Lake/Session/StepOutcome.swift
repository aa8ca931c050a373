import Clocks
import Foundation
import JSON
import Ledger
import Words

/// What a step did.
package struct StepOutcome: Sendable {
  package var counts: RowCounts
  package var bytesWritten: Int64 = 0
  package var versionBefore: Int64?
  package var versionAfter: Int64?
  package var message: String
  package var quality: NewQuality?
  package var bookmark: BookmarkMove?
  package var events: EventTimes?
  /// What is told beside the success, until a later step has none of it: the table's state is then WARN.
  package var warnings: [String] = []
  /// The rows that the newest build read which read any, and how many of them it rejected.
  package var judgedRows: (rejected: Int64, read: Int64)?
  /// The table as it stands afterwards.
  package var tableRows: Int64?
  package var tableBytes: Int64?
  package var quarantinedRows: Int64?
  /// What other writers did to the table, and is still in it.
  package var others: OtherWriters?
  /// Keys of the build that met several rows with different values, and nothing declared to tell which is the newest.
  package var conflictingKeys: Int64 = 0
  /// What a change feed did to keys in this build.
  package var keyChanges = KeyChanges()
  /// Files that a source took in, and their bytes as they came; nil for a build.
  package var delivered: (files: Int, bytes: Int64)?

  package init(counts: RowCounts, message: String) {
    self.counts = counts
    self.message = message
  }

  package static func judgedRows(of table: TableName, in journal: any RunLedger) throws -> (
    rejected: Int64, read: Int64
  )? {
    let numbers = try journal.latestSuccess(of: table.description)?.details["judged"]?.arrayValue ?? []
    guard numbers.count == 2, let rejected = numbers[0].intValue, let read = numbers[1].intValue else { return nil }
    return (rejected, read)
  }

  /// The journal's one transaction for the step. Lineage is recorded only where a version was written, which makes the
  /// transaction idempotent for it.
  package func stepCommit(execution: String, table: TableName, environment: String) -> StepCommit {
    var details: JSONObject = [:]
    events?.write(to: &details)
    if !warnings.isEmpty { details["warnings"] = .array(warnings.map(JSONValue.string)) }
    if let judgedRows { details["judged"] = [.int(judgedRows.rejected), .int(judgedRows.read)] }
    if let tableRows { details["rows"] = .int(tableRows) }
    if let tableBytes { details["bytes"] = .int(tableBytes) }
    if conflictingKeys > 0 { details["conflictingKeys"] = .int(conflictingKeys) }
    if keyChanges.replaced > 0 { details["changedKeys"] = .int(keyChanges.replaced) }
    if keyChanges.unmatched > 0 { details["unmatchedUpdates"] = .int(keyChanges.unmatched) }
    if let quarantinedRows { details["quarantinedRows"] = .int(quarantinedRows) }
    if let others { details["otherWriters"] = others.json }
    var commit = StepCommit(
      execution: ExecutionID(execution), step: table.description, counts: counts, bytesWritten: bytesWritten,
      versionBefore: versionBefore, versionAfter: versionAfter, message: message, details: .object(details),
      bookmark: bookmark, quality: quality)
    if let versionAfter, versionAfter != versionBefore {
      commit.lineage = NewLineage(
        table: table.description, version: versionAfter, inputs: bookmark?.value ?? [:], details: counts.json)
    }
    return commit
  }
}
