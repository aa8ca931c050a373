/// Which part of a long list shows.
package enum Scrolling {
  /// The offset nearest to `current` that shows `selected`, without blank rows at the end.
  package static func offset(_ current: Int, showing selected: Int?, visible: Int, count: Int) -> Int {
    var offset = current
    if let selected, visible > 0 {
      offset = min(max(offset, selected - visible + 1), selected)
    }
    return min(max(0, offset), max(0, count - max(1, visible)))
  }

  /// The rows of the scroll bar that its thumb covers; nil when everything shows.
  static func thumb(offset: Int, visible: Int, count: Int) -> Range<Int>? {
    guard visible > 0, count > visible else { return nil }
    let length = max(1, visible * visible / count)
    let travel = visible - length
    let start = min(travel, (travel * max(0, offset) + (count - visible) / 2) / (count - visible))
    return start..<start + length
  }
}
