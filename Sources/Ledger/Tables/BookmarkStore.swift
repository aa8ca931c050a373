import JSON
import Words

/// How far tables have read their inputs, and what their versions were made of.
package protocol BookmarkStore: Sendable {
  /// Nil for a table that never moved one.
  func bookmark(of table: String) throws(JournalError) -> Bookmark?

  /// Ordered by table.
  func bookmarks() throws(JournalError) -> [Bookmark]

  /// Sets a bookmark as a person asked, wherever it stood; recorded in the audit. The batch number does not go back.
  func setBookmark(of table: String, to value: JSONObject, batch: Int64?, by actor: String) throws(JournalError)

  /// Forgets the positions, so that the table reads all its inputs again; recorded in the audit.
  func resetBookmark(of table: String, by actor: String) throws(JournalError)

  /// Takes a bookmark from a table's own commit, in place of one that was about another table.
  func takeOver(_ bookmark: Bookmark) throws(JournalError)

  func lineage(of table: String, version: Int64) throws(JournalError) -> LineageRecord?

  /// Newest version first; `before` is the version of the last one of a page.
  func lineage(of table: String, before: Int64?, limit: Int) throws(JournalError) -> [LineageRecord]

  /// Every version an execution wrote, ordered by table and version.
  func lineage(of execution: ExecutionID) throws(JournalError) -> [LineageRecord]
}
