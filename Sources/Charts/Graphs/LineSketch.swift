import Canvas

/// Lines that cross, branch and join, cell by cell, before they become glyphs.
package struct LineSketch: Sendable {
  fileprivate struct Cell {
    var north = false
    var east = false
    var south = false
    var west = false
    var isDotted = true
    var weight = 0
    var role = Role.border
  }

  private var cells: [Point: Cell] = [:]
  private var heads: [Point: (down: Bool, role: Role, weight: Int)] = [:]

  package init() {}

  /// Adds a line with an arrow's head at its end.
  /// - Parameter weight: where lines share a cell, the heavier one's role shows.
  package mutating func add(_ corners: [Point], _ role: Role, weight: Int, isDotted: Bool, headsDown: Bool) {
    for (a, b) in zip(corners, corners.dropFirst()) {
      if a.x == b.x {
        run(a.y, b.y) {
          Point(x: a.x, y: $0)
        } mark: { cell, isFirst, isLast in
          if !isFirst { cell.north = true }
          if !isLast { cell.south = true }
          Self.colour(&cell, role, weight, isDotted)
        }
      } else {
        run(a.x, b.x) {
          Point(x: $0, y: a.y)
        } mark: { cell, isFirst, isLast in
          if !isFirst { cell.west = true }
          if !isLast { cell.east = true }
          Self.colour(&cell, role, weight, isDotted)
        }
      }
    }
    guard let end = corners.last else { return }
    // The line comes from its box and goes into another: both ends are open.
    if let first = corners.first { cells[first, default: Cell()].open(headsDown, isStart: true) }
    if heads[end].map({ $0.weight < weight }) ?? true { heads[end] = (headsDown, role, weight) }
  }

  private mutating func run(
    _ a: Int, _ b: Int, _ place: (Int) -> Point, mark: (inout Cell, _ isFirst: Bool, _ isLast: Bool) -> Void
  ) {
    for position in min(a, b)...max(a, b) {
      mark(&cells[place(position), default: Cell()], position == min(a, b), position == max(a, b))
    }
  }

  private static func colour(_ cell: inout Cell, _ role: Role, _ weight: Int, _ isDotted: Bool) {
    cell.isDotted = cell.isDotted && isDotted
    if weight >= cell.weight { (cell.weight, cell.role) = (weight, role) }
  }

  /// - Parameters:
  ///   - origin: where the sketch's first cell is on the surface.
  ///   - clip: nothing is drawn outside.
  package func draw(into surface: inout Surface, at origin: Point, clip: Rect) {
    for (place, cell) in cells where heads[place] == nil {
      put(cell.glyph(surface.glyphs), place, cell.role, &surface, origin, clip)
    }
    for (place, head) in heads {
      let glyph = head.down ? surface.glyphs.descending : surface.glyphs.isASCII ? ">" : "▶"
      put(glyph, place, head.role, &surface, origin, clip)
    }
  }

  private func put(
    _ glyph: String, _ place: Point, _ role: Role, _ surface: inout Surface, _ origin: Point, _ clip: Rect
  ) {
    let target = Point(x: origin.x + place.x, y: origin.y + place.y)
    guard clip.contains(target) else { return }
    surface.write(glyph, at: target, style: Style(role), clip: clip)
  }
}

extension LineSketch.Cell {
  fileprivate mutating func open(_ isDown: Bool, isStart: Bool) {
    if isDown { north = true } else { west = true }
  }

  fileprivate func glyph(_ glyphs: Glyphs) -> String {
    let mask = (north ? 8 : 0) + (east ? 4 : 0) + (south ? 2 : 0) + (west ? 1 : 0)
    let isStraight = mask == 8 || mask == 2 || mask == 10 || mask == 4 || mask == 1 || mask == 5
    if isStraight, isDotted {
      let isVertical = mask & 0b1010 != 0
      return glyphs.isASCII ? (isVertical ? ":" : ".") : isVertical ? "┊" : "┈"
    }
    return glyphs.isASCII ? Self.ascii[mask] : Self.box[mask]
  }

  /// By north, east, south, west.
  private static let box = [" ", "─", "│", "┐", "─", "─", "┌", "┬", "│", "┘", "│", "┤", "└", "┴", "├", "┼"]
  private static let ascii = [" ", "-", "|", "+", "-", "-", "+", "+", "|", "+", "|", "+", "+", "+", "+", "+"]
}
