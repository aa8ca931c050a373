extension JournalSchema {
  // What alarms are and did. An action is written down with the change it follows, before it is done, so that a killed
  // process leaves it PENDING and not forgotten.
  static let alarms = """
    CREATE TABLE alarm (
      name TEXT PRIMARY KEY, state TEXT NOT NULL, reason TEXT NOT NULL, since INTEGER NOT NULL,
      evaluated_at INTEGER, fingerprint TEXT NOT NULL, is_enabled INTEGER NOT NULL DEFAULT 1, muted_until INTEGER,
      acknowledged_at INTEGER, acknowledged_by TEXT, suppression TEXT NOT NULL DEFAULT 'null'
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE alarm_history (
      id INTEGER PRIMARY KEY AUTOINCREMENT, alarm TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
      summary TEXT NOT NULL, details TEXT NOT NULL, outcome TEXT
    ) STRICT;
    CREATE INDEX alarm_history_by_alarm ON alarm_history (alarm, id);
    CREATE INDEX alarm_history_by_age ON alarm_history (at);
    CREATE INDEX alarm_history_pending ON alarm_history (id) WHERE outcome = 'PENDING';

    """
}
