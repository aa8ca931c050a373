import Canvas
import Interaction
import Operations
import Presentation
import Widgets
import Words

/// All tables that have rules: score, failed rules, quarantine.
struct QualityScreen: WholeListScreen {
  static let question = Question.quality
  var feed = Feed<Whole, [TableQuality]>()
  var list = Listing(Self.columns, identity: \.table)
  var layout = ListLayout()

  let crumb = "Quality"
  let scopes: [Scope] = [.list, .rows, .runs]
  let loading = "reading the verdicts"
  let nothingChosen = "no table is chosen"
  let exportName = "quality"
  let detailRows = (tall: 10, usual: 7)

  static let columns: [ListColumn<TableQuality>] = [
    ListColumn(
      "state", TableColumn("State", minimum: 7, ideal: 8, priority: 9), value: { FieldValue($0.look.word) }
    ) { $0.look.cell($1.glyphs) },
    // A name in full says more than a history.
    .text(
      "table", TableColumn("Table", minimum: 16, ideal: 28, priority: 9), width: .names,
      export: ListExport("table") { $0.table }
    ) { $0.table },
    ListColumn(
      "score", TableColumn("Score", align: .right, minimum: 6, ideal: 7, priority: 8), .percent,
      value: { FieldValue(score: $0.score) }, export: ListExport("score") { $0.score?.description }
    ) { TableCell(FigureText.score($0.score, $1.glyphs), role: FigureText.scoreRole($0.score)) },
    ListColumn(
      "history", TableColumn("History", minimum: 8, ideal: 40, priority: 4), .percent,
      value: { FieldValue(score: $0.scoreHistory.last, text: "") }
    ) { SparkText.scores($0.scoreHistory, width: $1.width, $1.glyphs) },
    ListColumn(
      "failed", TableColumn("Failed", align: .right, minimum: 6, priority: 7), .number,
      value: { FieldValue(count: Int64($0.failed)) }, export: ListExport("failed", at: 3) { "\($0.failed)" }
    ) { table, _ in TableCell("\(table.failed)", role: table.failed > 0 ? .failed : .dim) },
    ListColumn(
      "rules", TableColumn("Rules", align: .right, minimum: 5, priority: 5), .number,
      value: { FieldValue(count: Int64($0.rules.count)) }, export: ListExport("rules", at: 2) { "\($0.rules.count)" }
    ) { TableCell($0.score == nil ? $1.glyphs.dash : "\($0.rules.count)", role: .dim) },
    ListColumn(
      "quarantine", TableColumn("Quarantine", align: .right, minimum: 10, priority: 6), .number,
      value: { FieldValue(count: $0.quarantinedRows) },
      export: ListExport("quarantined", at: 6) { "\($0.quarantinedRows)" }
    ) { table, _ in
      TableCell(NumberText.integer(Int(table.quarantinedRows)), role: table.quarantinedRows > 0 ? .late : .dim)
    },
    .text(
      "gate", TableColumn("Gate", minimum: 4, priority: 2), role: .dim,
      export: ListExport("gate", at: 7) { $0.gate.rawValue }
    ) {
      $0.gate.rawValue
    },
    ListColumn(
      "checked", TableColumn("Checked", align: .right, minimum: 7, priority: 3), .moment,
      value: { FieldValue(moment: $0.checkedAt, missing: "never") },
      export: ListExport("checked_at", at: 8) { $0.checkedAt.map(ExportTable.moment) }
    ) { table, place in
      let age = table.checkedAt.map { AgeText.coarse(place.now.timeIntervalSince($0)) }
      return TableCell(age ?? "never", role: .dim)
    },
    .hidden("status") { FieldValue($0.look.word) },
    .exported("rows_passed", at: 4) { $0.rowsPassed?.description },
    .exported("rows_failed", at: 5) { $0.rowsFailed?.description },
  ]

  /// What is wrong first, then by layer as data flows, then by name.
  func ordered(_ tables: [TableQuality]) -> [TableQuality] {
    let rank = { (table: TableQuality) in (table.failed > 0 ? 0 : 1, Self.layerRank(table.table)) }
    return tables.sorted { a, b in (rank(a).0, rank(a).1, a.table) < (rank(b).0, rank(b).1, b.table) }
  }

  private static func layerRank(_ table: String) -> Int {
    ["bronze.", "silver.", "gold."].firstIndex { table.hasPrefix($0) } ?? 3
  }

  func destination(of table: TableQuality) -> Destination? { .table(table.table) }
  var subject: RunSubject {
    list.selectedRow.map { .tables([$0.table], of: nil) } ?? .nothing(why: nothingChosen)
  }
  var causeSubject: CauseSubject { list.selectedRow.map { .table($0.table) } ?? .everything }
  func copyText(of table: TableQuality) -> CopyText { CopyText(what: "the table's name", text: table.table) }

  func title(_ glyphs: Glyphs) -> String {
    let failing = list.rows.count { $0.failed > 0 }
    let unchecked = list.rows.count { $0.score == nil }
    let counts =
      failing > 0
      ? "\(failing) of \(list.rows.count) tables fail a rule" : unchecked == list.rows.count ? "" : "all rules pass"
    let parts = [
      "Tables", counts, unchecked > 0 ? "\(unchecked) not checked yet" : "",
      list.filter.isEmpty ? "" : "\(list.count) match \(list.filter.text)",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: glyphs.separator)
  }

  var emptyState: PaneState {
    list.rows.isEmpty
      ? PaneState.empty("No table has rules.", advice: "Add a ruleset as quality/LAYER.TABLE.dqdl.")
      : PaneState.empty("No table matches \(list.filter.text)", advice: "Esc clears the filter")
  }

  /// The failed rules of the chosen table.
  func drawDetail(of table: TableQuality, into surface: inout Surface, in rect: Rect, _ desk: Desk) {
    let panel = Panel(table.table)
    panel.draw(into: &surface, in: rect)
    FailedRules(table: table).draw(into: &surface, in: panel.content(of: rect))
  }
}

extension DashboardScreen {
  static let quality = DashboardScreen("Quality", key: "3") { QualityScreen() }
}

extension Question where Key == Whole, Value == [TableQuality] {
  static var quality: Self { Question("quality") { operations, _ in try operations.judging.quality() } }
}

extension QualityScreen: PlaceSource {
  var places: [(title: String, detail: String, destination: Destination)] {
    list.rows.map { ("rules of \($0.table)", $0.look.word, .table($0.table)) }
  }
}
