import Interaction
import Operations
import Widgets

/// Rows whose columns are only known with them: a list that can also be scrolled sideways.
struct RowList: Sendable {
  private(set) var page = RowPage()
  private var list = Listing<[String?]>([], identity: Self.identity)
  private(set) var firstColumn = 0

  var filter: RowFilter { list.filter }
  var sort: TableView.Sort? { list.sort }
  var cursor: ListCursor { list.cursor }
  var count: Int { list.count }
  /// The rows as filtered and ordered.
  var shown: RowPage { RowPage(columns: page.columns, rows: list.shown, total: page.total) }
  var selectedRow: [String?]? { list.selectedRow }

  mutating func set(_ page: RowPage) {
    guard page != self.page else { return }
    if page.columns == self.page.columns {
      list.set(page.rows)
    } else {
      firstColumn = 0
      list.set(page.rows, columns: page.columns.enumerated().map(Self.column))
    }
    self.page = page
  }

  mutating func set(filter text: String) { list.set(filter: text) }

  /// Moves, scrolls columns and sorts; false when the action is none of these.
  mutating func perform(_ action: ActionID) -> Bool {
    switch action {
    case .left: firstColumn = max(0, firstColumn - 1)
    case .right: firstColumn = min(max(0, page.columns.count - 1), firstColumn + 1)
    default: return list.perform(action)
    }
    return true
  }

  mutating func arrange(visible: Int) { list.arrange(visible: visible) }

  private static func column(_ position: Int, _ name: String) -> ListColumn<[String?]> {
    let text = { @Sendable (row: [String?]) in row.indices.contains(position) ? row[position] ?? "" : "" }
    return ListColumn(name, TableColumn(name), value: { FieldValue(text($0), number: Double(text($0))) }) { row, _ in
      TableCell(text(row))
    }
  }

  /// Rows have no name: what they hold is what they are. Absent values are not the same as empty ones.
  private static func identity(_ row: [String?]) -> String {
    row.map { $0.map { "=" + $0 } ?? "" }.joined(separator: "\u{1F}")
  }
}
