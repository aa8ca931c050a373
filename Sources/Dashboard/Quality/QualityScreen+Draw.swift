import Canvas
import Operations
import Widgets

extension QualityScreen {
  func split(_ rect: Rect) -> (list: Rect, detail: Rect) {
    let height = list.count == 0 ? 0 : rect.height >= 30 ? 10 : rect.height >= 18 ? 7 : 0
    return (rect.inset(bottom: height), rect.bottom(height))
  }

  mutating func arrange(in rect: Rect, _ desk: Desk) {
    list.arrange(visible: TableView.visibleRows(in: PaneFrame.room(split(rect).list)))
  }

  func draw(into surface: inout Surface, in rect: Rect, _ desk: Desk) {
    let (place, below) = split(rect)
    PaneFrame(title: title(surface.glyphs), isFocused: true, loading: "reading the verdicts").draw(
      feed, desk, into: &surface, in: place
    ) { tables, surface, room in
      if list.count == 0 { return emptyState(tables).draw(into: &surface, in: room) }
      table(desk, surface.glyphs, in: room).draw(into: &surface, in: room)
    }
    drawDetail(&surface, below)
  }

  private func title(_ glyphs: Glyphs) -> String {
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

  private func emptyState(_ tables: [TableQuality]) -> PaneState {
    tables.isEmpty
      ? PaneState.empty("No table has rules.", advice: "Add a ruleset as quality/LAYER.TABLE.dqdl.")
      : PaneState.empty("No table matches \(list.filter.text)", advice: "Esc clears the filter")
  }

  func table(_ desk: Desk, _ glyphs: Glyphs, in rect: Rect) -> TableView {
    // A name in full says more than a history.
    var columns = Self.columns
    let longest = list.rows.map { TextWidth.of($0.table) }.max() ?? 0
    columns[1].minimum = max(columns[1].minimum, min(longest, columns[1].ideal))
    var view = TableView(
      columns: columns, rowCount: list.count, selected: list.cursor.selected, offset: list.cursor.offset,
      sort: list.sort
    ) { _ in [] }
    let history = view.width(of: 3, in: rect)
    view.row = { Self.cells(list[$0], desk, glyphs, history) }
    return view
  }

  private static func cells(
    _ table: TableQuality, _ desk: Desk, _ glyphs: Glyphs, _ history: Int
  ) -> [TableCell] {
    let age = table.checkedAt.map { AgeText.coarse(desk.now.timeIntervalSince($0)) }
    return [
      table.look.cell(glyphs), TableCell(table.table),
      TableCell(FigureText.score(table.score, glyphs), role: FigureText.scoreRole(table.score)),
      SparkText.scores(table.scoreHistory, width: history, glyphs),
      TableCell("\(table.failed)", role: table.failed > 0 ? .failed : .dim),
      TableCell(table.score == nil ? glyphs.dash : "\(table.rules.count)", role: .dim),
      TableCell(NumberText.integer(Int(table.quarantinedRows)), role: table.quarantinedRows > 0 ? .late : .dim),
      TableCell(table.gate, role: .dim), TableCell(age ?? "never", role: .dim),
    ]
  }

  /// The failed rules of the chosen table.
  private func drawDetail(_ surface: inout Surface, _ rect: Rect) {
    guard !rect.isEmpty, let table = list.selectedRow else { return }
    let panel = Panel(table.table)
    panel.draw(into: &surface, in: rect)
    let room = panel.content(of: rect)
    let failed = table.rules.filter { $0.status != "PASS" }
    if failed.isEmpty {
      let text =
        table.score == nil ? "It has not been checked yet." : "All \(PlanText.plural(table.rules.count, "rule")) pass."
      return surface.write(text, in: room, style: Style(.dim))
    }
    var row = 0
    for rule in failed where row < room.height {
      let badge = room.row(row).left(9)
      rule.look.draw(into: &surface, at: badge.origin, clip: badge)
      let text = rule.rule + (rule.message.isEmpty ? "" : surface.glyphs.separator + rule.message)
      let lines = TextFit.wrap(
        TextSanitizer.line(text), to: max(1, room.width - 9), rows: room.height - row, glyphs: surface.glyphs)
      for (offset, line) in lines.enumerated() { surface.write(line, in: room.inset(left: 9), row: row + offset) }
      row += max(1, lines.count)
    }
  }

  mutating func press(at point: Point, in rect: Rect, _ desk: Desk) -> Effects {
    let room = PaneFrame.room(split(rect).list)
    guard let row = table(desk, .braille, in: room).row(at: point, in: room) else { return [] }
    let wasChosen = list.cursor.selected == row
    list.cursor.selected = row
    return wasChosen ? perform(.enter, desk) : []
  }
}
