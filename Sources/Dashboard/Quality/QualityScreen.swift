import Canvas
import Interaction
import Operations
import Widgets

/// All tables that have rules: score, failed rules, quarantine.
struct QualityScreen: Screen {
  private(set) var feed = Feed<Whole, [TableQuality]>()
  var list = Listing<TableQuality>(fields: Self.fields, identity: \.table)

  var crumb: String { "Quality" }
  var scopes: [Scope] { [.list, .rows] }

  /// The first of them are the columns, in their order.
  static let fields: [ListField<TableQuality>] = [
    ListField("state") { FieldValue($0.look.word) },
    ListField("table") { FieldValue($0.table) },
    ListField("score", .percent) { FieldValue(score: $0.score) },
    ListField("history", .percent) { FieldValue(score: $0.scoreHistory.last, text: "") },
    ListField("failed", .number) { FieldValue("\($0.failed)", number: Double($0.failed)) },
    ListField("rules", .number) { FieldValue("\($0.rules.count)", number: Double($0.rules.count)) },
    ListField("quarantine", .number) { FieldValue("\($0.quarantinedRows)", number: Double($0.quarantinedRows)) },
    ListField("gate") { FieldValue($0.gate) },
    ListField("checked", .moment) {
      FieldValue(moment: $0.checkedAt, text: $0.checkedAt.map(ClockText.full) ?? "never")
    },
    ListField("status") { FieldValue($0.look.word) },
  ]

  static let columns = [
    TableColumn("State", minimum: 7, ideal: 8, priority: 9),
    TableColumn("Table", minimum: 16, ideal: 28, priority: 9),
    TableColumn("Score", align: .right, minimum: 6, ideal: 7, priority: 8),
    TableColumn("History", minimum: 8, ideal: 40, priority: 4),
    TableColumn("Failed", align: .right, minimum: 6, priority: 7),
    TableColumn("Rules", align: .right, minimum: 5, priority: 5),
    TableColumn("Quarantine", align: .right, minimum: 10, priority: 6),
    TableColumn("Gate", minimum: 4, priority: 2),
    TableColumn("Checked", align: .right, minimum: 7, priority: 3),
  ]

  func availability(of action: ActionID) -> Availability {
    action == .enter && list.selectedRow == nil ? .disabled(reason: "no table is chosen") : .enabled
  }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    list.now = desk.now
    return feed.ask(.quality, Whole(), reason, desk, in: Slot("quality"))
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    if let tables = feed.take(arrival, of: .quality) { list.set(tables.sorted(by: Self.precedes)) }
    return []
  }

  /// What is wrong first, then by layer as data flows, then by name.
  private static func precedes(_ a: TableQuality, _ b: TableQuality) -> Bool {
    let rank = { (table: TableQuality) in (table.failed > 0 ? 0 : 1, layerRank(table.table)) }
    return (rank(a).0, rank(a).1, a.table) < (rank(b).0, rank(b).1, b.table)
  }

  private static func layerRank(_ table: String) -> Int {
    ["bronze.", "silver.", "gold."].firstIndex { table.hasPrefix($0) } ?? 3
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    switch action {
    case .enter: if let table = list.selectedRow { return [.go(.table(table.table))] }
    case .sort: list.sortByNext(of: Self.columns.count)
    case .reverse: list.reverseSort()
    default: _ = list.move(action)
    }
    return []
  }

  func line(_ purpose: LinePurpose) -> String? { purpose == .filter ? list.filter.text : nil }

  mutating func type(_ text: String, _ purpose: LinePurpose, isFinal: Bool) -> String? {
    list.set(filter: text)
    return list.filter.problems.first
  }

  func copyText(_ desk: Desk) -> CopyText? {
    list.selectedRow.map { CopyText(what: "the table's name", text: $0.table) }
  }

  func exportTable(_ desk: Desk) -> ExportTable? {
    ExportTable(
      name: "quality",
      columns: [
        "table", "score", "rules", "failed", "rows_passed", "rows_failed", "quarantined", "gate", "checked_at",
      ],
      rows: list.places.map { place in
        let table = list.rows[place]
        return [
          table.table, table.score?.description, "\(table.rules.count)", "\(table.failed)",
          table.rowsPassed?.description, table.rowsFailed?.description, "\(table.quarantinedRows)", table.gate,
          table.checkedAt.map(ExportTable.moment),
        ]
      })
  }
}

extension TableQuality {
  /// A failed rule stops a table only where its gate says so.
  var look: StateLook {
    if score == nil { return StateLook(.unknown) }
    if failed == 0 { return StateLook(.ok, word: verdict) }
    return StateLook(verdict == "WARN" ? .late : .failed, word: verdict)
  }
}

extension DashboardScreen {
  static let quality = DashboardScreen("Quality", key: "3") { QualityScreen() }
}

extension Question where Key == Whole, Value == [TableQuality] {
  static var quality: Self { Question("quality") { operations, _ in try operations.quality() } }
}

extension QualityScreen: PlaceSource {
  var places: [(title: String, detail: String, destination: Destination)] {
    list.rows.map { ("rules of \($0.table)", $0.look.word, .table($0.table)) }
  }
}
