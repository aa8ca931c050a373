import Canvas
import Foundation
import Presentation
import Widgets

extension Listing {
  /// The table as it draws into a rectangle.
  /// - Parameter adjust: what the widths of columns depend on beside their cells.
  func table(
    in rect: Rect, _ clock: ClockText, _ glyphs: Glyphs, isFocused: Bool = true,
    adjust: (inout [TableColumn]) -> Void = { _ in }
  ) -> TableView {
    let shown = columns.filter { $0.shape != nil }
    var shapes = shown.compactMap { shape($0, clock, glyphs) }
    adjust(&shapes)
    var view = TableView(
      columns: shapes, rowCount: count, selected: isFocused ? cursor.selected : nil, offset: cursor.offset, sort: sort,
      isFocused: isFocused
    ) { _ in [] }
    let widths = Dictionary(view.placed(in: rect).map { ($0.index, $0.width) }) { first, _ in first }
    let cells = shown.enumerated().compactMap { position, column in
      column.cells.map { $0(CellPlace(rows: rows, clock: clock, glyphs: glyphs, width: widths[position] ?? 0)) }
    }
    view.row = { place in
      let row = self[place]
      return cells.map { $0(row) }
    }
    return view
  }

  private func shape(_ column: ListColumn<Row>, _ clock: ClockText, _ glyphs: Glyphs) -> TableColumn? {
    guard let shape = column.shape, let rule = column.width else { return column.shape }
    let cell = column.cells.map { $0(CellPlace(rows: rows, clock: clock, glyphs: glyphs, width: 0)) }
    return rule.fit(shape, rows.map { row in cell.map { TextWidth.of($0(row).text) } ?? 0 }.max() ?? 0)
  }

  /// Chooses the row of the table under a point; tells whether it was chosen already, nil where there is none.
  mutating func press(at point: Point, in rect: Rect) -> Bool? {
    guard rect.inset(top: 1).contains(point) else { return nil }
    let row = cursor.offset + point.y - rect.y - 1
    guard row < count else { return nil }
    defer { cursor.selected = row }
    return cursor.selected == row
  }

  /// - Parameter rows: default: those that show, in their order.
  func exportTable(_ name: String, now: Date, rows: [Row]? = nil) -> ExportTable {
    let exports = columns.compactMap(\.export).enumerated()
      .sorted { ($0.element.place ?? $0.offset, $0.offset) < ($1.element.place ?? $1.offset, $1.offset) }
      .map(\.element)
    return ExportTable(
      name: name, columns: exports.map(\.title),
      rows: (rows ?? shown).map { row in exports.map { $0.value(row, now) } })
  }
}
