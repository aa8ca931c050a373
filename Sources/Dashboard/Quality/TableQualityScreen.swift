import Canvas
import Interaction
import Operations
import Presentation
import Widgets

/// The rules of one table, the rows that fail them, and what was rejected.
struct TableQualityScreen: Screen {
  enum Pane: Int, CaseIterable, Sendable { case rules, failing, quarantine }

  let table: String
  private(set) var feed = Feed<String, QualityDetail>()
  /// The cheap verdicts, which tell when the rows are worth reading anew.
  private var heads = Feed<Whole, [TableQuality]>()
  /// The mark of the table when its rows were asked for.
  private var shown: TableMark?
  var rules = Listing(Self.columns, identity: \.rule)
  var focus = Pane.rules
  var isZoomed = false
  /// Failing rows and quarantine.
  var lists: [Pane: RowList] = [:]
  var layout = RulesLayout()

  /// Rows read of each kind.
  static let rowLimit = 200

  init(_ table: String) { self.table = table }

  var crumb: String { table }
  var causeSubject: CauseSubject { .table(table) }
  var subject: RunSubject { .tables([table], of: nil) }
  var scopes: [Scope] { [.list, .rows, .panes] }
  var detail: QualityDetail? { feed.value }

  static let columns: [ListColumn<RuleVerdict>] = [
    ListColumn(
      "state", TableColumn("State", minimum: 7, ideal: 8, priority: 9), value: { FieldValue($0.status.word) }
    ) { $0.look.cell($1.glyphs) },
    .text(
      "rule", TableColumn("Rule", minimum: 20, ideal: 60, priority: 9, grows: true),
      export: ListExport("rule", at: 0) { $0.rule }
    ) { $0.rule },
    ListColumn(
      "value", TableColumn("Value", align: .right, minimum: 7, ideal: 12, priority: 8), .number, width: .figuresAtLeast,
      value: { FieldValue(FigureText.measure($0.value, .ascii), number: $0.value) },
      export: ListExport("value", at: 2) { $0.value?.description }
    ) { TableCell(FigureText.measure($0.value, $1.glyphs)) },
    ListColumn(
      "history", TableColumn("History", minimum: 8, ideal: 14, priority: 4),
      value: { FieldValue("", number: $0.history.last) }
    ) { SparkText.verdicts($0, width: $1.width, $1.glyphs) },
    .text(
      "message", TableColumn("Message", minimum: 24, ideal: 50, priority: 3, grows: true), role: .dim,
      export: ListExport("message", at: 3) { $0.message }
    ) { $0.message },
    .hidden("status", export: ListExport("status", at: 1) { $0.status.word }) { FieldValue($0.status.word) },
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
    let mark = heads.value.map { heads in heads.first { $0.table == table }?.mark ?? TableMark(table) }
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
          ($0.element.status == .pass ? 1 : 0, $0.offset) < ($1.element.status == .pass ? 1 : 0, $1.offset)
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
    _ = rules.perform(action)
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
        CopyText(what: "the rule", text: [$0.rule, $0.status.word, $0.message].joined(separator: "\t"))
      }
    }
    return list(focus).selectedRow.map {
      CopyText(what: "the row", text: $0.map { $0 ?? "" }.joined(separator: "\t"))
    }
  }

  func exportTable(_ desk: Desk) -> ExportTable? {
    guard let detail else { return nil }
    if focus == .rules {
      return rules.exportTable("rules-\(table)", now: desk.now, rows: detail.quality.rules)
    }
    let page = list(focus).shown
    return ExportTable(name: "\(focus)-\(table)", columns: page.columns, rows: page.rows)
  }
}

extension Question where Key == String, Value == QualityDetail {
  static var tableQuality: Self {
    Question("table quality") { try $0.judging.quality(table: $1, rowLimit: TableQualityScreen.rowLimit) }
  }
}

extension Destination {
  /// The rules of a table.
  static func table(_ name: String) -> Destination {
    Destination("table", name) { stacks, _ in stacks.push(TableQualityScreen(name), on: .quality, keeping: 1) }
  }
}
