extension JournalSchema {
  // What came last is told by the order of the writes and never by the clock: one that was set back would make an old
  // execution the newest. Steps of executions that overlap end in another order than they were planned in, so their ends
  // are numbered too.
  static let order = """
    ALTER TABLE step ADD COLUMN end_number INTEGER;
    UPDATE step SET end_number = ranked.number FROM (
      SELECT sequence, row_number() OVER (ORDER BY ended_at, sequence) AS number FROM step WHERE ended_at IS NOT NULL
    ) AS ranked WHERE ranked.sequence = step.sequence;
    CREATE INDEX step_by_end ON step (end_number) WHERE end_number IS NOT NULL;
    DROP INDEX step_by_result;
    CREATE INDEX step_by_result ON step (name, status, end_number);
    DROP INDEX execution_by_status;
    CREATE INDEX execution_by_status ON execution (status, sequence);
    DROP INDEX execution_by_pipeline;
    CREATE INDEX execution_by_pipeline ON execution (pipeline, sequence);
    DROP INDEX execution_by_run_date;
    CREATE INDEX execution_by_run_date ON execution (run_date, sequence);
    DROP INDEX execution_by_rerun_of;
    CREATE INDEX execution_by_rerun_of ON execution (rerun_of, sequence) WHERE rerun_of IS NOT NULL;

    """
}
