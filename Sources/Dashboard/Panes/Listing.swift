import Canvas
import Clocks
import Foundation
import Interaction
import Presentation
import Widgets

/// A field that rows are filtered and sorted by.
struct ListField<Row: Sendable>: Sendable {
  let name: String
  /// How values of it are typed in a filter.
  let kind: FilterField.Kind
  let value: @Sendable (Row) -> FieldValue
}

/// Rows with a filter, an order and a cursor that stays with its row when the rows change.
struct Listing<Row: Sendable & Hashable>: Sendable {
  /// May be replaced by ones that show other cells of the same fields.
  var columns: [ListColumn<Row>]
  private(set) var fields: [ListField<Row>]
  private let identity: @Sendable (Row) -> String
  private(set) var rows: [Row] = []
  /// Positions in `rows` of what shows, in order.
  private(set) var places: [Int] = []
  private(set) var filter: RowFilter
  /// Its column is the position among those that show, and of its field.
  private(set) var sort: TableView.Sort?
  var cursor = ListCursor()
  /// What `12h` in a filter counts from, and where its days begin.
  private var now = Date()
  private var zone = DayZone.utc
  /// Made when a filter or an order first needs it.
  private var index: RowIndex?

  /// - Parameter identity: what stays the same of a row when it changes.
  init(_ columns: [ListColumn<Row>], identity: @escaping @Sendable (Row) -> String) {
    self.columns = columns
    self.identity = identity
    fields = Self.fields(of: columns)
    filter = RowFilter("", fields: [])
  }

  /// Those that show come first, so that the position of a column is that of its field.
  static func fields(of columns: [ListColumn<Row>]) -> [ListField<Row>] {
    (columns.filter { $0.shape != nil } + columns.filter { $0.shape == nil }).compactMap { column in
      column.value.map { ListField(name: column.name, kind: column.kind, value: $0) }
    }
  }

  var count: Int { places.count }
  var selectedRow: Row? { places.indices.contains(cursor.selected) ? rows[places[cursor.selected]] : nil }
  subscript(position: Int) -> Row { rows[places[position]] }
  /// The rows as filtered and ordered.
  var shown: [Row] { places.map { rows[$0] } }

  /// What time it is, and where.
  mutating func set(_ clock: ClockText) {
    if clock.zone != zone { index = nil }
    (now, zone) = (clock.now, clock.zone)
  }

  mutating func set(_ rows: [Row]) {
    guard rows != self.rows else { return }
    let kept = selectedRow.map(identity)
    self.rows = rows
    index = nil
    rearrange(keeping: kept)
  }

  /// Rows of other columns: the order is lost, the filter stays and is read anew.
  mutating func set(_ rows: [Row], columns: [ListColumn<Row>]) {
    self.columns = columns
    fields = Self.fields(of: columns)
    (sort, index) = (nil, nil)
    filter = read(filter.text)
    let kept = selectedRow.map(identity)
    self.rows = rows
    rearrange(keeping: kept)
  }

  mutating func set(filter text: String) {
    guard text != filter.text else { return }
    let kept = selectedRow.map(identity)
    filter = read(text)
    rearrange(keeping: kept)
  }

  private func read(_ text: String) -> RowFilter {
    RowFilter(text, fields: fields.map { FilterField($0.name, $0.kind) }, now: now, zone: zone)
  }

  /// Moves and sorts; false when the action is neither.
  mutating func perform(_ action: ActionID) -> Bool {
    switch action {
    case .sort: sortByNext()
    case .reverse: reverseSort()
    default: return cursor.move(action, count: count)
    }
    return true
  }

  /// Orders by the next column that shows; after the last, as the rows came.
  private mutating func sortByNext() {
    let next = (sort?.column ?? -1) + 1
    sort = next < columns.count { $0.shape != nil } ? TableView.Sort(column: next, isAscending: true) : nil
    rearrange(keeping: selectedRow.map(identity))
  }

  private mutating func reverseSort() {
    let old = sort ?? TableView.Sort(column: 0, isAscending: true)
    sort = TableView.Sort(column: old.column, isAscending: !old.isAscending)
    rearrange(keeping: selectedRow.map(identity))
  }

  /// Chooses the row of an identity, if it shows.
  mutating func select(_ wanted: String) {
    if let place = places.firstIndex(where: { identity(rows[$0]) == wanted }) { cursor.selected = place }
  }

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
    RowIndex(fields: fields.map(\.name), rowCount: rows.count) { value(of: fields[$1], rows[$0]) }
  }

  /// A moment's words are those of the zone it is shown in.
  private func value(of field: ListField<Row>, _ row: Row) -> FieldValue {
    var value = field.value(row)
    if field.kind == .moment, let seconds = value.number {
      value.text = ClockText.full(Date(timeIntervalSince1970: seconds), zone)
    }
    return value
  }
}

extension FieldValue {
  init(day: CalendarDay?) { self.init(day?.description ?? "", number: day.map { Double($0.daysSince1970) }) }
  /// A list says it in its own time zone.
  /// - Parameter missing: what stands where there is none.
  init(moment: Date?, missing: String = "") {
    self.init(moment == nil ? missing : "", number: moment?.timeIntervalSince1970)
  }
  init(score: Double?, text: String? = nil) {
    self.init(text ?? FigureText.score(score, .ascii), number: score)
  }
  init(count: Int64) { self.init("\(count)", number: Double(count)) }
}
