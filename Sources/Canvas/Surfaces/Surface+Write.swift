extension Surface {
  /// Draws one line of text from `point` on, within `clip` (default: everywhere). The text is made harmless on the way
  /// (see `GlyphScanner`); a wide glyph that would be cut becomes a blank.
  /// - Returns: the columns the text took, also the clipped ones up to the right edge.
  @discardableResult
  package mutating func write(_ text: String, at point: Point, style: Style = .plain, clip: Rect? = nil) -> Int {
    let area = clip.map { $0.intersection(bounds) } ?? bounds
    guard area.rows.contains(point.y), point.x < area.right else { return 0 }
    let id = StyleID(style)
    if point.x >= area.x, let count = writePlain(text, point, area.right, id) { return count }
    var scanner = GlyphScanner(text)
    var x = point.x
    while x < area.right, let glyph = scanner.next() {
      put(glyph, at: Point(x: x, y: point.y), id, area)
      x += Int(glyph.width)
    }
    return min(x, area.right) - point.x
  }

  /// Draws one scalar, made harmless like any text.
  package mutating func put(_ scalar: Unicode.Scalar, at point: Point, style: Style = .plain) {
    write(String(scalar), at: point, style: style)
  }

  /// Writes text into one row of `rect`, cut with an ellipsis where it is too long, padded on the other side.
  package mutating func write(
    _ text: String, in rect: Rect, row: Int = 0, align: TextAlignment = .left, style: Style = .plain
  ) {
    let line = rect.row(row)
    guard !line.isEmpty else { return }
    let fitted = TextFit.truncate(text, to: line.width, glyphs: glyphs)
    let free = line.width - TextWidth.of(fitted)
    let lead =
      switch align {
      case .left: 0
      case .center: free / 2
      case .right: free
      }
    write(fitted, at: Point(x: line.x + lead, y: line.y), style: style, clip: line)
  }

  /// The common case, printable ASCII, without scanning for clusters.
  private mutating func writePlain(_ text: String, _ point: Point, _ right: Int, _ style: StyleID) -> Int? {
    var copy = text
    return copy.withUTF8 { bytes -> Int? in
      let count = min(bytes.count, right - point.x)
      guard bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return nil }
      guard count > 0 else { return 0 }
      mendEdges(point.y, point.x..<point.x + count)
      let start = point.y * size.width + point.x
      for index in 0..<count { cells[start + index] = Cell(glyph: UInt32(bytes[index]), style: style) }
      return count
    }
  }

  private mutating func put(_ glyph: ScannedGlyph, at point: Point, _ style: StyleID, _ area: Rect) {
    let end = point.x + Int(glyph.width)
    let visible = max(point.x, area.x)..<max(area.x, min(end, area.right))
    guard !visible.isEmpty else { return }
    mendEdges(point.y, visible)
    let start = point.y * size.width
    guard visible.count == Int(glyph.width) else {
      for x in visible { cells[start + x] = .blank(style) }
      return
    }
    cells[start + point.x] = Cell(glyph: glyph.glyph, style: style, width: glyph.width)
    if glyph.width == 2 { cells[start + point.x + 1] = .continuation(style) }
  }
}
