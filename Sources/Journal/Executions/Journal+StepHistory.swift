import Foundation
import GRDB
import Ledger
import Words

extension Journal {
  package func stepHistory(
    of name: String, status: StepStatus? = nil, after: Int64? = nil, before: Int64? = nil, limit: Int = 100
  ) throws(JournalError) -> [StepRecord] {
    try read { db in
      let (sql, arguments) = Self.stepHistoryQuery(of: name, status: status, after: after, before: before, limit: limit)
      return try rows(db, sql, arguments).map(StepRecord.init)
    }
  }

  package func latestSuccess(of name: String) throws(JournalError) -> StepRecord? {
    try read { db in
      try row(
        db,
        """
        SELECT * FROM step WHERE name = ? AND status = 'SUCCEEDED' ORDER BY end_number DESC LIMIT 1
        """, [name]
      ).map(StepRecord.init)
    }
  }

  package func latestSuccesses() throws(JournalError) -> [String: StepRecord] {
    try latest(Self.newestSuccess)
  }

  package func latestSteps() throws(JournalError) -> [String: StepRecord] {
    try latest("SELECT max(sequence) FROM step WHERE name = names.name")
  }

  private func latest(_ newest: String) throws(JournalError) -> [String: StepRecord] {
    let found = try read { db in try rows(db, Self.latestStepsQuery(newest)).map(StepRecord.init) }
    return Dictionary(found.map { ($0.name, $0) }) { first, _ in first }
  }

  static let newestSuccess = """
    SELECT sequence FROM step WHERE name = names.name AND status = 'SUCCEEDED'
    ORDER BY end_number DESC LIMIT 1
    """

  static func stepHistoryQuery(
    of name: String, status: StepStatus?, after: Int64? = nil, before: Int64?, limit: Int
  ) -> (String, StatementArguments) {
    var conditions = Conditions()
    conditions.add("name = ?", name)
    // The unary plus keeps the status out of the choice of index: in sequence order the step's own index needs no sort.
    conditions.add("+status = ?", status?.rawValue)
    conditions.add("sequence > ?", after)
    conditions.add("sequence < ?", before)
    let sql = "SELECT * FROM step \(conditions.clause) ORDER BY sequence DESC LIMIT \(PageLimit.rows(limit))"
    return (sql, conditions.arguments)
  }

  // Hops from name to name through the index instead of grouping over millions of steps.
  static func latestStepsQuery(_ newest: String) -> String {
    """
    WITH RECURSIVE names (name) AS (
      SELECT min(name) FROM step
      UNION ALL
      SELECT (SELECT min(step.name) FROM step WHERE step.name > names.name) FROM names WHERE names.name IS NOT NULL
    )
    SELECT step.* FROM names CROSS JOIN step ON step.sequence = (\(newest)) WHERE names.name IS NOT NULL
    """
  }
}

extension StepRecord {
  init(_ row: StoredRow) throws {
    let status: StepStatus = try row.value("status")
    self.init(
      sequence: row.int("sequence"),
      execution: ExecutionID(row.text("execution")),
      name: row.text("name"),
      kind: try row.value("kind"),
      ordinal: Int(row.int("ordinal")),
      status: status,
      attempt: Int(row.int("attempt")),
      startedAt: row.optionalMoment("started_at"),
      endedAt: row.optionalMoment("ended_at"),
      counts: RowCounts(row),
      bytesWritten: row.int("bytes_written"),
      versionBefore: row.optionalInt("version_before"),
      versionAfter: row.optionalInt("version_after"),
      progress: row.optionalDouble("progress"),
      // What a step reported last on its way is not where it failed.
      message: status == .failed ? nil : status == .stopped ? "stopped" : row.optionalText("message"),
      error: row.optionalText("error").map(FailureName.init),
      cause: row.optionalText("cause"),
      details: try row.json("details"),
      dependsOn: try row.texts("depends_on"))
  }
}

extension RowCounts {
  init(_ row: StoredRow) {
    self.init(
      read: row.int("rows_read"), inserted: row.int("rows_inserted"), updated: row.int("rows_updated"),
      deleted: row.int("rows_deleted"), superseded: row.int("rows_superseded"), rejected: row.int("rows_rejected"),
      removed: row.int("rows_removed"), duplicates: row.int("rows_duplicate"))
  }
}
