import Canvas
import Operations

/// Rows of any table as aligned text. Columns of numbers stand right.
package enum RowsText {
  /// A cell never takes more than this, so that one long text does not push the others away.
  private static let widestCell = 60

  /// What becomes of columns that have no room.
  package enum Narrowing: Sendable {
    /// All stay, their texts cut.
    case cut
    /// The last ones go and are counted in the header: `+2 ›`.
    case counted
  }

  package static func lines(
    _ rows: RowPage, _ page: Page, indent: Int = 0, hidesColumns: Narrowing = .cut
  ) -> [StyledLine] {
    let columns = rows.columns.enumerated().map { index, name in
      let isNumeric = isNumeric(rows.rows, index)
      return TextTable.Column(
        name, isNumeric ? .right : .left, isFlexible: !isNumeric, least: hidesColumns == .counted ? 10 : 5,
        rank: hidesColumns == .counted ? index : 0)
    }
    var table = TextTable(columns, indent: indent)
    table.countsHidden = hidesColumns == .counted
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
      guard Double(text.filter { $0 != "," }) != nil else { return false }
      found = true
    }
    return found
  }
}
