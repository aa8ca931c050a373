import DeltaLog
import Lake
import Words

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
