import Foundation
import GRDB
import Ledger
import Words

extension Journal {
  package func repairs(of executions: [ExecutionRecord]) throws(JournalError) -> [ExecutionID: ExecutionID] {
    try read { db in
      var found: [ExecutionID: ExecutionID] = [:]
      for execution in executions {
        let repairing = try row(
          db, Self.repairQuery,
          [
            execution.id.rawValue, execution.id.rawValue, execution.runDate?.daysSince1970, execution.id.rawValue,
            execution.input.text,
          ])
        found[execution.id] = repairing.map { ExecutionID($0.text("id")) }
      }
      return found
    }
  }

  private static let itself = "SELECT sequence FROM execution WHERE id = ?"

  static let repairQuery = """
    SELECT id FROM (
      SELECT id, sequence FROM execution
      WHERE rerun_of IS NOT NULL AND sequence > (\(itself)) AND rerun_of = ? AND status = 'SUCCEEDED'
      UNION ALL
      SELECT id, sequence FROM execution
      WHERE run_date = ? AND sequence > (\(itself)) AND status = 'SUCCEEDED' AND input = ?
    ) ORDER BY sequence LIMIT 1
    """
}
