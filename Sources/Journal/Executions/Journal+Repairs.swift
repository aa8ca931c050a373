import Clocks
import Foundation
import GRDB
import Ledger
import Words

extension Journal {
  package func repairs(of executions: [ExecutionRecord]) throws(JournalError) -> [ExecutionID: ExecutionID] {
    try read { db in
      var found: [ExecutionID: ExecutionID] = [:]
      for execution in executions {
        let asked = try row(
          db, Self.repairQuery,
          [
            execution.id.rawValue, execution.id.rawValue, execution.runDate?.daysSince1970, execution.id.rawValue,
            execution.input.text,
          ])
        let first = [asked, try made(good: execution, db)].compactMap(\.self).min {
          $0.int("sequence") < $1.int("sequence")
        }
        found[execution.id] = first.map { ExecutionID($0.text("id")) }
      }
      return found
    }
  }

  /// The execution by which each step that had not succeeded has: whoever runs one table after the other makes a run good
  /// as well as who repeats it. Nil while one of them has not, and where a file of its day never came.
  private func made(good execution: ExecutionRecord, _ db: Database) throws -> StoredRow? {
    let open = try rows(
      db, "SELECT name, sequence, error FROM step WHERE execution = ? AND status <> 'SUCCEEDED'",
      [execution.id.rawValue])
    var last: StoredRow?
    for step in open {
      if step.optionalText("error") == FailureName.sourceMissing.rawValue,
        try !hasCome(of: step.text("name"), on: execution.runDate, db)
      {
        return nil
      }
      guard let next = try row(db, Self.nextSuccessQuery, [step.text("name"), step.int("sequence")]) else { return nil }
      if last.map({ $0.int("sequence") < next.int("sequence") }) ?? true { last = next }
    }
    return last
  }

  private func hasCome(of table: String, on day: CalendarDay?, _ db: Database) throws -> Bool {
    guard let day else { return true }
    let source = table.split(separator: ".").last.map(String.init) ?? table
    return try Bool.fetchOne(
      db,
      sql: "SELECT EXISTS (SELECT 1 FROM manifest WHERE source = ? AND status = 'LOADED' AND name LIKE ? ESCAPE '\\')",
      arguments: [source, LikePattern.containing(day.description)]) ?? false
  }

  static let nextSuccessQuery = """
    SELECT execution.id, execution.sequence FROM step JOIN execution ON execution.id = step.execution
    WHERE step.name = ? AND step.sequence > ? AND step.status = 'SUCCEEDED' ORDER BY step.sequence LIMIT 1
    """

  private static let itself = "SELECT sequence FROM execution WHERE id = ?"

  static let repairQuery = """
    SELECT id, sequence FROM (
      SELECT id, sequence FROM execution
      WHERE rerun_of IS NOT NULL AND sequence > (\(itself)) AND rerun_of = ? AND status = 'SUCCEEDED'
      UNION ALL
      SELECT id, sequence FROM execution
      WHERE run_date = ? AND sequence > (\(itself)) AND status = 'SUCCEEDED' AND input = ?
    ) ORDER BY sequence LIMIT 1
    """
}
