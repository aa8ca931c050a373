extension JournalSchema {
  // Statistic sets: what a script measured many times (period 1 s), and what is left of datapoints that were rolled up
  // (300 s, 3600 s). A set that comes late is merged into the one that is there, as sets add up.
  static let rollup = """
    CREATE TABLE statistic_set (
      metric INTEGER NOT NULL REFERENCES metric (id) ON DELETE CASCADE, period INTEGER NOT NULL, at INTEGER NOT NULL,
      samples REAL NOT NULL, total REAL NOT NULL, least REAL NOT NULL, greatest REAL NOT NULL,
      PRIMARY KEY (metric, period, at)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX statistic_set_by_age ON statistic_set (period, at);

    """
}
