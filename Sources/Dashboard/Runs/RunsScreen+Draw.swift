import Canvas
import Operations
import Widgets

extension RunsScreen {
  /// All as wide as their widest value; what is left over is for the reason.
  static let columns = [
    TableColumn("State", minimum: 7, priority: 9),
    TableColumn("Day", minimum: 10, priority: 8),
    TableColumn("Execution", minimum: 20, priority: 2),
    TableColumn("Trigger", minimum: 8, priority: 3),
    TableColumn("Started", minimum: 12, priority: 7),
    TableColumn("Took", align: .right, minimum: 11, priority: 6),
    TableColumn("Steps", align: .right, minimum: 7, priority: 5),
    TableColumn("Why", minimum: 14, priority: 4, grows: true),
  ]

  /// The list, and what is chosen in full below it.
  func split(_ rect: Rect) -> (list: Rect, detail: Rect) {
    let height = list.count == 0 ? 0 : rect.height >= 30 ? 8 : rect.height >= 18 ? 6 : 0
    return (rect.inset(bottom: height), rect.bottom(height))
  }

  mutating func arrange(in rect: Rect, _ desk: Desk) {
    list.arrange(visible: TableView.visibleRows(in: PaneFrame.room(split(rect).list)))
  }

  func draw(into surface: inout Surface, in rect: Rect, _ desk: Desk) {
    let (place, below) = split(rect)
    PaneFrame(title: title(surface.glyphs), isFocused: true, loading: "reading the executions").draw(
      feed, desk, into: &surface, in: place
    ) { _, surface, room in
      if list.count == 0 { return emptyState(surface.glyphs).draw(into: &surface, in: room) }
      table(desk, surface.glyphs).draw(into: &surface, in: room)
    }
    drawDetail(&surface, below, desk)
  }

  private func title(_ glyphs: Glyphs) -> String {
    let total = NumberText.integer(pages.rows.count) + (pages.hasMore ? "+" : "")
    // Where the journal itself looked, all that was read matches.
    let count = list.count == pages.rows.count ? total : "\(NumberText.integer(list.count)) of \(total)"
    return ["Executions", count, list.filter.text].filter { !$0.isEmpty }.joined(separator: glyphs.separator)
  }

  private func emptyState(_ glyphs: Glyphs) -> PaneState {
    if !list.filter.isEmpty {
      return PaneState.empty(
        "No execution among the newest \(NumberText.integer(pages.rows.count)) matches \(list.filter.text)",
        advice: "Esc clears the filter, / changes it")
    }
    return PaneState.empty("Nothing has run yet.", advice: "r runs everything: it shows what would change first")
  }

  func table(_ desk: Desk, _ glyphs: Glyphs) -> TableView {
    TableView(
      columns: Self.columns, rowCount: list.count, selected: list.cursor.selected, offset: list.cursor.offset,
      sort: list.sort
    ) { Self.cells(list[$0], desk, glyphs) }
  }

  private static func cells(_ run: ExecutionSummary, _ desk: Desk, _ glyphs: Glyphs) -> [TableCell] {
    [
      run.look.cell(glyphs), TableCell(run.runDate?.description ?? glyphs.dash), TableCell(run.id, role: .dim),
      TableCell(run.trigger, role: .dim), TableCell(ClockText.moment(run.startedAt, now: desk.now)),
      TableCell(AgeText.duration(run.seconds(now: desk.now))), steps(run), TableCell(why(run), role: .dim),
    ]
  }

  private static func steps(_ run: ExecutionSummary) -> TableCell {
    TableCell(stepsText(run), role: run.stepsFailed > 0 ? .failed : run.stepsDone < run.stepsTotal ? .dim : .text)
  }

  /// `1 bad`, else how many of all succeeded.
  static func stepsText(_ run: ExecutionSummary) -> String {
    run.stepsFailed > 0 ? "\(run.stepsFailed) bad" : "\(run.stepsDone)/\(run.stepsTotal)"
  }

  /// Which run made it good comes before why it failed.
  static func why(_ run: ExecutionSummary) -> String {
    let repaired = run.repairedBy.map { "repaired by \($0)" }
    let parts = run.isBad || run.stepParts.count == 1 ? [] : run.stepParts
    return [repaired, run.brief.isEmpty ? nil : run.brief, parts.isEmpty ? nil : parts.joined(separator: ", ")]
      .compactMap { $0 }.joined(separator: "; ")
  }

  private func drawDetail(_ surface: inout Surface, _ rect: Rect, _ desk: Desk) {
    guard !rect.isEmpty, let run = list.selectedRow else { return }
    let panel = Panel(run.id)
    panel.draw(into: &surface, in: rect)
    ExecutionFacts(run).draw(into: &surface, in: panel.content(of: rect), desk)
  }

  mutating func press(at point: Point, in rect: Rect, _ desk: Desk) -> Effects {
    let room = PaneFrame.room(split(rect).list)
    let view = table(desk, .braille)
    if let row = view.row(at: point, in: room) {
      let wasChosen = list.cursor.selected == row
      list.cursor.selected = row
      if wasChosen, let run = list.selectedRow { return [.go(.execution(run.id))] }
    }
    return []
  }
}
