import GRDB

/// A loaded file some of whose records were rejected.
package struct RejectedFile: Sendable, Hashable {
  package let name: String
  package let records: Int64
  package let rejected: Int64
  /// It came with the newest files that were loaded.
  package let isNewest: Bool
}

extension Journal {
  /// The loaded files of a source that have malformed records, newest first, at most a thousand. Files without are not
  /// read: this is asked at every run.
  package func rejectedFiles(of source: String) throws(JournalError) -> [RejectedFile] {
    let sql = """
      SELECT name, records, rejected, execution = (
        SELECT execution FROM manifest WHERE source = ? AND status = 'LOADED' ORDER BY sequence DESC LIMIT 1) AS is_newest
      FROM manifest WHERE source = ? AND status = 'LOADED' AND rejected > 0 ORDER BY sequence DESC LIMIT 1000
      """
    return try read { db in
      try rows(db, sql, [source, source]).map { row in
        RejectedFile(
          name: row.text("name"), records: row.int("records"), rejected: row.int("rejected"),
          isNewest: row.int("is_newest") == 1)
      }
    }
  }
}
