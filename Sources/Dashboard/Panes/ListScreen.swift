import Canvas
import Interaction
import Operations
import Widgets

/// A screen that is one list, with the chosen row in full below it where there is room.
///
/// Filter, order, selection, mouse, copy and export come from the list's columns; the looks of loading, failed, denied,
/// stale and empty from its condition. A screen says what its rows are and what is particular about them.
protocol ListScreen: Screen {
  associatedtype Row: Sendable & Hashable
  var list: Listing<Row> { get set }
  var layout: ListLayout { get set }

  /// What is being waited for: `reading the executions`.
  var loading: String { get }
  func condition(_ desk: Desk) -> PaneCondition
  func title(_ glyphs: Glyphs) -> String
  /// Why no row shows, and what to press.
  var emptyState: PaneState { get }
  /// Where Enter leads.
  func destination(of row: Row) -> Destination?
  /// Why Enter does nothing while no row is chosen.
  var nothingChosen: String { get }
  /// What `y` sends.
  func copyText(of row: Row) -> CopyText
  /// The name of an exported file.
  var exportName: String { get }

  /// Rows for the chosen row in full on a tall and on a usual screen; lower ones have none. Default: none at all.
  var detailRows: (tall: Int, usual: Int) { get }
  func drawDetail(of row: Row, into surface: inout Surface, in rect: Rect, _ desk: Desk)
}

/// Where the parts of a list screen are.
struct ListLayout: Hashable, Sendable {
  /// The list with its frame.
  private(set) var frame = Rect.zero
  /// The table, where nothing is said above it.
  private(set) var table = Rect.zero
  private(set) var detail = Rect.zero

  init() {}

  init(_ rect: Rect, detailRows: (tall: Int, usual: Int)) {
    let height = rect.height >= 30 ? detailRows.tall : rect.height >= 18 ? detailRows.usual : 0
    frame = rect.inset(bottom: height)
    table = PaneFrame.room(frame)
    detail = rect.bottom(height)
  }
}

extension ListScreen {
  var scopes: [Scope] { [.list, .rows] }
  var nothingChosen: String { "nothing is chosen" }
  var detailRows: (tall: Int, usual: Int) { (0, 0) }
  func drawDetail(of row: Row, into surface: inout Surface, in rect: Rect, _ desk: Desk) {}
  func destination(of row: Row) -> Destination? { nil }

  func availability(of action: ActionID) -> Availability {
    guard action == .enter else { return .enabled }
    guard let row = list.selectedRow else { return .disabled(reason: nothingChosen) }
    return destination(of: row) == nil ? .absent : .enabled
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    if action == .enter { return enter() }
    _ = list.perform(action)
    return []
  }

  /// Opens the chosen row.
  func enter() -> Effects { list.selectedRow.flatMap(destination).map { [.go($0)] } ?? [] }

  func line(_ purpose: LinePurpose) -> String? { purpose == .filter ? list.filter.text : nil }

  mutating func type(_ text: String, _ purpose: LinePurpose, isFinal: Bool) -> String? {
    list.set(filter: text)
    return list.filter.problems.first
  }

  func copyText(_ desk: Desk) -> CopyText? { list.selectedRow.map(copyText) }
  func exportTable(_ desk: Desk) -> ExportTable? { list.exportTable(exportName, now: desk.now) }

  // MARK: drawing

  mutating func arrange(in rect: Rect, _ desk: Desk) {
    layout = ListLayout(rect, detailRows: list.count == 0 ? (0, 0) : detailRows)
    list.arrange(visible: TableView.visibleRows(in: layout.table))
  }

  func draw(into surface: inout Surface, _ desk: Desk) {
    PaneFrame(title: title(surface.glyphs), isFocused: true, loading: loading).draw(
      condition(desk), into: &surface, in: layout.frame
    ) { surface, room in
      if list.count == 0 { return emptyState.draw(into: &surface, in: room) }
      list.table(in: room, desk.clockText, surface.glyphs).draw(into: &surface, in: room)
    }
    guard !layout.detail.isEmpty, let row = list.selectedRow else { return }
    drawDetail(of: row, into: &surface, in: layout.detail, desk)
  }

  mutating func press(at point: Point, _ desk: Desk) -> Effects {
    list.press(at: point, in: layout.table) == true ? enter() : []
  }
}

/// A list screen whose rows are one answer about the environment as a whole, asked again whenever something changed.
protocol WholeListScreen: ListScreen {
  var feed: Feed<Whole, [Row]> { get set }
  static var question: Question<Whole, [Row]> { get }
  /// The order they stand in before anybody sorts them; default: as they come.
  func ordered(_ rows: [Row]) -> [Row]
}

extension WholeListScreen {
  func ordered(_ rows: [Row]) -> [Row] { rows }
  func condition(_ desk: Desk) -> PaneCondition { feed.condition(desk) }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    list.set(desk.clockText)
    return feed.ask(Self.question, Whole(), reason, desk, in: Slot(Self.question.name))
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    if let rows = feed.take(arrival, of: Self.question) { list.set(ordered(rows)) }
    return []
  }
}
