import Clocks
import Foundation
import Operations
import Reports

/// What is seen of an execution while it is followed.
struct FollowerView {
  private let style: RunFollower.Style
  private let zone: DayZone
  private var area: LiveArea?
  private var before: ExecutionDetail?

  /// - Parameter zone: where the times beside its lines are read.
  init(_ style: RunFollower.Style, zone: DayZone) {
    (self.style, self.zone) = (style, zone)
    if case .live(let console) = style { area = LiveArea(console) }
  }

  mutating func show(_ detail: ExecutionDetail) {
    switch style {
    case .live(let console):
      guard detail.summary.isRunning else { return }
      let rows = console.size?.rows ?? 24
      area?.redraw(RunProgress.lines(detail, console.page(), height: max(2, rows - 2)))
    case .lines(let console):
      console.print(RunEvents.lines(from: before, to: detail, console.page(zone: zone)))
    case .silent: break
    }
    before = detail
  }

  /// Takes the live lines away; what follows stands in their place.
  mutating func end() { area?.clear() }
}
