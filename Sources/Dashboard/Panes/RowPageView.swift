import Canvas
import Operations
import Widgets

/// Rows as text in columns as wide as what they hold. Where room is short, long columns give way before short ones.
struct RowPageView {
  let page: RowPage
  var cursor: ListCursor?
  /// The first column to show.
  var firstColumn = 0
  var sort: TableView.Sort?
  var isFocused = false
  /// Shown on a dashboard, where it cannot be scrolled: its figures are what it is for.
  var isPicture = false

  static let widest = 60
  /// Up to here a column is short: a moment with its milliseconds, an amount, a name.
  static let short = 23

  init(page: RowPage, cursor: ListCursor? = nil, firstColumn: Int = 0, isFocused: Bool = false) {
    self.page = page
    self.cursor = cursor
    self.firstColumn = min(max(0, firstColumn), max(0, page.columns.count - 1))
    self.isFocused = isFocused
  }

  /// A list as it is filtered, ordered and scrolled.
  /// - Parameter page: its rows as they are to be written; default: as they are.
  init(_ list: RowList, page: RowPage? = nil, isFocused: Bool) {
    self.init(page: page ?? list.shown, cursor: list.cursor, firstColumn: list.firstColumn, isFocused: isFocused)
    sort = list.sort
  }

  func draw(into surface: inout Surface, in rect: Rect) {
    view(surface.glyphs, width: rect.width).draw(into: &surface, in: rect)
  }

  /// - Parameter width: columns there are for the table with its pointer and scroll bar.
  func view(_ glyphs: Glyphs, width room: Int) -> TableView {
    let shown = Array(page.columns.indices.dropFirst(firstColumn))
    let numeric = Set(shown.filter(isNumeric))
    let widths = shown.map { min(Self.widest, max(TextWidth.of(page.columns[$0]), contentWidth($0))) }
    let whole = widths.map { $0 <= Self.short ? $0 : 14 }
    // Short columns stay whole where that hides none; else all give way.
    let fits = whole.map { $0 + 2 }.reduce(0, +) + 2 <= room
    let columns = shown.enumerated().map { rank, index in
      TableColumn(
        page.columns[index], align: numeric.contains(index) ? .right : .left,
        minimum: fits ? whole[rank] : min(widths[rank], 12), ideal: widths[rank],
        priority: priority(rank, index, of: shown.count, numeric))
    }
    var view = TableView(
      columns: columns, rowCount: page.rows.count, selected: isFocused ? cursor?.selected : nil,
      offset: cursor?.offset ?? 0, sort: shownSort, isFocused: isFocused
    ) { row in
      shown.map { index in
        guard page.rows[row].indices.contains(index) else { return "" }
        return page.rows[row][index].map { TableCell($0) } ?? TableCell(glyphs.dash, role: .dim)
      }
    }
    view.countsHidden = true
    return view
  }

  /// The first column names the row; of the others those with figures go last.
  private func priority(_ rank: Int, _ index: Int, of count: Int, _ numeric: Set<Int>) -> Int {
    count - rank + (rank == 0 ? 2 * count : numeric.contains(index) && isPicture ? count : 0)
  }

  /// Among the columns that show.
  private var shownSort: TableView.Sort? {
    sort.flatMap { $0.column < firstColumn ? nil : .init(column: $0.column - firstColumn, isAscending: $0.isAscending) }
  }

  /// For the title, where not all columns show: `columns 1–5 of 12`; else empty.
  func columnRange(_ glyphs: Glyphs, in rect: Rect) -> String {
    let shown = view(glyphs, width: rect.width).placed(in: rect).count
    guard shown > 0, shown < page.columns.count else { return "" }
    return "columns \(firstColumn + 1)\(glyphs.dash)\(firstColumn + shown) of \(page.columns.count)"
  }

  /// A sample is enough: a page has at most some hundred rows, and widths may be cut.
  private func contentWidth(_ column: Int) -> Int {
    page.rows.prefix(200).map { row in
      row.indices.contains(column) ? row[column].map { TextWidth.of(String($0.prefix(80))) } ?? 1 : 0
    }.max() ?? 0
  }

  private func isNumeric(_ column: Int) -> Bool {
    let values = page.rows.prefix(50).compactMap { $0.indices.contains(column) ? $0[column] : nil }
    return !values.isEmpty && values.allSatisfy { Double($0.filter { $0 != "," && $0 != " " && $0 != "%" }) != nil }
  }
}
