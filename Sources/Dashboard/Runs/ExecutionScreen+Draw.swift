import Canvas
import Operations
import Widgets

/// Where the parts of an execution's screen are.
struct ExecutionLayout: Hashable, Sendable {
  private(set) var facts = Rect.zero
  private(set) var steps = Rect.zero
  private(set) var log = Rect.zero

  init() {}

  init(_ rect: Rect, stepCount: Int, zoomed: ExecutionScreen.Pane?) {
    switch zoomed {
    case .steps: steps = rect
    case .log: log = rect
    case nil:
      let factRows = rect.height >= 30 ? 4 : rect.height >= 18 ? 3 : 1
      facts = rect.top(factRows).inset(horizontal: 1, vertical: 0)
      let rest = rect.inset(top: factRows)
      // The log gets a third at least, and what the steps leave.
      let wanted = max(6, min(stepCount + 3, rest.height * 2 / 3))
      steps = rest.top(wanted)
      log = rest.inset(top: wanted)
    }
  }

  /// The table with the frame at its sides: where a press means a row.
  var stepRows: Rect { Rect(x: steps.x, y: steps.y + 1, width: steps.width, height: max(0, steps.height - 1)) }
}

extension ExecutionScreen {
  mutating func arrange(in rect: Rect, _ desk: Desk) {
    layout = ExecutionLayout(rect, stepCount: list.rows.count, zoomed: isZoomed ? focus : nil)
    list.arrange(visible: TableView.visibleRows(in: PaneFrame.room(layout.steps)))
    log.arrange(in: layout.log)
  }

  func draw(into surface: inout Surface, _ desk: Desk) {
    if let detail { ExecutionFacts(detail.summary).draw(into: &surface, in: layout.facts, desk) }
    drawSteps(&surface, layout.steps, desk)
    log.draw(into: &surface, isFocused: focus == .log, showsStep: true, desk)
  }

  private func drawSteps(_ surface: inout Surface, _ rect: Rect, _ desk: Desk) {
    guard !rect.isEmpty else { return }
    PaneFrame(title: title(surface.glyphs), isFocused: focus == .steps, loading: "reading the execution").draw(
      feed, desk, as: condition(desk), into: &surface, in: rect
    ) { _, surface, room in
      if list.count == 0 { return emptyState.draw(into: &surface, in: room) }
      list.table(in: room, desk.clockText, surface.glyphs, isFocused: focus == .steps).draw(into: &surface, in: room)
    }
  }

  private var emptyState: PaneState {
    if !list.filter.isEmpty {
      return PaneState.empty("No step matches \(list.filter.text)", advice: "Esc clears the filter")
    }
    return detail?.summary.isRunning == false
      ? PaneState.empty("It ended before any step was planned.", advice: "The reason stands above.")
      : PaneState.empty("No step has been planned yet.", advice: "Steps show as soon as the worker has planned them.")
  }

  private func title(_ glyphs: Glyphs) -> String {
    let title = marked.isEmpty ? "Steps" : "Steps" + glyphs.separator + "\(marked.count) marked"
    return list.filter.isEmpty
      ? title
      : title + glyphs.separator + "\(list.count) of \(list.rows.count)" + glyphs.separator + list.filter.text
  }

  mutating func press(at point: Point, _ desk: Desk) -> Effects {
    if layout.log.contains(point) { focus = .log }
    guard layout.steps.contains(point) else { return [] }
    focus = .steps
    return list.press(at: point, in: layout.stepRows) == true ? perform(.enter, desk) : []
  }
}
