import Canvas
import Charts
import Operations
import Presentation
import Widgets

extension GoldScreen {
  mutating func arrange(in rect: Rect, _ desk: Desk) {
    line = rect.top(1).inset(horizontal: 1, vertical: 0)
    page.arrange((feed.value?.tiles ?? []).map(TileWish.init), in: rect.inset(top: 1))
  }

  func draw(into surface: inout Surface, _ desk: Desk) {
    let condition =
      feed.value == nil && feed.problem != nil && hasNoGold
      ? .unbuilt(advice: "1 overview, then r: it shows what a run would change first") : feed.condition(desk)
    drawDays(&surface, line, condition, desk)
    switch condition {
    case .fresh: drawTiles(&surface, page.rect)
    case .stale(let age, let reason):
      let rest = PaneFrame.drawNotice(age, reason, &surface, page.rect.inset(horizontal: 1, vertical: 0))
      drawTiles(&surface, page.rect.inset(top: rest.y - page.rect.y))
    default:
      PaneFrame(title: "Gold", isFocused: true, loading: "computing the report")
        .draw(feed, desk, as: condition, into: &surface, in: page.rect) { _, _, _ in }
    }
  }

  /// `Shop at a glance · 25 Oct – 21 Nov 2026 · 28 days`, and the age of data and page at the right.
  private func drawDays(_ surface: inout Surface, _ line: Rect, _ condition: PaneCondition, _ desk: Desk) {
    guard let report = feed.value else { return }
    let glyphs = surface.glyphs
    var age = ""
    if case .fresh(let text) = condition { age = AgeLine.border(text) }
    // Narrow screens keep the days, which say which figures these are.
    let asOf = line.width < 70 ? nil : Self.ages(report, desk)
    let right = [isComputing ? "computing" : "", asOf ?? "", age].filter { !$0.isEmpty }.joined(
      separator: glyphs.separator)
    surface.write(right, in: line, align: .right, style: Style(.dim))
    var room = line.inset(right: TextWidth.of(right) + 2)
    let used = report.look.draw(into: &surface, at: room.origin, clip: room)
    room = room.inset(left: used + 2)
    let title = TextFit.truncate(report.dashboard.title, to: room.width, glyphs: glyphs)
    let width = surface.write(title, at: room.origin, style: Style(.title), clip: room)
    let days = desk.clockText.range(report.range, glyphs)
    let count = glyphs.separator + FigureText.plural(report.range.days, "day")
    let narrowed = filter.isEmpty ? "" : glyphs.separator + "lists find \(filter), figures are of all"
    room = room.inset(left: width + 2)
    let whole = days + count + narrowed
    surface.write(TextWidth.of(whole) <= room.width ? whole : days + narrowed, in: room)
  }

  /// When its tables were loaded, and how far their data reach where the days go on after that.
  private static func ages(_ report: GoldReport, _ desk: Desk) -> String? {
    let loaded = report.dataAsOf.map { "loaded \(desk.clockText.moment($0))" }
    guard let days = report.dataDays else { return loaded }
    if report.isEmpty { return "data \(days.from) to \(days.to)" }
    let until = days.to < report.range.to ? "data until \(ClockText.day(days.to))" : nil
    return [loaded, until].compactMap { $0 }.joined(separator: ", ")
  }

  /// What shows is not what was asked for last.
  private var isComputing: Bool {
    guard let report = feed.value else { return false }
    let isOtherRange = feed.key?.range.map { $0 != report.range } ?? false
    return isOtherRange || (feed.key?.dashboard ?? report.dashboard.name) != report.dashboard.name
  }

  private func drawTiles(_ surface: inout Surface, _ room: Rect) {
    guard let report = feed.value else { return }
    if report.tiles.isEmpty {
      return PaneState.empty(
        "This dashboard has no tiles.", advice: "Add tiles to dashboards/\(report.dashboard.name).yml."
      )
      .draw(into: &surface, in: room)
    }
    page.draw(into: &surface, in: room) { tiles, isFocused, surface, rect in
      draw(tiles.map { report.tiles[$0] }, report, isFocused: isFocused, &surface, rect)
    }
  }

  private func draw(
    _ tiles: [ReportTile], _ report: GoldReport, isFocused: Bool, _ surface: inout Surface, _ rect: Rect
  ) {
    guard let first = tiles.first else { return }
    let isBand = first.isKPI
    let panel = Panel(isBand ? "Key figures" : first.title, isFocused: isFocused)
    panel.draw(into: &surface, in: rect)
    let room = panel.content(of: rect)
    if isFocused { surface.cursor = rect.origin }
    if isBand { return KPIRow(tiles: tiles).draw(into: &surface, in: room) }
    TilePicture(first, report: report, filter: filter).draw(into: &surface, in: room)
  }

  mutating func press(at point: Point, _ desk: Desk) -> Effects {
    page.press(at: point) == true ? perform(.enter, desk) : []
  }
}

extension TileWish {
  init(_ tile: ReportTile) {
    switch tile.content {
    case .kpi: self.init(kind: .figure, quarters: tile.width, height: 6)
    case .line: self.init(kind: .line, quarters: tile.width)
    case .bars(let bars):
      self.init(
        kind: .other, quarters: tile.width, height: min(max(bars.count, 2), 10) + 2,
        airyHeight: BarChart.height(min(bars.count, 10)) + 2)
    case .table(let page):
      self.init(kind: .other, quarters: tile.width, height: min(max(page.rows.count, 2), 10) + 3)
    case .failed: self.init(kind: .other, quarters: tile.width, height: 6)
    }
  }
}
