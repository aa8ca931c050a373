/// How much of a line one part of it gets.
package enum Track: Hashable, Sendable {
  /// Exactly so many cells, while there are any.
  case fixed(Int)
  /// A share of what is left, by weight.
  case share(Int)
  /// At least so many cells and a share of what is left, by weight.
  case atLeast(Int, share: Int)
}

/// Splits rectangles. Deterministic and exact: the parts and gaps add up to the whole, whatever its size.
package enum Layout {
  /// Parts side by side.
  package static func columns(_ rect: Rect, _ tracks: [Track], gap: Int = 0) -> [Rect] {
    var x = rect.x
    return lengths(rect.width, tracks, gap: gap).map { length in
      defer { x = min(rect.right, x + length + gap) }
      return Rect(x: x, y: rect.y, width: length, height: rect.height)
    }
  }

  /// Parts one below the other.
  package static func rows(_ rect: Rect, _ tracks: [Track], gap: Int = 0) -> [Rect] {
    var y = rect.y
    return lengths(rect.height, tracks, gap: gap).map { length in
      defer { y = min(rect.bottom, y + length + gap) }
      return Rect(x: rect.x, y: y, width: rect.width, height: length)
    }
  }

  /// Tiles of equal width and `height` rows, as many beside each other as fit; spans count columns of the grid.
  /// Tiles that would start below the rectangle come back empty.
  package static func tiles(_ rect: Rect, spans: [Int], minimumWidth: Int, height: Int, gap: Int = 1) -> [Rect] {
    let perRow = max(1, min(max(1, spans.reduce(0, +)), (rect.width + gap) / max(1, minimumWidth + gap)))
    let grid = columns(rect, [Track](repeating: .share(1), count: perRow), gap: gap)
    var place = (column: 0, row: 0)
    return spans.map { wanted in
      let span = min(max(1, wanted), perRow)
      if place.column + span > perRow { place = (0, place.row + 1) }
      defer { place.column += span }
      let left = grid[place.column].x
      return Rect(
        x: left, y: rect.y + place.row * height, width: grid[place.column + span - 1].right - left, height: height
      ).intersection(rect)
    }
  }

  private static func lengths(_ total: Int, _ tracks: [Track], gap: Int) -> [Int] {
    var left = max(0, total - gap * max(0, tracks.count - 1))
    var result = tracks.map { track -> Int in
      let wanted =
        switch track {
        case .fixed(let cells): cells
        case .share: 0
        case .atLeast(let cells, _): cells
        }
      let given = min(max(0, wanted), left)
      left -= given
      return given
    }
    spread(left, over: tracks.map(weight), onto: &result)
    return result
  }

  private static func weight(_ track: Track) -> Int {
    switch track {
    case .fixed: 0
    case .share(let weight), .atLeast(_, let weight): max(0, weight)
    }
  }

  /// Shares by weight; rounding errors carry over, so nothing is lost.
  private static func spread(_ cells: Int, over weights: [Int], onto lengths: inout [Int]) {
    let sum = weights.reduce(0, +)
    guard sum > 0, cells > 0 else { return }
    var (passed, given) = (0, 0)
    for (index, weight) in weights.enumerated() {
      passed += weight
      let upTo = cells * passed / sum
      lengths[index] += upTo - given
      given = upTo
    }
  }
}
