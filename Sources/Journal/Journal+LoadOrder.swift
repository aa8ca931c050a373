import GRDB

extension Journal {
  /// The names of all loaded files, of all sources, in the order in which they were loaded. A name that two sources share
  /// stands where it was loaded last. A clock that was set back changes no order within a source.
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
