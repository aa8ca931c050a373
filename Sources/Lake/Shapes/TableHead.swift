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

  package init(
    version: Int64, rows: Int64?, readingObstacle: String?, writingObstacle: String?, others: OtherWriters?
  ) {
    self.version = version
    self.rows = rows
    self.readingObstacle = readingObstacle
    self.writingObstacle = writingObstacle
    self.others = others
  }
}
