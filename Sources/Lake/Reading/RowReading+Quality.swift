import DataQuality
import Engine
import Foundation
import JSON
import Words

/// A published table seen through its rules: the rows that fail, and the rows that were rejected.
extension RowReading {
  /// The table's columns, and rows that fail at least one rule together with the rules' texts.
  package func failingRows(of table: TableName, limit: Int) throws -> (columns: [String], rows: [FailingRow]) {
    try admit([table])
    guard let source = session.workspace.project.ruleset(of: table),
      let snapshot = try session.deltaTable(table).snapshot()
    else { return ([], []) }
    let check = QualityGateCheck(session: session, table: table)
    let context = try check.context(try session.relation(of: snapshot).sql, source.ruleset)
    let engine = RuleEngine(session: session)
    let report = QualityCheck.run(source.ruleset, context, engine)
    let rows = try QualityCheck.failingRows(report, context, engine, limit: limit)
    return (context.columns.map(\.name), rows)
  }

  /// Rejected rows, newest first.
  package func quarantine(of table: TableName, limit: Int) throws -> ResultTable {
    try admit([table.quarantine])
    guard let snapshot = try session.deltaTable(table.quarantine).snapshot() else {
      return ResultTable(columns: [], rows: [])
    }
    return try session.connection.query(
      """
      SELECT reason, _file, _record, rejected_at, row FROM (\(try session.relation(of: snapshot).sql))
      ORDER BY rejected_at DESC, _file, _record LIMIT \(max(0, limit))
      """)
  }
}
