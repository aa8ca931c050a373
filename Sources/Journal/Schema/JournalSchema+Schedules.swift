extension JournalSchema {
  // A fire is one row, whoever finds it due: the pair of schedule and moment is its key. What nobody started in time is
  // one row for all fires between two moments, so that a year of silence is no million of rows.
  static let schedules = """
    CREATE TABLE schedule (
      name TEXT PRIMARY KEY,
      first_seen INTEGER NOT NULL,
      decided_until INTEGER NOT NULL,
      paused_at INTEGER,
      paused_until INTEGER,
      paused_by TEXT
    ) STRICT;
    CREATE TABLE schedule_fire (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      schedule TEXT NOT NULL,
      fire_at INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('WAITING', 'STARTED', 'SKIPPED', 'MISSED')),
      is_late INTEGER NOT NULL DEFAULT 0,
      number INTEGER NOT NULL DEFAULT 1,
      first_at INTEGER NOT NULL,
      decided_at INTEGER NOT NULL,
      execution TEXT,
      note TEXT,
      UNIQUE (schedule, fire_at)
    ) STRICT;
    CREATE INDEX schedule_fire_waiting ON schedule_fire (state, sequence) WHERE state = 'WAITING';
    CREATE INDEX schedule_fire_execution ON schedule_fire (execution) WHERE execution IS NOT NULL;
    CREATE TABLE scheduler (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      host TEXT NOT NULL,
      pid INTEGER NOT NULL,
      start TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      heartbeat_at INTEGER NOT NULL,
      trouble TEXT
    ) STRICT;

    """
}
