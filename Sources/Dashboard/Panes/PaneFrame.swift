import Canvas
import Presentation
import Widgets

/// A pane around data of a feed: title and age in the border, and one of five looks for what is in it.
struct PaneFrame {
  let title: String
  var isFocused = false
  /// What is being waited for: `reading the executions`.
  let loading: String

  /// Draws the frame, and the content where there is something to show.
  func draw(
    _ condition: PaneCondition, into surface: inout Surface, in rect: Rect, content: (inout Surface, Rect) -> Void
  ) {
    let panel = Panel(title, age: age(condition, surface.glyphs), isFocused: isFocused)
    panel.draw(into: &surface, in: rect)
    let room = panel.content(of: rect)
    switch condition {
    case .loading: PaneState.loading(loading).draw(into: &surface, in: room)
    case .failed(let text):
      PaneState.failed(text, advice: "It is asked again every few seconds; Ctrl-R asks now.").draw(
        into: &surface, in: room)
    case .denied(let text):
      PaneState.denied("not allowed: \(text)", advice: "Ctrl-R asks again.").draw(into: &surface, in: room)
    case .missing(let text): PaneState.empty(text, advice: "Ctrl-R looks again.").draw(into: &surface, in: room)
    case .unbuilt(let advice):
      PaneState.empty("Gold is not built yet.", advice: advice).draw(into: &surface, in: room)
    case .fresh: content(&surface, room)
    case .stale(let age, let reason): content(&surface, Self.drawNotice(age, reason, &surface, room))
    }
  }

  /// The same around the data of a feed.
  /// - Parameter known: the condition, where the screen knows better than the feed.
  func draw<Key, Value>(
    _ feed: Feed<Key, Value>, _ desk: Desk, as known: PaneCondition? = nil, into surface: inout Surface, in rect: Rect,
    content: (Value, inout Surface, Rect) -> Void
  ) {
    draw(known ?? feed.condition(desk), into: &surface, in: rect) { surface, room in
      if let value = feed.value { content(value, &surface, room) }
    }
  }

  /// Says why the data is old, where that is this pane's own trouble; gives the room below.
  static func drawNotice(_ age: String, _ reason: String?, _ surface: inout Surface, _ room: Rect) -> Rect {
    guard let reason else { return room }
    let notice = StaleNotice(age: AgeLine.notice(age), reason: reason)
    let height = notice.height(in: room)
    notice.draw(into: &surface, in: room.top(height))
    return room.inset(top: height)
  }

  /// Where content goes when nothing is stale: for layout before drawing.
  static func room(_ rect: Rect) -> Rect { Panel("").content(of: rect) }

  private func age(_ condition: PaneCondition, _ glyphs: Glyphs) -> String? {
    switch condition {
    case .fresh(let age): AgeLine.border(age)
    case .stale(let age, _): Status.stale.text(glyphs) + (age == "now" ? "" : " " + age)
    default: nil
    }
  }
}
