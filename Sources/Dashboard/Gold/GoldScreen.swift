import Canvas
import Clocks
import Interaction
import Operations
import Widgets

/// A Gold dashboard over a range of days.
struct GoldScreen: Screen {
  private var report = ReportFeed(for: "gold")
  private(set) var dashboards = Feed<Whole, [DashboardSummary]>()
  private(set) var filter = ""
  /// The line with the days, and the page below it, as laid out last.
  var line = Rect.zero
  var page = TilePage()

  var feed: Feed<ReportKey, GoldReport> { report.feed }
  var crumb: String { feed.value?.dashboard.title ?? "Gold" }
  var scopes: [Scope] { [.gold, .list, .goldLists] }

  func availability(of action: ActionID) -> Availability {
    switch action {
    case .enter:
      if chosenTile != nil { return .enabled }
      return .disabled(reason: feed.value == nil ? "no tile is chosen" : "key figures open no page; the tiles below do")
    case .nextDashboard, .previousDashboard:
      return (dashboards.value?.count ?? 0) > 1 ? .enabled : .absent
    case .earlier, .later, .shorter, .longer, .range:
      return feed.value == nil ? .disabled(reason: "the report is not there yet") : .enabled
    default: return .enabled
    }
  }

  var hasNoGold: Bool { report.hasNoGold }
  func report(for key: ReportKey) -> GoldReport? { feed.key == key ? feed.value : nil }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    let listed = dashboards.ask(
      .dashboards, Whole(), reason == .changed ? .ticked : reason, desk, in: Slot("gold.dashboards"))
    return listed + report.requests(reason, desk)
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    report.take(arrival)
    dashboards.take(arrival, of: .dashboards)
    return []
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    if report.changeDays(by: action, of: feed.value) { return requests(.ticked, desk) }
    switch action {
    case .nextDashboard: turnPage(1)
    case .previousDashboard: turnPage(-1)
    case .enter: if let tile = chosenTile, let key = feed.key { return [.go(.tile(key, tile.id))] }
    default: page.move(action)
    }
    return requests(.ticked, desk)
  }

  mutating func show(dashboard name: String) {
    guard report.key.dashboard != name else { return }
    report.key = ReportKey(dashboard: name)
    page.reset()
  }

  private mutating func turnPage(_ step: Int) {
    guard let all = dashboards.value, !all.isEmpty else { return }
    let now = all.firstIndex { $0.name == feed.value?.dashboard.name } ?? 0
    show(dashboard: all[(now + step + all.count) % all.count].name)
  }

  /// The chosen tile; nil for the band of key figures.
  var chosenTile: ReportTile? {
    guard let report = feed.value else { return nil }
    let tiles = page.chosen
    return tiles.count == 1 && report.tiles.indices.contains(tiles[0]) && !report.tiles[tiles[0]].isKPI
      ? report.tiles[tiles[0]] : nil
  }

  func line(_ purpose: LinePurpose) -> String? {
    switch purpose {
    case .filter: filter
    case .range: report.days
    case .search, .name, .input: nil
    }
  }

  mutating func type(_ text: String, _ purpose: LinePurpose, isFinal: Bool) -> String? {
    if purpose == .filter {
      filter = text
      return nil
    }
    return isFinal ? report.setDays(text, of: feed.value) : nil
  }

  /// The tile under the cursor; of the band of key figures the whole dashboard.
  var causeSubject: CauseSubject {
    feed.value.map { .tile(chosenTile?.id, dashboard: $0.dashboard.name) } ?? .everything
  }

  func copyText(_ desk: Desk) -> CopyText? {
    guard let report = feed.value else { return nil }
    let tiles = chosenTile.map { [$0] } ?? report.tiles.filter(\.isKPI)
    return CopyText(what: "figures", text: tiles.map { TileText.lines($0) }.joined(separator: "\n"))
  }

  func exportTable(_ desk: Desk) -> ExportTable? {
    guard let report = feed.value else { return nil }
    return chosenTile.map(TileText.table) ?? TileText.figures(report)
  }
}

extension DashboardScreen {
  static let gold = DashboardScreen("Gold", key: "7", actions: GoldActions.all) { GoldScreen() }
}

extension Destination {
  /// The first page of Gold, with a dashboard on it.
  static func dashboard(_ name: String) -> Destination {
    Destination("dashboard", name) { stacks, _ in
      stacks.show(.gold, as: GoldScreen.self) { $0.show(dashboard: name) }
    }
  }
}

extension GoldScreen: PlaceSource {
  var places: [(title: String, detail: String, destination: Destination)] {
    (dashboards.value ?? []).map { ($0.title, "dashboard \($0.name)", .dashboard($0.name)) }
  }
}
