import Canvas
import Widgets

/// Where the parts of the frame are: header, tabs and crumbs, a line that all of it is old, the screen, footer.
struct FrameLayout: Hashable, Sendable {
  private(set) var header = Rect.zero
  private(set) var tabs = Rect.zero
  private(set) var notice = Rect.zero
  private(set) var body = Rect.zero
  private(set) var footer = Rect.zero

  init() {}

  /// - Parameter notice: what is said above every screen, where there is something.
  init(_ rect: Rect, notice staleNotice: StaleNotice?) {
    header = rect.row(0)
    tabs = rect.row(1).inset(horizontal: 1, vertical: 0)
    footer = rect.bottom(1)
    let room = rect.inset(top: 2, bottom: 1)
    let line = room.inset(horizontal: 1, vertical: 0)
    let height = staleNotice?.height(in: line) ?? 0
    notice = line.top(height)
    body = room.inset(top: height)
  }
}
