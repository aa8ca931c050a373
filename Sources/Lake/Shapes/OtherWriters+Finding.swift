import DeltaLog
import Foundation
import JSON

extension OtherWriters {
  /// What the log of a table says of other writers. Only commits since our newest are looked at: what was known before, our
  /// newest commit itself carries on (`CommitRecord.others`), until the table is written anew.
  ///
  /// - Parameter rows: of the newest version, where they are known.
  /// - Returns: nil where there were none, and where the log of their commits is gone together with ours.
  package static func find(in table: DeltaTable, rows: Int64?) throws -> OtherWriters? {
    var theirs: [Commit] = []
    var own: (commit: Commit, record: CommitRecord)?
    var limit = 1
    search: while true {
      let commits = try table.history(limit: limit)
      for commit in commits.dropFirst(theirs.count) {
        if let record = try CommitRecord(commit.info) {
          own = (commit, record)
          break search
        }
        theirs.append(commit)
      }
      guard commits.count == limit else { break }
      limit *= 4
    }
    let changes = theirs.filter { $0.changesRows || $0.changesMetadata || $0.changesProtocol }
    guard let own, let newest = changes.first else { return own?.record.others }
    return OtherWriters(
      version: newest.version, operation: newest.info?.operation ?? "", engine: newest.info?.engineInfo,
      at: newest.timestamp,
      commits: changes.count + (own.record.others?.commits ?? 0),
      ownVersion: own.record.others?.ownVersion ?? own.commit.version,
      rowsBefore: own.record.others?.rowsBefore ?? self.rows(in: table, at: own.commit.version), rowsAfter: rows)
  }

  /// Nil when the version cannot be made any more, which is no reason to stop.
  private static func rows(in table: DeltaTable, at version: Int64) -> Int64? {
    try? table.snapshot(version: version).rowCount
  }
}
