extension JournalSchema {
  /// What an execution of a state machine is played again from: its definition as it was when it started, and all that came
  /// into it, in order.
  static let workflows = """
    CREATE TABLE workflow (
      execution TEXT PRIMARY KEY REFERENCES execution (id) ON DELETE CASCADE,
      name TEXT NOT NULL, execution_name TEXT NOT NULL, definition TEXT NOT NULL, input TEXT NOT NULL,
      seed INTEGER NOT NULL, takeovers INTEGER NOT NULL DEFAULT 0, taken_at_length INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX workflow_by_name ON workflow (name, execution);
    CREATE TABLE workflow_input (
      execution TEXT NOT NULL REFERENCES execution (id) ON DELETE CASCADE, id INTEGER NOT NULL, value TEXT NOT NULL,
      PRIMARY KEY (execution, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER workflow_input_is_kept BEFORE UPDATE ON workflow_input
    BEGIN SELECT RAISE(ABORT, 'an input is written once'); END;

    """
}
