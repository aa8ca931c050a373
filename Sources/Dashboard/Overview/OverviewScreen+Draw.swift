import Canvas
import Charts
import Operations
import Widgets

/// Where the parts of the overview go.
struct OverviewLayout: Hashable, Sendable {
  private(set) var verdict = Rect.zero
  private(set) var flow = Rect.zero
  private(set) var needs = Rect.zero
  private(set) var runs = Rect.zero
  private(set) var gold = Rect.zero

  init() {}

  static func isNarrow(_ rect: Rect) -> Bool { rect.width < 100 }

  /// - Parameter flowRows: rows of the flow with all its tables.
  init(_ rect: Rect, flowRows: Int) {
    let isAiry = rect.height >= 30
    verdict = rect.inset(top: isAiry ? 1 : 0).top(1)
    let rest = rect.inset(top: isAiry ? 3 : 1)
    let goldHeight = rest.height >= 46 ? 17 : rest.height >= 19 ? 6 : 0
    let listsLeast = rest.height >= 30 ? 8 : rest.height >= 18 ? 5 : 4
    let flowHeight = min(flowRows + 2, max(5, rest.height - goldHeight - listsLeast))
    flow = rest.top(flowHeight)
    gold = rest.bottom(goldHeight)
    let lists = rest.inset(top: flowHeight, bottom: goldHeight)
    let columns = Layout.columns(lists, Self.isNarrow(rect) ? [.share(1), .fixed(0)] : [.share(2), .share(1)])
    (needs, runs) = (columns[0], columns[1])
  }
}

extension OverviewScreen {
  private func elapsed(_ desk: Desk) -> Double {
    status.value.map { max(0, desk.now.timeIntervalSince($0.at)) } ?? 0
  }

  private func stations(_ value: StatusReport, _ desk: Desk, _ glyphs: Glyphs, width: Int) -> [FlowStation] {
    let answer = report.value.map { Answer.success($0) } ?? report.problem.map { .failure($0) }
    let flow = FlowStations(status: value, report: answer, elapsed: elapsed(desk), glyphs: glyphs)
    return width >= 74 ? flow.all() : flow.layers()
  }

  mutating func arrange(in rect: Rect, _ desk: Desk) {
    let rows = status.value.map { FlowPicture.height(stations($0, desk, .braille, width: rect.width), tables: 24) }
    layout = OverviewLayout(rect, flowRows: rows ?? 7)
    isNarrow = OverviewLayout.isNarrow(rect)
    if isNarrow { focus = .needs }
    let lines = lines(desk.now)
    for (pane, place) in [(Pane.needs, layout.needs), (.runs, layout.runs)] {
      cursors[pane, default: ListCursor()].arrange(
        visible: PaneFrame.room(place).height, count: lines[pane, default: []].count)
    }
  }

  func draw(into surface: inout Surface, _ desk: Desk) {
    drawVerdict(&surface, layout.verdict.inset(horizontal: 1, vertical: 0), desk)
    let run = status.value?.lastExecution.map { surface.glyphs.separator + "run \($0.dayText)" } ?? ""
    let next = status.value?.nextRun.map { next in
      let wait = next.at.timeIntervalSince(desk.now)
      let text = wait < 60 ? "now" : "in " + AgeText.coarse(wait)
      return surface.glyphs.separator + "next run \(desk.clockText.moment(next.at)), \(text)"
    }
    PaneFrame(title: "Flow" + run + (next ?? ""), loading: "reading the status").draw(
      status, desk, into: &surface, in: layout.flow
    ) {
      value, surface, room in
      FlowPicture(stations: stations(value, desk, surface.glyphs, width: room.width)).draw(into: &surface, in: room)
    }
    drawLists(&surface, layout, desk)
    drawGold(&surface, layout.gold, desk)
  }

  private func drawVerdict(_ surface: inout Surface, _ line: Rect, _ desk: Desk) {
    guard let value = status.value else { return }
    var isStale = false
    if case .stale = status.condition(desk) { isStale = true }
    let newest = Verdict(value, elapsed: elapsed(desk))
    let verdict = isStale ? newest.lastKnown : newest
    let used = verdict.look.draw(into: &surface, at: line.origin, clip: line)
    let right = isStale ? "" : Self.attention(Concerns(status: value).lines().count)
    let room = line.inset(left: used + 2)
    // The verdict counts more than the number: the list below tells what needs someone anyway.
    let fits = TextWidth.of(verdict.text) + 2 + TextWidth.of(right) <= room.width
    if fits { surface.write(right, in: room, align: .right, style: Style(right.hasPrefix("nothing") ? .dim : .late)) }
    surface.write(verdict.text, in: room, style: Style(.title))
  }

