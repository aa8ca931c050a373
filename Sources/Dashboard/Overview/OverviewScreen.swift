import Canvas
import Foundation
import Interaction
import Operations
import Widgets

/// Is Gold good, what runs, what needs me.
struct OverviewScreen: Screen {
  enum Pane: CaseIterable, Sendable { case needs, runs }

  private(set) var status = Feed<Whole, StatusReport>(changesWithTime: true)
  private(set) var report = Feed<ReportKey, GoldReport>()
  var focus = Pane.needs
  /// There is room for one list only, which then holds both.
  var isNarrow = false
  var layout = OverviewLayout()
  var cursors: [Pane: ListCursor] = [.needs: ListCursor(), .runs: ListCursor()]
  /// What Gold was made of when the report was asked for.
  private var reportedGold: [TableMark]?

  var crumb: String { "Overview" }
  var scopes: [Scope] { [.list, .panes, .runs] }

  func availability(of action: ActionID) -> Availability {
    switch action {
    case .zoom: .absent
    case .nextPane, .previousPane: isNarrow ? .absent : .enabled
    case .enter: chosen?.destination == nil ? .disabled(reason: "nothing is chosen") : .enabled
    default: .enabled
    }
  }

  /// Durations of what runs grow each second.
  var isMoving: Bool { !(status.value?.running.isEmpty ?? true) }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    let asked = status.ask(.status, Whole(), reason, desk, in: Slot("overview.status"))
    // A report reads Gold itself, so a changed journal alone is no reason for one.
    let gold = status.value?.marks(of: "gold")
    let hasNewGold = gold != nil && reportedGold != gold
    let computed = report.ask(
      .report, ReportKey(), hasNewGold ? .changed : reason == .changed ? .ticked : reason, desk,
      in: Slot("overview.report"))
    if !computed.isEmpty { reportedGold = gold ?? reportedGold }
    return asked + computed
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    let old = lines(desk.now)
    if status.take(arrival, of: .status) != nil { keepChoice(old, desk.now) }
    report.take(arrival, of: .report)
    return []
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    switch action {
    case .nextPane, .previousPane, .left, .right:
      focus = focus == .needs && !isNarrow ? .runs : .needs
    case .enter: if let place = chosen?.destination { return [.go(place)] }
    default: _ = cursors[focus, default: ListCursor()].move(action, count: lines(desk.now)[focus, default: []].count)
    }
    return []
  }

  // MARK: what can be chosen

  func lines(_ now: Date, _ glyphs: Glyphs = .braille) -> [Pane: [OverviewLine]] {
    guard let report = status.value else { return [:] }
    let needs = Concerns(status: report).lines()
    let runs = RunLines(status: report, now: now, glyphs: glyphs).lines()
    guard isNarrow else { return [.needs: needs, .runs: runs] }
    // What runs comes first, then what needs someone; a newest run that failed stands there already.
    let known = Set(needs.map(\.id))
    let (running, ended) = (runs.filter { $0.look.status == .running }, runs.filter { $0.look.status != .running })
    return [.needs: running + needs + ended.filter { !known.contains($0.id) }]
  }

  private var chosen: OverviewLine? {
    // The moment only words durations, so any will do for what is chosen.
    let lines = lines(status.value?.at ?? .distantPast)[focus, default: []]
    let place = cursors[focus, default: ListCursor()].selected
    return lines.indices.contains(place) ? lines[place] : nil
  }

  /// The cursor stays with its line when others come or go.
  private mutating func keepChoice(_ old: [Pane: [OverviewLine]], _ now: Date) {
    let new = lines(now)
    for pane in Pane.allCases {
      let place = cursors[pane, default: ListCursor()].selected
      let before = old[pane, default: []]
      guard before.indices.contains(place) else { continue }
      let kept = new[pane, default: []].firstIndex { $0.id == before[place].id }
      cursors[pane]?.selected = kept ?? 0
    }
  }

  var causeSubject: CauseSubject {
    guard let chosen else { return .everything }
    return chosen.cause ?? chosen.execution.map { .execution($0.id) } ?? .everything
  }

  /// What is chosen, else the newest failure, else the newest run, else all there is.
  var subject: RunSubject {
    guard let report = status.value else { return .nothing(why: "the status is not known yet") }
    if let execution = chosen?.execution { return .execution(execution) }
    if let last = report.lastExecution { return .execution(last) }
    return .everything
  }

  func copyText(_ desk: Desk) -> CopyText? {
    chosen.map { CopyText(what: "the line", text: [$0.look.word, $0.subject, $0.text].joined(separator: "\t")) }
  }

  func exportTable(_ desk: Desk) -> ExportTable? {
    status.value.map { report in
      ExportTable(
        name: "tables",
        columns: ["table", "state", "reason", "age_seconds", "rows", "rejected_rows", "version", "score"],
        rows: report.layers.flatMap(\.tables).map { table in
          [
            table.name, table.state.rawValue, table.reason, table.ageSeconds?.description, table.rows?.description,
            table.rejectedRows?.description, table.version?.description, table.score?.description,
          ]
        })
    }
  }
}

extension DashboardScreen {
  static let overview = DashboardScreen("Overview", key: "1") { OverviewScreen() }
}

extension Question where Key == Whole, Value == StatusReport {
  static var status: Self { Question("status") { operations, _ in try operations.watching.status() } }
}

extension OverviewScreen: PlaceSource {
  var places: [(title: String, detail: String, destination: Destination)] {
    (status.value?.layers ?? []).flatMap(\.tables).map { ($0.name, "table", .table($0.name)) }
  }
}

extension StatusReport {
  /// Gold has tables, and none of them has ever been built or tried to.
  var hasNoGold: Bool {
    let tables = layers.first { $0.name == "gold" }?.tables ?? []
    return !tables.isEmpty && tables.allSatisfy { $0.state == .unknown && $0.lastLoadedAt == nil }
  }
}
