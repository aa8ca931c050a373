import Canvas
import Operations
import Presentation
import Widgets
import Words

/// Where the parts of a table's rules and rows are.
struct RulesLayout: Hashable, Sendable {
  private(set) var rules = Rect.zero
  /// Where failing rows or quarantine show.
  private(set) var rows = Rect.zero

  init() {}

  init(_ rect: Rect, ruleCount: Int, zoomed: TableQualityScreen.Pane?) {
    switch zoomed {
    case .rules: rules = rect
    case .failing, .quarantine: rows = rect
    case nil:
      let height = max(6, min(ruleCount + 6, rect.height * 3 / 5))
      (rules, rows) = (rect.top(height), rect.inset(top: height))
    }
  }

  /// The rules' table, where nothing is said above it.
  var ruleTable: Rect { Self.ruleTable(PaneFrame.room(rules).inset(top: 1)) }

  /// The lower lines say the chosen rule in full, where there is room for both.
  static func ruleTable(_ room: Rect) -> Rect { room.inset(bottom: room.height >= 8 ? 2 : 0) }
}

extension TableQualityScreen {
  /// From the rules one sees failing rows, or what was rejected where none fails.
  private var shownRows: Pane {
    if focus != .rules { return focus }
    return list(.failing).page.rows.isEmpty && !list(.quarantine).page.rows.isEmpty ? .quarantine : .failing
  }

  mutating func arrange(in rect: Rect, _ desk: Desk) {
    layout = RulesLayout(rect, ruleCount: rules.rows.count, zoomed: isZoomed ? focus : nil)
    rules.arrange(visible: TableView.visibleRows(in: layout.ruleTable))
    for pane in [Pane.failing, .quarantine] {
      lists[pane, default: RowList()].arrange(visible: TableView.visibleRows(in: PaneFrame.room(layout.rows)))
    }
  }

  func draw(into surface: inout Surface, _ desk: Desk) {
    drawRules(&surface, layout.rules, desk)
    drawRows(&surface, layout.rows, desk)
  }

  private func drawRules(_ surface: inout Surface, _ rect: Rect, _ desk: Desk) {
    guard !rect.isEmpty else { return }
    let match = rules.filter.isEmpty ? "" : surface.glyphs.separator + "\(rules.count) match \(rules.filter.text)"
    PaneFrame(title: "Rules of \(table)" + match, isFocused: focus == .rules, loading: "reading rules and rows").draw(
      feed, desk, into: &surface, in: rect
    ) { detail, surface, room in
      drawSummary(detail.quality, &surface, room.row(0), desk)
      let body = room.inset(top: 1)
      if rules.count == 0 { return emptyRules(detail).draw(into: &surface, in: body) }
      let place = RulesLayout.ruleTable(body)
      ruleTable(desk, surface.glyphs, in: place).draw(into: &surface, in: place)
      drawChosen(&surface, body.inset(top: place.height))
    }
  }

  private func drawChosen(_ surface: inout Surface, _ rect: Rect) {
    guard !rect.isEmpty, let rule = rules.selectedRow else { return }
    let text = rule.rule + (rule.message.isEmpty ? "" : surface.glyphs.separator + rule.message)
    let lines = TextFit.wrap(
      TextSanitizer.line(text), to: rect.width, rows: rect.height, glyphs: surface.glyphs)
    for (row, line) in lines.enumerated() { surface.write(line, in: rect, row: row, style: Style(.dim)) }
  }

  private func emptyRules(_ detail: QualityDetail) -> PaneState {
    if !rules.filter.isEmpty {
      return PaneState.empty("No rule matches \(rules.filter.text)", advice: "Esc clears the filter")
    }
    return detail.quality.score == nil
      ? PaneState.empty("It has not been checked yet.", advice: "A run checks it: 2 runs, r")
      : PaneState.empty("It has no rules.", advice: "Add quality/\(table).dqdl.")
  }

