extension VirtualScreen {
  /// A blank as erasing leaves it: the background of the pen stays.
  private var erased: VirtualCell {
    var cell = VirtualCell()
    cell.style.background = pen.background
    return cell
  }

  mutating func move(to x: Int, _ y: Int) {
    cursor = (min(max(0, x), columns - 1), min(max(0, y), rows - 1))
    wrapsNext = false
  }

  mutating func put(_ printed: Unicode.Scalar) {
    let scalar = lineDrawing ? Self.drawn(printed) : printed
    let width = ScalarWidth.of(scalar)
    guard width > 0 else { return attach(scalar) }
    if wrapsNext || cursor.x + width > columns {
      move(to: 0, cursor.y)
      lineFeed()
    }
    cut(cursor.x)
    if width == 2 { cut(cursor.x + 1) }
    grid[cursor.y][cursor.x] = VirtualCell(text: String(scalar), style: pen)
    if width == 2, cursor.x + 1 < columns { grid[cursor.y][cursor.x + 1] = VirtualCell(text: "", style: pen) }
    lastPrinted = printed
    let next = cursor.x + width
    cursor.x = min(next, columns - 1)
    wrapsNext = next >= columns
  }

  /// Blanks the other half of a wide character that is about to be overwritten in part.
  private mutating func cut(_ x: Int) {
    guard x < columns else { return }
    if grid[cursor.y][x].text.isEmpty, x > 0 { grid[cursor.y][x - 1].text = " " }
    if x + 1 < columns, grid[cursor.y][x + 1].text.isEmpty { grid[cursor.y][x + 1].text = " " }
  }

  private mutating func attach(_ mark: Unicode.Scalar) {
    let x = wrapsNext ? cursor.x : max(0, cursor.x - 1)
    grid[cursor.y][x].text.unicodeScalars.append(mark)
  }

  /// The box lines of the DEC special graphics set.
  private static func drawn(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let drawn: [Unicode.Scalar: Unicode.Scalar] = [
      "q": "─", "x": "│", "l": "┌", "k": "┐", "m": "└", "j": "┘", "t": "├", "u": "┤", "n": "┼", "~": "·",
    ]
    return drawn[scalar] ?? scalar
  }

  mutating func lineFeed() {
    if cursor.y == region.upperBound - 1 { scroll(up: 1) } else { move(to: cursor.x, cursor.y + 1) }
  }

  mutating func reverseLineFeed() {
    if cursor.y == region.lowerBound { scroll(up: -1) } else { move(to: cursor.x, cursor.y - 1) }
  }

  /// Moves the region's lines up, or down when negative.
  private mutating func scroll(up count: Int) { moveLines(region, up: count) }

  private mutating func moveLines(_ lines: Range<Int>, up count: Int) {
    let blank = Array(repeating: erased, count: columns)
    let before = grid
    for y in lines { grid[y] = lines.contains(y + count) ? before[y + count] : blank }
  }

  /// True when the sequence moves the cursor.
  mutating func moveCursor(_ sequence: ControlSequence) -> Bool {
    let count = sequence.count(0)
    switch sequence.final {
    case UInt8(ascii: "A"): move(to: cursor.x, cursor.y - count)
    case UInt8(ascii: "B"), UInt8(ascii: "e"): move(to: cursor.x, cursor.y + count)
    case UInt8(ascii: "C"), UInt8(ascii: "a"): move(to: cursor.x + count, cursor.y)
    case UInt8(ascii: "D"): move(to: cursor.x - count, cursor.y)
    case UInt8(ascii: "E"): move(to: 0, cursor.y + count)
    case UInt8(ascii: "F"): move(to: 0, cursor.y - count)
    case UInt8(ascii: "G"), UInt8(ascii: "`"): move(to: count - 1, cursor.y)
    case UInt8(ascii: "d"): move(to: cursor.x, count - 1)
    case UInt8(ascii: "H"), UInt8(ascii: "f"): move(to: sequence.count(1) - 1, count - 1)
    case UInt8(ascii: "Z"): move(to: max(0, (cursor.x - 1) / 8 * 8), cursor.y)
    case UInt8(ascii: "I"): move(to: (cursor.x / 8 + count) * 8, cursor.y)
    default: return false
    }
    return true
  }

  /// True when the sequence erases.
  mutating func erase(_ sequence: ControlSequence) -> Bool {
    let kind = sequence.count(0, default: 0)
    switch sequence.final {
    case UInt8(ascii: "J"):
      if kind == 0 { eraseLine(cursor.y, cursor.x..<columns) }
      if kind == 1 { eraseLine(cursor.y, 0..<cursor.x + 1) }
      if kind >= 2 || (kind == 0 && cursor == (0, 0)) { fullErases += 1 }
      let lines = kind == 0 ? cursor.y + 1..<rows : kind == 1 ? 0..<cursor.y : 0..<rows
      for y in lines { eraseLine(y, 0..<columns) }
    case UInt8(ascii: "K"):
      eraseLine(cursor.y, kind == 0 ? cursor.x..<columns : kind == 1 ? 0..<cursor.x + 1 : 0..<columns)
    case UInt8(ascii: "X"): eraseLine(cursor.y, cursor.x..<min(columns, cursor.x + sequence.count(0)))
    default: return false
    }
    return true
  }

  private mutating func eraseLine(_ y: Int, _ range: Range<Int>) {
    for x in range { grid[y][x] = erased }
  }

  /// True when the sequence inserts, deletes or scrolls.
  mutating func shift(_ sequence: ControlSequence) -> Bool {
    let count = sequence.count(0)
    let below = cursor.y..<max(cursor.y, region.upperBound)
    switch sequence.final {
    case UInt8(ascii: "@"): shiftRow(right: min(count, columns - cursor.x))
    case UInt8(ascii: "P"): shiftRow(right: -min(count, columns - cursor.x))
    case UInt8(ascii: "L"): moveLines(below, up: -count)
    case UInt8(ascii: "M"): moveLines(below, up: count)
    case UInt8(ascii: "S"): scroll(up: count)
    case UInt8(ascii: "T"): scroll(up: -count)
    default: return false
    }
    return true
  }

  private mutating func shiftRow(right count: Int) {
    let before = grid[cursor.y]
    for x in cursor.x..<columns {
      let source = x - count
      grid[cursor.y][x] = source >= cursor.x && source < columns ? before[source] : erased
    }
  }
}
