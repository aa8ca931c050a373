import Canvas
import Interaction
import Operations
import Widgets

/// The rules of one table, the rows that fail them, and what was rejected.
struct TableQualityScreen: Screen {
  enum Pane: Int, CaseIterable, Sendable { case rules, failing, quarantine }

  let table: String
  private(set) var feed = Feed<String, QualityDetail>()
  /// The cheap verdicts, which tell when the rows are worth reading anew.
  private var heads = Feed<Whole, [TableQuality]>()
  private var shown: TableQuality??
  var rules = Listing<RuleVerdict>(fields: Self.fields, identity: \.rule)
  var focus = Pane.rules
  var isZoomed = false
  /// Failing rows and quarantine.
  var lists: [Pane: RowList] = [:]

  /// Rows read of each kind.
  static let rowLimit = 200

  init(_ table: String) { self.table = table }

  var crumb: String { table }
  var scopes: [Scope] { [.list, .rows, .panes] }
  var detail: QualityDetail? { feed.value }

  /// The first of them are the columns, in their order.
  static let fields: [ListField<RuleVerdict>] = [
    ListField("state") { FieldValue($0.status) },
    ListField("rule") { FieldValue($0.rule) },
    ListField("value", .number) { FieldValue(FigureText.measure($0.value, .ascii), number: $0.value) },
    ListField("history") { FieldValue("", number: $0.history.last) },
    ListField("message") { FieldValue($0.message) },
    ListField("status") { FieldValue($0.status) },
  ]

  static let columns = [
    TableColumn("State", minimum: 7, ideal: 8, priority: 9),
    TableColumn("Rule", minimum: 20, ideal: 60, priority: 9, grows: true),
    TableColumn("Value", align: .right, minimum: 7, ideal: 12, priority: 8),
    TableColumn("History", minimum: 8, ideal: 14, priority: 4),
    TableColumn("Message", minimum: 24, ideal: 50, priority: 3, grows: true),
  ]

  func availability(of action: ActionID) -> Availability {
    switch action {
    case .enter: (focus == .rules ? rules.selectedRow != nil : list(focus).selectedRow != nil) ? .enabled : .absent
    default: .enabled
    }
  }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    let judged = heads.ask(.quality, Whole(), reason, desk, in: Slot("table.head"))
    // Rows are read from the table itself: when it was checked anew, not each second of a run.
    let mark = heads.value.map { $0.first { $0.table == table } }
    let isNew = mark != nil && shown != nil && mark != shown
    let read = feed.ask(
      .tableQuality, table, isNew ? .changed : reason == .changed ? .ticked : reason, desk, in: Slot("table.quality"))
    if !read.isEmpty || shown == nil { shown = mark ?? shown }
    return judged + read
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    heads.take(arrival, of: .quality)
    if let detail = feed.take(arrival, of: .tableQuality) {
      rules.set(
        detail.quality.rules.enumerated().sorted {
          ($0.element.status == "PASS" ? 1 : 0, $0.offset) < ($1.element.status == "PASS" ? 1 : 0, $1.offset)
        }.map(\.element))
      lists[.failing, default: RowList()].set(detail.failingRows)
      lists[.quarantine, default: RowList()].set(detail.quarantine)
    }
    return []
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    switch action {
    case .enter where focus != .rules: return openRow(desk)
    case .nextPane, .enter: focus = Pane(rawValue: (focus.rawValue + 1) % 3) ?? .rules
    case .previousPane: focus = Pane(rawValue: (focus.rawValue + 2) % 3) ?? .rules
    case .zoom: isZoomed.toggle()
    default: performOnList(action)
    }
    return []
  }

  private mutating func performOnList(_ action: ActionID) {
    guard focus == .rules else {
      _ = lists[focus, default: RowList()].perform(action)
      return
    }
    switch action {
    case .sort: rules.sortByNext(of: Self.columns.count)
    case .reverse: rules.reverseSort()
    default: _ = rules.move(action)
    }
  }

  private func openRow(_ desk: Desk) -> Effects {
    guard let values = list(focus).selectedRow else { return [] }
    let kind = focus == .failing ? "failing row" : "rejected row"
    return [
      .go(
        .row(ChosenRow(title: "\(kind) of \(table)", columns: list(focus).page.columns, values: values, at: desk.now)))
    ]
  }

  func list(_ pane: Pane) -> RowList { lists[pane] ?? RowList() }

  /// The filter is that of the list one is in.
  func line(_ purpose: LinePurpose) -> String? {
    guard purpose == .filter else { return nil }
    return focus == .rules ? rules.filter.text : list(focus).filter.text
  }

  mutating func type(_ text: String, _ purpose: LinePurpose, isFinal: Bool) -> String? {
    if focus == .rules { rules.set(filter: text) } else { lists[focus, default: RowList()].set(filter: text) }
    let problems = focus == .rules ? rules.filter.problems : list(focus).filter.problems
    return problems.first
  }

  func copyText(_ desk: Desk) -> CopyText? {
    if focus == .rules {
      return rules.selectedRow.map {
        CopyText(what: "the rule", text: [$0.rule, $0.status, $0.message].joined(separator: "\t"))
      }
    }
    return list(focus).selectedRow.map {
      CopyText(what: "the row", text: $0.map { $0 ?? "" }.joined(separator: "\t"))
    }
  }

  func exportTable(_ desk: Desk) -> ExportTable? {
    guard let detail else { return nil }
    if focus == .rules {
      return ExportTable(
        name: "rules-\(table)", columns: ["rule", "status", "value", "message"],
        rows: detail.quality.rules.map { [$0.rule, $0.status, $0.value?.description, $0.message] })
    }
    let page = list(focus).shown
    return ExportTable(name: "\(focus)-\(table)", columns: page.columns, rows: page.rows)
  }
}

extension Question where Key == String, Value == QualityDetail {
  static var tableQuality: Self {
    Question("table quality") { try $0.quality(table: $1, rowLimit: TableQualityScreen.rowLimit) }
  }
}

extension Destination {
  /// The rules of a table.
  static func table(_ name: String) -> Destination {
    Destination("table", name) { stacks, _ in stacks.push(TableQualityScreen(name), on: .quality, keeping: 1) }
  }
}
