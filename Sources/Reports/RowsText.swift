import Canvas
import Operations

/// Rows of any table as aligned text. Columns of numbers stand right.
package enum RowsText {
  /// A cell never takes more than this, so that one long text does not push the others away.
  private static let widestCell = 60

  package static func lines(_ rows: RowPage, _ page: Page, indent: Int = 0) -> [StyledLine] {
    let columns = rows.columns.enumerated().map { index, name in
      let isNumeric = isNumeric(rows.rows, index)
      return TextTable.Column(name, isNumeric ? .right : .left, isFlexible: !isNumeric, least: 5)
    }
    var table = TextTable(columns, indent: indent)
    for row in rows.rows { table.add(row.map { cell($0, page) }) }
    return table.lines(page)
  }

  private static func cell(_ text: String?, _ page: Page) -> StyledLine {
    guard let text else { return StyledLine("null", .dim) }
    let line = StyledLine(text)
    return page.width == nil ? line : line.cut(to: widestCell, glyphs: page.glyphs)
  }

  private static func isNumeric(_ rows: [[String?]], _ column: Int) -> Bool {
    var found = false
    for row in rows.prefix(200) {
      guard column < row.count, let text = row[column] else { continue }
      guard Double(text) != nil else { return false }
      found = true
    }
    return found
  }
}
