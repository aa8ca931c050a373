import Canvas
import Foundation
import Presentation
import Widgets

/// One column of a list: its heading and width, what its cells show, what it is filtered and sorted by, and what of it is
/// exported. A list is declared by an array of them; filter, order, table and export all come from it.
struct ListColumn<Row: Sendable>: Sendable {
  typealias Cells = @Sendable (CellPlace<Row>) -> (Row) -> TableCell

  /// What filters call it: `state`.
  let name: String
  /// How values of it are typed in a filter.
  let kind: FilterField.Kind
  /// Its heading and room; nil where it does not show.
  let shape: TableColumn?
  /// Makes the room fit what is in the list; default: as the shape says.
  let width: WidthRule?
  /// What it is filtered and sorted by; nil for what is only exported.
  let value: (@Sendable (Row) -> FieldValue)?
  let cells: Cells?
  let export: ListExport<Row>?

  private init(
    _ name: String, _ kind: FilterField.Kind, shape: TableColumn?, width: WidthRule?,
    value: (@Sendable (Row) -> FieldValue)?, export: ListExport<Row>?, cells: Cells?
  ) {
    self.name = name
    self.kind = kind
    self.shape = shape
    self.width = width
    self.value = value
    self.export = export
    self.cells = cells
  }

  /// A column that shows.
  init(
    _ name: String, _ shape: TableColumn, _ kind: FilterField.Kind = .plain, width: WidthRule? = nil,
    value: @escaping @Sendable (Row) -> FieldValue, export: ListExport<Row>? = nil,
    cell: @escaping @Sendable (Row, CellPlace<Row>) -> TableCell
  ) {
    self.init(name, kind, shape: shape, width: width, value: value, export: export) { place in
      { cell($0, place) }
    }
  }

  /// The same for cells that need something worked out from all rows first.
  init(
    _ name: String, _ shape: TableColumn, _ kind: FilterField.Kind = .plain, width: WidthRule? = nil,
    value: @escaping @Sendable (Row) -> FieldValue, export: ListExport<Row>? = nil, cells: @escaping Cells
  ) {
    self.init(name, kind, shape: shape, width: width, value: value, export: export, cells: cells)
  }

  /// A column of plain text.
  static func text(
    _ name: String, _ shape: TableColumn, role: Role = .text, width: WidthRule? = nil, export: ListExport<Row>? = nil,
    _ text: @escaping @Sendable (Row) -> String
  ) -> Self {
    Self(name, shape, width: width, value: { FieldValue(text($0)) }, export: export) { row, _ in
      TableCell(text(row), role: role)
    }
  }

  /// What can be filtered by and does not show.
  static func hidden(
    _ name: String, _ kind: FilterField.Kind = .plain, export: ListExport<Row>? = nil,
    value: @escaping @Sendable (Row) -> FieldValue
  ) -> Self {
    Self(name, kind, shape: nil, width: nil, value: value, export: export, cells: nil)
  }

  /// What is only exported.
  static func exported(_ title: String, at place: Int? = nil, _ value: @escaping @Sendable (Row) -> String?) -> Self {
    Self(
      title, .plain, shape: nil, width: nil, value: nil, export: ListExport(title, at: place, value), cells: nil)
  }
}

/// What a cell may know beside its row.
struct CellPlace<Row: Sendable> {
  /// All rows of the list, also those a filter hides.
  let rows: [Row]
  let clock: ClockText
  let glyphs: Glyphs
  /// Columns it has, for pictures drawn to measure; 0 where it does not show.
  let width: Int
  var now: Date { clock.now }
}

/// A column of an export.
struct ListExport<Row: Sendable>: Sendable {
  let title: String
  /// Where it stands; default: where its column does. Exports are read by programs, so their order outlives the screen's.
  let place: Int?
  /// Absent values are nil; the moment is now.
  let value: @Sendable (Row, Date) -> String?

  init(_ title: String, at place: Int? = nil, _ value: @escaping @Sendable (Row) -> String?) {
    self.init(title, at: place) { row, _ in value(row) }
  }

  init(_ title: String, at place: Int? = nil, _ value: @escaping @Sendable (Row, Date) -> String?) {
    self.title = title
    self.place = place
    self.value = value
  }
}

/// Fits a column to its widest cell. Every row is looked at each time the list is drawn: for lists of hundreds of rows;
/// longer ones have columns of fixed room.
struct WidthRule: Sendable {
  /// The column with the room it needs for so many columns of text.
  let fit: @Sendable (TableColumn, Int) -> TableColumn

  init(_ fit: @escaping @Sendable (_ column: TableColumn, _ widest: Int) -> TableColumn) { self.fit = fit }

  /// Figures: never cut, and two columns of air where there is room.
  static let figures = WidthRule { column, widest in
    var column = column
    column.minimum = max(TextWidth.of(column.title), widest)
    column.ideal = column.minimum + 2
    return column
  }

  /// Figures: never cut, with the shape's own room at least.
  static let figuresAtLeast = WidthRule { column, widest in
    var column = column
    column.minimum = max(column.minimum, widest)
    return column
  }

  /// Names: whole up to the ideal width before other columns show.
  static let names = WidthRule { column, widest in
    var column = column
    column.minimum = max(column.minimum, min(widest, column.ideal))
    return column
  }
}
