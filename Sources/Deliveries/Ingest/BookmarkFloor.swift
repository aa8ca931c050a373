import DeltaLog
import JSON
import Lake
import Words

/// The highest number of a source's file that any bookmark knows, in the journal or in the tables' own commits: what a new
/// manifest starts above, so that no bookmark takes a new file for one it has read.
struct BookmarkFloor {
  let session: LakeSession

  func newest(of source: TableName) throws -> Int64 {
    let journal = try session.journal.bookmarks().compactMap { through($0.value, source) }
    let tables = try session.workspace.project.models.compactMap { try committed($0.table, source) }
    return (journal + tables).max() ?? 0
  }

  private func through(_ bookmark: JSONObject, _ source: TableName) -> Int64? {
    bookmark[source.description]?["through"]?.intValue
  }

  /// Of the newest commits of a table: a bookmark only moves on.
  private func committed(_ table: TableName, _ source: TableName) throws -> Int64? {
    try session.deltaTable(table).history(limit: 10)
      .compactMap { try CommitRecord($0.info).flatMap { through($0.bookmark, source) } }.max()
  }
}
