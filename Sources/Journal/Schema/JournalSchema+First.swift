extension JournalSchema {
  /// Schema 1. Moments are milliseconds since 1970 UTC, days are days since 1970, JSON is text.
  ///
  /// Only steps refer to their execution by a foreign key. What a table's history needs (lineage, quality, manifests,
  /// datapoints) may outlive the execution that wrote it.
  static let first = executions + steps + logs + metrics + quality + lake + operations

  private static let executions = """
    CREATE TABLE execution (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, pipeline TEXT NOT NULL,
      environment TEXT NOT NULL, status TEXT NOT NULL, trigger TEXT NOT NULL, run_date INTEGER, input TEXT NOT NULL,
      started_at INTEGER NOT NULL, ended_at INTEGER, heartbeat_at INTEGER NOT NULL, host TEXT NOT NULL,
      worker_pid INTEGER, worker_start TEXT, stop_requested_at INTEGER, error TEXT, cause TEXT, rerun_of TEXT
    ) STRICT;
    CREATE INDEX execution_by_start ON execution (started_at, sequence);
    CREATE INDEX execution_by_status ON execution (status, started_at, sequence);
    CREATE INDEX execution_by_pipeline ON execution (pipeline, started_at, sequence);
    CREATE INDEX execution_by_run_date ON execution (run_date, started_at, sequence);
    CREATE INDEX execution_by_rerun_of ON execution (rerun_of, started_at, sequence) WHERE rerun_of IS NOT NULL;

    """

  private static let steps = """
    CREATE TABLE step (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      execution TEXT NOT NULL REFERENCES execution (id) ON DELETE CASCADE,
      name TEXT NOT NULL, kind TEXT NOT NULL, ordinal INTEGER NOT NULL, status TEXT NOT NULL, attempt INTEGER NOT NULL,
      started_at INTEGER, ended_at INTEGER,
      rows_read INTEGER NOT NULL, rows_inserted INTEGER NOT NULL, rows_updated INTEGER NOT NULL,
      rows_deleted INTEGER NOT NULL, rows_superseded INTEGER NOT NULL, rows_rejected INTEGER NOT NULL,
      rows_removed INTEGER NOT NULL, rows_duplicate INTEGER NOT NULL, bytes_written INTEGER NOT NULL,
      version_before INTEGER, version_after INTEGER, progress REAL, message TEXT, error TEXT, cause TEXT,
      details TEXT NOT NULL, depends_on TEXT NOT NULL,
      UNIQUE (execution, name)
    ) STRICT;
    CREATE INDEX step_by_name ON step (name, sequence);
    CREATE INDEX step_by_result ON step (name, status, ended_at, sequence);

    """

  // Levels: 0 trace, 1 debug, 2 info, 3 warning, 4 error. The partial indices serve "warnings and worse", which are few
  // among many lines.
  private static let logs = """
    CREATE TABLE log (
      id INTEGER PRIMARY KEY AUTOINCREMENT, execution TEXT NOT NULL, step TEXT, at INTEGER NOT NULL,
      level INTEGER NOT NULL, message TEXT NOT NULL
    ) STRICT;
    CREATE INDEX log_by_execution ON log (execution, id);
    CREATE INDEX log_by_step ON log (execution, step, id);
    CREATE INDEX log_by_time ON log (at);
    CREATE INDEX log_problems ON log (id) WHERE level >= 3;
    CREATE INDEX log_problems_by_execution ON log (execution, id) WHERE level >= 3;

    """

  private static let metrics = """
    CREATE TABLE metric (
      id INTEGER PRIMARY KEY, namespace TEXT NOT NULL, name TEXT NOT NULL, dimensions TEXT NOT NULL, unit TEXT NOT NULL,
      UNIQUE (namespace, name, dimensions, unit)
    ) STRICT;
    CREATE TABLE datapoint (
      id INTEGER PRIMARY KEY, metric INTEGER NOT NULL REFERENCES metric (id) ON DELETE CASCADE,
      at INTEGER NOT NULL, value REAL NOT NULL
    ) STRICT;
    CREATE INDEX datapoint_by_time ON datapoint (metric, at, value);
    CREATE INDEX datapoint_by_age ON datapoint (at);

    """

  private static let quality = """
    CREATE TABLE quality (
      id INTEGER PRIMARY KEY AUTOINCREMENT, execution TEXT NOT NULL, table_name TEXT NOT NULL, at INTEGER NOT NULL,
      gate TEXT NOT NULL, score REAL, rows_passed INTEGER, rows_failed INTEGER
    ) STRICT;
    CREATE INDEX quality_by_table ON quality (table_name, id);
    CREATE INDEX quality_by_execution ON quality (execution);
    CREATE TABLE rule_result (
      quality INTEGER NOT NULL REFERENCES quality (id) ON DELETE CASCADE, ordinal INTEGER NOT NULL,
      table_name TEXT NOT NULL, rule TEXT NOT NULL, status TEXT NOT NULL, value REAL, value_text TEXT,
      message TEXT NOT NULL,
      PRIMARY KEY (quality, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX rule_result_by_rule ON rule_result (table_name, rule, quality);

    """

  // A name is loaded once per source; beside it at most one failed attempt is remembered.
  private static let lake = """
    CREATE TABLE manifest (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, name TEXT NOT NULL, stored_path TEXT NOT NULL,
      sha256 TEXT NOT NULL, size INTEGER NOT NULL, modified_at INTEGER NOT NULL, format TEXT NOT NULL,
      encoding TEXT NOT NULL, columns TEXT NOT NULL, records INTEGER NOT NULL, rejected INTEGER NOT NULL,
      blocks TEXT NOT NULL, status TEXT NOT NULL, error TEXT, execution TEXT NOT NULL, ingested_at INTEGER NOT NULL,
      delta_version INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX manifest_by_name ON manifest (source, name, status);
    CREATE INDEX manifest_by_source ON manifest (source, sequence);
    CREATE INDEX manifest_by_status ON manifest (source, status, sequence);
    CREATE INDEX manifest_by_load ON manifest (source, status, ingested_at);
    CREATE INDEX manifest_by_execution ON manifest (execution, sequence);
    CREATE TABLE bookmark (
      table_name TEXT PRIMARY KEY, batch INTEGER NOT NULL, value TEXT NOT NULL, updated_at INTEGER NOT NULL,
      execution TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE lineage (
      table_name TEXT NOT NULL, version INTEGER NOT NULL, execution TEXT NOT NULL, at INTEGER NOT NULL,
      inputs TEXT NOT NULL, details TEXT NOT NULL,
      PRIMARY KEY (table_name, version)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX lineage_by_execution ON lineage (execution);
    CREATE TABLE schema_drift (
      id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, kind TEXT NOT NULL, column_name TEXT NOT NULL,
      file TEXT NOT NULL, reaction TEXT NOT NULL, declared TEXT, found TEXT, at INTEGER NOT NULL, execution TEXT
    ) STRICT;
    CREATE INDEX schema_drift_by_source ON schema_drift (source, id);

    """

  private static let operations = """
    CREATE TABLE audit (
      id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
      target TEXT NOT NULL, arguments TEXT NOT NULL
    ) STRICT;
    CREATE INDEX audit_by_target ON audit (target, id);
    """
}
