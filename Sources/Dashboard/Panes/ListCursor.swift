import Interaction
import Widgets

/// Which line of a list is chosen, and which lines show.
struct ListCursor: Hashable, Sendable {
  var selected = 0
  private(set) var offset = 0
  /// Lines that show at once, as laid out last.
  private(set) var visible = 1

  /// Moves by an action; false when it is no movement.
  mutating func move(_ action: ActionID, count: Int) -> Bool {
    let page = max(1, visible - 1)
    switch action {
    case .up: selected -= 1
    case .down: selected += 1
    case .pageUp: selected -= page
    case .pageDown: selected += page
    case .top: selected = 0
    case .bottom: selected = count - 1
    default: return false
    }
    clamp(count)
    return true
  }

  /// Fits selection and offset to a list of `count` lines of which `visible` show.
  mutating func arrange(visible: Int, count: Int) {
    self.visible = max(1, visible)
    clamp(count)
    offset = Scrolling.offset(offset, showing: selected, visible: self.visible, count: count)
  }

  private mutating func clamp(_ count: Int) { selected = min(max(0, selected), max(0, count - 1)) }
}
