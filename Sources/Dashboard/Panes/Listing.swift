import Clocks
import Foundation
import Interaction
import Widgets

/// A field that rows are filtered and sorted by.
struct ListField<Row: Sendable>: Sendable {
  let name: String
  /// How values of it are typed in a filter.
  let kind: FilterField.Kind
  let value: @Sendable (Row) -> FieldValue

  init(_ name: String, _ kind: FilterField.Kind = .plain, _ value: @escaping @Sendable (Row) -> FieldValue) {
    self.name = name
    self.kind = kind
    self.value = value
  }
}

/// Rows with a filter, an order and a cursor that stays with its row when the rows change.
struct Listing<Row: Sendable & Hashable>: Sendable {
  let fields: [ListField<Row>]
  private let identity: @Sendable (Row) -> String
  private(set) var rows: [Row] = []
  /// Positions in `rows` of what shows, in order.
  private(set) var places: [Int] = []
  private(set) var filter: RowFilter
  /// Its column is the position of a field.
  private(set) var sort: TableView.Sort?
  var cursor = ListCursor()
  /// What `12h` in a filter counts from.
  var now = Date()
  /// Made when a filter or an order first needs it.
  private var index: RowIndex?

  init(fields: [ListField<Row>], identity: @escaping @Sendable (Row) -> String) {
    self.fields = fields
    self.identity = identity
    filter = RowFilter("", fields: [])
  }

  var count: Int { places.count }
  var selectedRow: Row? { places.indices.contains(cursor.selected) ? rows[places[cursor.selected]] : nil }
  subscript(position: Int) -> Row { rows[places[position]] }

  mutating func set(_ rows: [Row]) {
    guard rows != self.rows else { return }
    let kept = selectedRow.map(identity)
    self.rows = rows
    index = nil
    rearrange(keeping: kept)
  }

  mutating func set(filter text: String) {
    guard text != filter.text else { return }
    let kept = selectedRow.map(identity)
    filter = RowFilter(text, fields: fields.map { FilterField($0.name, $0.kind) }, now: now)
    rearrange(keeping: kept)
  }

  /// Orders by the next of the first `columns` fields; after the last, as the rows came.
  mutating func sortByNext(of columns: Int) {
    let next = (sort?.column ?? -1) + 1
    sort = next < columns ? TableView.Sort(column: next, isAscending: true) : nil
    rearrange(keeping: selectedRow.map(identity))
  }

  mutating func reverseSort() {
    let old = sort ?? TableView.Sort(column: 0, isAscending: true)
    sort = TableView.Sort(column: old.column, isAscending: !old.isAscending)
    rearrange(keeping: selectedRow.map(identity))
  }

  /// Chooses the row of an identity, if it shows.
  mutating func select(_ wanted: String) {
    if let place = places.firstIndex(where: { identity(rows[$0]) == wanted }) { cursor.selected = place }
  }

  mutating func move(_ action: ActionID) -> Bool { cursor.move(action, count: count) }
  mutating func arrange(visible: Int) { cursor.arrange(visible: visible, count: count) }

  private mutating func rearrange(keeping kept: String?) {
    if filter.isEmpty && sort == nil {
      places = Array(rows.indices)
      index = nil
    } else {
      let index = index ?? makeIndex()
      self.index = index
      places = index.rows(matching: filter)
      if let sort { places = index.sorted(places, by: sort.column, isAscending: sort.isAscending) }
    }
    if let kept { select(kept) }
    cursor.arrange(visible: cursor.visible, count: places.count)
  }

  private func makeIndex() -> RowIndex {
    RowIndex(fields: fields.map(\.name), rowCount: rows.count) { fields[$1].value(rows[$0]) }
  }
}

extension FieldValue {
  init(day: CalendarDay?) { self.init(day?.description ?? "", number: day.map { Double($0.daysSince1970) }) }
  init(moment: Date?, text: String) { self.init(text, number: moment?.timeIntervalSince1970) }
  init(score: Double?, text: String? = nil) {
    self.init(text ?? FigureText.score(score, .ascii), number: score)
  }
}
