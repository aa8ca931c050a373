/// The lines of a frame.
package struct Border: Hashable, Sendable {
  package let horizontal: Unicode.Scalar
  package let vertical: Unicode.Scalar
  package let topLeft: Unicode.Scalar
  package let topRight: Unicode.Scalar
  package let bottomLeft: Unicode.Scalar
  package let bottomRight: Unicode.Scalar

  private init(_ scalars: String) {
    let all = Array(scalars.unicodeScalars)
    (horizontal, vertical) = (all[0], all[1])
    (topLeft, topRight, bottomLeft, bottomRight) = (all[2], all[3], all[4], all[5])
  }

  static let rounded = Border("─│╭╮╰╯")
  static let square = Border("─│┌┐└┘")
  static let heavy = Border("━┃┏┓┗┛")
  static let ascii = Border("-|++++")
  static let asciiHeavy = Border("=|++++")
}

extension Glyphs {
  /// The frame of a pane out of focus.
  package var border: Border {
    switch level {
    case .braille: .rounded
    case .blocks: .square
    case .ascii: .ascii
    }
  }

  /// The frame of the pane that has the keys: heavier, so that it shows without colour.
  package var focusedBorder: Border { isASCII ? .asciiHeavy : .heavy }
}

extension Surface {
  /// Draws a frame along the inner edge of `rect`; nothing when it is smaller than 2x2.
  package mutating func frame(_ rect: Rect, _ border: Border, style: Style) {
    guard rect.width >= 2, rect.height >= 2 else { return }
    fill(rect.top(1), with: border.horizontal, style: style)
    fill(rect.bottom(1), with: border.horizontal, style: style)
    fill(rect.left(1), with: border.vertical, style: style)
    fill(rect.right(1), with: border.vertical, style: style)
    put(border.topLeft, at: rect.origin, style: style)
    put(border.topRight, at: Point(x: rect.right - 1, y: rect.y), style: style)
    put(border.bottomLeft, at: Point(x: rect.x, y: rect.bottom - 1), style: style)
    put(border.bottomRight, at: Point(x: rect.right - 1, y: rect.bottom - 1), style: style)
  }
}