  private static func attention(_ count: Int) -> String {
    count == 0 ? "nothing needs you" : count == 1 ? "1 thing needs you" : "\(count) things need you"
  }

  private static let firstRunAdvice = "r runs everything: it shows what would change first"

  private func drawLists(_ surface: inout Surface, _ layout: OverviewLayout, _ desk: Desk) {
    let lines = lines(desk.now, surface.glyphs)
    drawList(
      .needs, isNarrow ? "Runs and needs you" : "Needs you", lines, &surface, layout.needs, desk,
      empty: PaneState.empty("Nothing needs you.", advice: "2 runs, 3 quality, 7 the report"))
    if layout.runs.isEmpty { return }
    drawList(
      .runs, "Runs", lines, &surface, layout.runs, desk,
      empty: PaneState.empty("Nothing has run yet.", advice: Self.firstRunAdvice))
  }

  private func drawList(
    _ pane: Pane, _ title: String, _ lines: [Pane: [OverviewLine]], _ surface: inout Surface, _ rect: Rect,
    _ desk: Desk, empty: PaneState
  ) {
    let rows = lines[pane, default: []]
    PaneFrame(title: title, isFocused: focus == pane, loading: "reading the status").draw(
      status, desk, into: &surface, in: rect
    ) { _, surface, room in
      if rows.isEmpty { return empty.draw(into: &surface, in: room) }
      let cursor = cursors[pane, default: ListCursor()]
      LineRows(lines: rows, cursor: cursor, isFocused: focus == pane).draw(into: &surface, in: room)
      drawBelow(pane, rows, &surface, room.inset(top: rows.count + 1), desk)
    }
  }

  /// In the room the list leaves: the chosen reason in full, or how the last day's runs ended.
  private func drawBelow(
    _ pane: Pane, _ rows: [OverviewLine], _ surface: inout Surface, _ rect: Rect, _ desk: Desk
  ) {
    guard !rect.isEmpty, let value = status.value else { return }
    let chosen = cursors[pane, default: ListCursor()].selected
    let text =
      pane == .runs
      ? RunLines(status: value, now: desk.now, glyphs: surface.glyphs).recent
      : rows.indices.contains(chosen) ? rows[chosen].text : ""
    // A reason that the line above shows whole is not said twice.
    guard pane == .runs || TextWidth.of(text) + 40 > rect.width else { return }
    let lines = TextFit.wrap(
      TextSanitizer.line(text), to: rect.width, rows: rect.height, glyphs: surface.glyphs)
    for (row, line) in lines.enumerated() { surface.write(line, in: rect, row: row, style: Style(.dim)) }
  }

  /// No table of Gold has ever been built: that its figures cannot be computed is no failure then.
  private var goldIsNotBuilt: Bool {
    report.value == nil && report.problem != nil && status.value?.hasNoGold == true
  }

  private func drawGold(_ surface: inout Surface, _ rect: Rect, _ desk: Desk) {
    guard !rect.isEmpty else { return }
    let range =
      report.value.map { surface.glyphs.separator + desk.clockText.range($0.range, surface.glyphs) } ?? ""
    let asOf = report.value?.dataAsOf.map {
      surface.glyphs.separator + "loaded \(desk.clockText.moment($0))"
    }
    PaneFrame(title: "Gold" + range + (rect.width < 70 ? "" : asOf ?? ""), loading: "computing the report").draw(
      report, desk, as: goldIsNotBuilt ? .unbuilt(advice: Self.firstRunAdvice) : nil, into: &surface, in: rect
    ) { value, surface, room in
      let figures = value.tiles.filter(\.isKPI)
      if value.tiles.isEmpty {
        return PaneState.empty("The report has no figures.", advice: "Add tiles to its file in dashboards/.")
          .draw(into: &surface, in: room)
      }
      if value.isEmpty {
        return PaneState.empty("No rows in these days.", advice: value.daysAdvice).draw(into: &surface, in: room)
      }
      KPIRow(tiles: figures).draw(into: &surface, in: room.top(4))
      guard room.height >= 10, let line = value.tiles.first(where: \.isLine) else { return }
      TilePicture(line, report: value).draw(into: &surface, in: room.inset(top: 5))
    }
  }

  mutating func press(at point: Point, _ desk: Desk) -> Effects {
    for (pane, place) in [(Pane.needs, layout.needs), (.runs, layout.runs)] {
      let room = PaneFrame.room(place)
      guard place.contains(point) else { continue }
      focus = pane
      let first = cursors[pane, default: ListCursor()].offset
      if room.contains(point) { cursors[pane]?.selected = first + point.y - room.y }
    }
    return layout.gold.contains(point) ? [.go(.screen(.gold))] : []
  }
}
