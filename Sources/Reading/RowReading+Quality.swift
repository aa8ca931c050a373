import DataQuality
import Rows
import Tables
import Words

/// A published table seen through its rules: the rows that fail, and the rows that were rejected.
extension RowReading {
  /// The table's columns, and rows that fail at least one rule together with the rules' texts.
  package func failingRows(of table: TableName, limit: Int) throws -> (columns: [String], rows: [FailingRow]) {
    try admit([table])
    guard let source = session.workspace.project.ruleset(of: table),
      let snapshot = try session.deltaTable(table).snapshot()
    else { return ([], []) }
    let judgement = try QualityGateCheck(session: session, table: table).judgement(source.ruleset)
    return try session.compute.failingRows(.version(snapshot), by: judgement, limit: limit)
  }

  /// Rejected rows, newest first.
  package func quarantine(of table: TableName, limit: Int) throws -> ResultTable {
    try admit([table.quarantine])
    guard let snapshot = try session.deltaTable(table.quarantine).snapshot() else {
      return ResultTable(columns: [], rows: [])
    }
    return try session.compute.newestRejects(snapshot, limit: limit)
  }
}
