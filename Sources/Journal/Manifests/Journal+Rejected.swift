import GRDB
import Ledger

extension Journal {
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
