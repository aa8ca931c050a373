import Canvas
import Operations
import Widgets

extension ExecutionScreen {
  struct Layout {
    let facts: Rect
    let steps: Rect
    let log: Rect

    init(_ rect: Rect, stepCount: Int, zoomed: Pane?) {
      switch zoomed {
      case .steps: (facts, steps, log) = (rect.top(0), rect, rect.bottom(0))
      case .log: (facts, steps, log) = (rect.top(0), rect.top(0), rect)
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
  }

  private func layout(_ rect: Rect) -> Layout {
    Layout(rect, stepCount: list.rows.count, zoomed: isZoomed ? focus : nil)
  }

  mutating func arrange(in rect: Rect, _ desk: Desk) {
    let layout = layout(rect)
    list.arrange(visible: TableView.visibleRows(in: PaneFrame.room(layout.steps)))
    log.arrange(visible: PaneFrame.room(layout.log).height)
  }

  func draw(into surface: inout Surface, in rect: Rect, _ desk: Desk) {
    let layout = layout(rect)
    if let detail { ExecutionFacts(detail.summary).draw(into: &surface, in: layout.facts, desk) }
    drawSteps(&surface, layout.steps, desk)
    log.draw(into: &surface, in: layout.log, isFocused: focus == .log, showsStep: true, desk)
  }

  private func drawSteps(_ surface: inout Surface, _ rect: Rect, _ desk: Desk) {
    guard !rect.isEmpty else { return }
    PaneFrame(title: title(surface.glyphs), isFocused: focus == .steps, loading: "reading the execution").draw(
      feed, desk, as: condition(desk), into: &surface, in: rect
    ) { detail, surface, room in
      if list.count == 0 { return emptyState.draw(into: &surface, in: room) }
      StepTable.view(list, detail.summary, desk, surface.glyphs, width: room.width, isFocused: focus == .steps)
        .draw(into: &surface, in: room)
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
    list.filter.isEmpty
      ? "Steps"
      : "Steps" + glyphs.separator + "\(list.count) of \(list.rows.count)" + glyphs.separator + list.filter.text
  }

  mutating func press(at point: Point, in rect: Rect, _ desk: Desk) -> Effects {
    let layout = layout(rect)
    if layout.log.contains(point) { focus = .log }
    guard layout.steps.contains(point) else { return [] }
    focus = .steps
    let row = list.cursor.offset + point.y - PaneFrame.room(layout.steps).y - 1
    guard row >= list.cursor.offset, row < list.count else { return [] }
    let wasChosen = list.cursor.selected == row
    list.cursor.selected = row
    return wasChosen ? perform(.enter, desk) : []
  }
}
