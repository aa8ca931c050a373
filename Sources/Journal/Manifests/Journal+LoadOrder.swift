import GRDB
import Ledger

extension Journal {
  package func loadOrder() throws(JournalError) -> [String] {
    try read { db in
      try rows(
        db,
        """
        SELECT name, max(number) AS last FROM (
          SELECT name, row_number() OVER (ORDER BY loaded, source, position) AS number FROM (
            SELECT name, source, position, max(ingested_at) OVER (PARTITION BY source ORDER BY position) AS loaded
            FROM manifest WHERE status = 'LOADED' AND position IS NOT NULL))
        GROUP BY name ORDER BY last
        """, []
      ).map { $0.text("name") }
    }
  }
}
