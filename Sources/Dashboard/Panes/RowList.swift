import Interaction
import Operations
import Widgets

/// Rows whose columns are only known with them: filtered, ordered, scrolled both ways.
struct RowList: Sendable {
  private(set) var page = RowPage()
  private(set) var filter = RowFilter("", fields: [])
  private(set) var sort: TableView.Sort?
  /// Positions in `page.rows` of what shows, in order.
  private var places: [Int] = []
  var cursor = ListCursor()
  private(set) var firstColumn = 0

  var count: Int { places.count }
  /// The rows as filtered and ordered.
  var shown: RowPage { RowPage(columns: page.columns, rows: places.map { page.rows[$0] }, total: page.total) }
  var selectedRow: [String?]? { places.indices.contains(cursor.selected) ? page.rows[places[cursor.selected]] : nil }

  mutating func set(_ page: RowPage) {
    guard page != self.page else { return }
    let kept = selectedRow
    if page.columns != self.page.columns {
      (sort, firstColumn) = (nil, 0)
      filter = RowFilter(filter.text, fields: page.columns)
    }
    self.page = page
    rearrange(keeping: kept)
  }

  mutating func set(filter text: String) {
    filter = RowFilter(text, fields: page.columns)
    rearrange(keeping: selectedRow)
  }

  /// Moves, scrolls columns and sorts; false when the action is none of these.
  mutating func perform(_ action: ActionID) -> Bool {
    let last = max(0, page.columns.count - 1)
    switch action {
    case .left: firstColumn = max(0, firstColumn - 1)
    case .right: firstColumn = min(last, firstColumn + 1)
    case .sort:
      let next = (sort?.column ?? -1) + 1
      sort = next <= last ? TableView.Sort(column: next, isAscending: true) : nil
      rearrange(keeping: selectedRow)
    case .reverse:
      let old = sort ?? TableView.Sort(column: 0, isAscending: true)
      sort = TableView.Sort(column: old.column, isAscending: !old.isAscending)
      rearrange(keeping: selectedRow)
    default: return cursor.move(action, count: count)
    }
    return true
  }

  mutating func arrange(visible: Int) { cursor.arrange(visible: visible, count: count) }

  /// - Parameter kept: the row that stays chosen if it still shows.
  private mutating func rearrange(keeping kept: [String?]?) {
    places = Array(page.rows.indices)
    if !filter.isEmpty || sort != nil {
      let index = RowIndex(fields: page.columns, rowCount: page.rows.count) { row, column in value(row, column) }
      places = index.rows(matching: filter)
      if let sort { places = index.sorted(places, by: sort.column, isAscending: sort.isAscending) }
    }
    if let kept, let place = places.firstIndex(where: { page.rows[$0] == kept }) { cursor.selected = place }
    cursor.arrange(visible: cursor.visible, count: count)
  }

  private func value(_ row: Int, _ column: Int) -> FieldValue {
    let text = page.rows[row].indices.contains(column) ? page.rows[row][column] ?? "" : ""
    return FieldValue(text, number: Double(text))
  }
}
