import Engine
import ModelSQL
import Operations
import Project
import Reading
import Rows

extension RowReading {
  /// More than anybody sees of a tile, and little enough for any machine.
  static let mostTileRows = 10_000

  /// The rows of a tile's query, in the memory of so many. Of a table the first are kept and the rest is counted; a picture
  /// of a part would be a wrong one, so the others are an error that says what to do.
  func rows(
    of tile: DashboardTile, _ sql: SQLText, file: String, parameters: RunParameters, named binds: [String: Value]
  ) throws -> ResultTable {
    var first = FirstRows(Self.mostTileRows)
    try stream(sql, file: file, parameters: parameters, named: binds, to: &first)
    guard tile.kind == .table || first.more == 0 else {
      throw OperationsError.failed(
        "its query gives more than \(Self.mostTileRows) rows, which no picture shows; group them in its sql")
    }
    return first.table
  }
}
