import GRDB

extension Journal {
  /// The names of all loaded files, of all sources, in the order in which they were loaded. A name that two sources share
  /// stands where it was loaded last.
  package func loadOrder() throws(JournalError) -> [String] {
    try read { db in
      try rows(
        db,
        """
        SELECT name, max(sequence) AS last FROM manifest WHERE status = 'LOADED' GROUP BY name ORDER BY last
        """, []
      ).map { $0.text("name") }
    }
  }
}
