extension JournalSchema {
  /// Runs of several days: what waits, runs, and became of each. A day's execution is made in the transaction that says so.
  static let backfills = """
    CREATE TABLE backfill (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, state TEXT NOT NULL, input TEXT NOT NULL,
      at_once INTEGER NOT NULL, created_at INTEGER NOT NULL, created_by TEXT NOT NULL, host TEXT NOT NULL,
      worker_pid INTEGER, worker_start TEXT
    ) STRICT;
    CREATE TABLE backfill_day (
      backfill TEXT NOT NULL REFERENCES backfill (id) ON DELETE CASCADE, day INTEGER NOT NULL, state TEXT NOT NULL,
      attempt INTEGER NOT NULL DEFAULT 0, execution TEXT, note TEXT,
      PRIMARY KEY (backfill, day)
    ) STRICT, WITHOUT ROWID;

    """
}
