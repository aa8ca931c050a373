import DeltaLog
import Words

/// A table's newest version as its log tells it, whoever wrote it: what a plan, a run and a status go by.
package struct TableHead: Sendable {
  package let version: Int64
  /// Nil where the log does not say.
  package let rows: Int64?
  /// The feature for which the table cannot be read; nil for a table that can.
  package let readingObstacle: String?
  /// The feature for which the table is not written to, unless it begins again (`--full-refresh`); nil for one that is.
  package let writingObstacle: String?
  /// What other writers did to it and is still in it.
  package let others: OtherWriters?
}

extension Catalog {
  /// Nil for a table that was never built. Reads the log and no data file; a table that cannot be read is no error.
  package func head(_ table: TableName) throws -> TableHead? {
    let delta = session.deltaTable(table)
    guard let snapshot = try delta.snapshotToReplace() else { return nil }
    return TableHead(
      version: snapshot.version, rows: snapshot.rowCount, readingObstacle: snapshot.readingObstacle,
      writingObstacle: snapshot.writingObstacle, others: try OtherWriters.find(in: delta, rows: snapshot.rowCount))
  }
}
