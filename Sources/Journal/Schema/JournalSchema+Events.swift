extension JournalSchema {
  /// What happened in an execution, in order, written once and never changed; the rows of `step` tell its present state.
  /// And the key by which whoever starts an execution twice gets it once.
  static let events = """
    CREATE TABLE event (
      execution TEXT NOT NULL REFERENCES execution (id) ON DELETE CASCADE,
      id INTEGER NOT NULL, previous_id INTEGER NOT NULL, type TEXT NOT NULL, at INTEGER NOT NULL, state TEXT,
      attempt INTEGER, payload TEXT NOT NULL,
      PRIMARY KEY (execution, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX event_by_state ON event (execution, state, id);
    CREATE TRIGGER event_is_kept BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'an event is written once'); END;
    ALTER TABLE execution ADD COLUMN idempotency_key TEXT;
    CREATE UNIQUE INDEX execution_by_key ON execution (idempotency_key) WHERE idempotency_key IS NOT NULL;

    """
}