  private func drawSummary(_ quality: TableQuality, _ surface: inout Surface, _ line: Rect, _ desk: Desk) {
    let glyphs = surface.glyphs
    let used = quality.look.draw(into: &surface, at: line.origin, clip: line)
    let rows = quality.rowsPassed.map { passed in
      "rows \(FigureText.count(passed, glyphs)) good, \(FigureText.count(quality.rowsFailed, glyphs)) bad"
    }
    let checked = quality.checkedAt.map { "checked \(desk.clockText.moment($0))" } ?? "never checked"
    let facts = [
      FigureText.score(quality.score, glyphs), "\(quality.rules.count - quality.failed)/\(quality.rules.count) rules",
      rows ?? "", "gate \(quality.gate.rawValue)", checked,
      "\(NumberText.integer(Int(quality.quarantinedRows))) in quarantine",
    ]
    surface.write(
      facts.filter { !$0.isEmpty }.joined(separator: glyphs.separator), in: line.inset(left: used + 2),
      style: Style(.dim))
  }

  private func ruleTable(_ desk: Desk, _ glyphs: Glyphs, in rect: Rect) -> TableView {
    rules.table(in: rect, desk.clockText, glyphs, isFocused: focus == .rules) { columns in
      // The rule comes first. The message only gets what is left, as it stands below in full; the history too on narrow
      // screens.
      let longest = rules.rows.map { TextWidth.of($0.rule) }.max() ?? 0
      let history = rect.width >= 100 ? columns[3].minimum + 2 : 0
      let room = rect.width - columns[0].minimum - columns[2].minimum - history - 8
      columns[1].minimum = max(columns[1].minimum, min(longest, room))
      columns[1].ideal = max(columns[1].minimum, min(longest, columns[1].ideal))
      // Good rules have nothing to say: the room is better used for the rules themselves.
      if rules.rows.allSatisfy(\.message.isEmpty) { columns.removeLast() }
    }
  }

  private func drawRows(_ surface: inout Surface, _ rect: Rect, _ desk: Desk) {
    guard !rect.isEmpty else { return }
    let pane = shownRows
    let view = RowPageView(list(pane), isFocused: focus == pane)
    let columns = view.columnRange(surface.glyphs, in: PaneFrame.room(rect))
    let title = rowsTitle(pane, columns, surface.glyphs)
    PaneFrame(title: title, isFocused: focus == pane, loading: "reading rules and rows").draw(
      feed, desk, into: &surface, in: rect
    ) { _, surface, room in
      if view.page.rows.isEmpty { return emptyRows(pane).draw(into: &surface, in: room) }
      view.draw(into: &surface, in: room)
    }
  }

  /// Both kinds with their counts; which of them shows stands first.
  private func rowsTitle(_ pane: Pane, _ columns: String, _ glyphs: Glyphs) -> String {
    let name = { (pane: Pane) -> String in
      let list = list(pane)
      let all = list.page.total.map { NumberText.integer(Int($0)) } ?? "\(list.page.rows.count)"
      let match = list.filter.isEmpty ? "" : ", \(list.count) match \(list.filter.text)"
      return (pane == .failing ? "Failing rows " : "Quarantine ") + all + match
    }
    let other = name(pane == .failing ? .quarantine : .failing).lowercased()
    return [name(pane), other, columns].filter { !$0.isEmpty }.joined(separator: glyphs.separator)
  }

  private func emptyRows(_ pane: Pane) -> PaneState {
    if !list(pane).filter.isEmpty {
      return PaneState.empty("No row matches \(list(pane).filter.text)", advice: "Esc clears the filter")
    }
    if pane == .quarantine { return PaneState.empty("No row was rejected.", advice: "Tab shows the rules") }
    guard let quality = detail?.quality, quality.failed > 0 else {
      return PaneState.empty("No row fails a rule.", advice: "Tab shows the rejected rows")
    }
    return quality.isOfStoppedBuild
      ? PaneState.empty(
        "No published row fails. The gate stops: nothing is published until the rules pass.",
        advice: "Bronze still has what it was made from.")
      : PaneState.empty(
        "No single row fails: what fails is a rule about the whole table.", advice: "Tab shows the rejected rows")
  }

  mutating func press(at point: Point, _ desk: Desk) -> Effects {
    if layout.rows.contains(point), focus == .rules { focus = .failing }
    if layout.rules.contains(point) {
      focus = .rules
      _ = rules.press(at: point, in: layout.ruleTable)
    }
    return []
  }
}
