import Canvas

/// A raster finer than cells: 2x4 dots a cell in braille, 2x2 in blocks, one in ASCII. A cell has one colour, that of the
/// dot set last.
struct DotCanvas {
  let area: Rect
  let level: GlyphLevel
  private var dots: [UInt8]
  private var roles: [Role]

  init(_ area: Rect, _ glyphs: Glyphs) {
    self.area = area
    level = glyphs.level
    dots = [UInt8](repeating: 0, count: area.size.area)
    roles = [Role](repeating: .text, count: area.size.area)
  }

  var dotsPerCell: (x: Int, y: Int) {
    switch level {
    case .braille: (2, 4)
    case .blocks: (2, 2)
    case .ascii: (1, 1)
    }
  }

  var width: Int { area.width * dotsPerCell.x }
  var height: Int { area.height * dotsPerCell.y }

  /// The dot of unit coordinates, y upwards.
  func dot(_ x: Double, _ y: Double) -> Point {
    Point(x: Int((x * Double(max(0, width - 1))).rounded()), y: Int(((1 - y) * Double(max(0, height - 1))).rounded()))
  }

  mutating func set(_ dot: Point, _ role: Role) {
    guard dot.x >= 0, dot.y >= 0, dot.x < width, dot.y < height else { return }
    let (perX, perY) = dotsPerCell
    let cell = dot.y / perY * area.width + dot.x / perX
    dots[cell] |= Self.bit(dot.x % perX, dot.y % perY, level)
    roles[cell] = role
  }

  /// How a line is drawn, so that lines differ without colour too.
  enum Pen {
    case bold, fine
    /// Only each so many dots.
    case dotted(Int)

    var step: Int { if case .dotted(let step) = self { max(1, step) } else { 1 } }
  }

  /// A straight line (Bresenham).
  mutating func line(from start: Point, to end: Point, _ role: Role, _ pen: Pen) {
    let isFlat = abs(end.x - start.x) >= abs(end.y - start.y)
    let second: (x: Int, y: Int)? = if case .bold = pen, level == .braille { isFlat ? (0, 1) : (1, 0) } else { nil }
    let every = pen.step
    let (dx, dy) = (abs(end.x - start.x), -abs(end.y - start.y))
    let (stepX, stepY) = (start.x < end.x ? 1 : -1, start.y < end.y ? 1 : -1)
    var (x, y, error, count) = (start.x, start.y, dx + dy, 0)
    while true {
      if count % every == 0 { set(Point(x: x, y: y), role) }
      if let second { set(Point(x: min(x + second.x, width - 1), y: min(y + second.y, height - 1)), role) }
      if x == end.x, y == end.y { return }
      count += 1
      let doubled = 2 * error
      if doubled >= dy {
        error += dy
        x += stepX
      }
      if doubled <= dx {
        error += dx
        y += stepY
      }
    }
  }

  /// Draws the cells that have dots.
  func draw(into surface: inout Surface) {
    for (index, bits) in dots.enumerated() where bits != 0 {
      let place = Point(x: area.x + index % area.width, y: area.y + index / area.width)
      surface.put(glyph(bits, roles[index]), at: place, style: Style(roles[index]))
    }
  }

  private func glyph(_ bits: UInt8, _ role: Role) -> Unicode.Scalar {
    switch level {
    case .braille: Unicode.Scalar(0x2800 + UInt32(bits)) ?? "*"
    case .blocks: Self.quadrants[Int(bits & 15)]
    // Without colour and dots, series differ by their mark.
    case .ascii: role == .series2 ? "o" : role == .series3 ? "+" : role == .series4 ? "x" : "*"
    }
  }

  private static func bit(_ x: Int, _ y: Int, _ level: GlyphLevel) -> UInt8 {
    switch level {
    // Unicode, Braille Patterns: dots 1–3 and 7 are the left column, 4–6 and 8 the right.
    case .braille: x == 0 ? [0x01, 0x02, 0x04, 0x40][y] : [0x08, 0x10, 0x20, 0x80][y]
    case .blocks: 1 << UInt8(y * 2 + x)
    case .ascii: 1
    }
  }

  /// By bits: upper left 1, upper right 2, lower left 4, lower right 8.
  private static let quadrants: [Unicode.Scalar] = [
    " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
  ]
}
