import GRDB
import Ledger

extension Journal {
  package func rereads(of source: String) throws(JournalError) -> Int64 {
    try read { db in
      try Int64.fetchOne(
        db, sql: "SELECT coalesce(sum(rereads), 0) FROM manifest WHERE source = ? AND position IS NOT NULL",
        arguments: [source]) ?? 0
    }
  }

  package func filesRead(of source: String, otherwiseThan reading: String) throws(JournalError) -> Int {
    try read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM manifest WHERE source = ? AND status = 'LOADED' AND reading IS NOT NULL AND reading <> ?
          """, arguments: [source, reading]) ?? 0
    }
  }
}
