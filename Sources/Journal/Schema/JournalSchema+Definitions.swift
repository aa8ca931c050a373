extension JournalSchema {
  /// Which definitions an execution ran: each file's text is kept once, however many executions ran it.
  static let definitions = """
    ALTER TABLE execution ADD COLUMN revision TEXT;
    ALTER TABLE execution ADD COLUMN definitions TEXT;
    CREATE INDEX execution_by_definitions ON execution (definitions) WHERE definitions IS NOT NULL;
    CREATE TABLE definition_set (hash TEXT PRIMARY KEY, files TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE definition_file (hash TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT;

    """
}
