/// A rectangle of cells whose arithmetic saturates: an inset larger than the rectangle leaves an empty one.
package struct Rect: Hashable, Sendable {
  package let x: Int
  package let y: Int
  package let size: Size

  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = Self.clamp(x)
    self.y = Self.clamp(y)
    size = Size(width: width, height: height)
  }

  /// Far outside any screen, and far from overflow.
  private static func clamp(_ value: Int) -> Int { min(max(-65_536, value), 65_536) }

  package init(origin: Point = .zero, size: Size) {
    self.init(x: origin.x, y: origin.y, width: size.width, height: size.height)
  }

  package static let zero = Rect(x: 0, y: 0, width: 0, height: 0)

  package var width: Int { size.width }
  package var height: Int { size.height }
  package var origin: Point { Point(x: x, y: y) }
  package var isEmpty: Bool { size.isEmpty }
  /// The first column right of the rectangle.
  package var right: Int { x + width }
  /// The first row below the rectangle.
  package var bottom: Int { y + height }
  package var columns: Range<Int> { x..<right }
  package var rows: Range<Int> { y..<bottom }

  package func contains(_ point: Point) -> Bool { columns.contains(point.x) && rows.contains(point.y) }
}

extension Rect {
  package func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(x: left, y: top, width: min(right, other.right) - left, height: min(bottom, other.bottom) - top)
  }

  package func inset(_ amount: Int) -> Rect { inset(horizontal: amount, vertical: amount) }

  package func inset(horizontal: Int, vertical: Int) -> Rect {
    inset(left: horizontal, top: vertical, right: horizontal, bottom: vertical)
  }

  /// Takes cells off each side; what is left never starts outside the old rectangle.
  package func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
    Rect(
      x: x + min(max(0, left), width), y: y + min(max(0, top), height),
      width: width - max(0, left) - max(0, right), height: height - max(0, top) - max(0, bottom))
  }

  /// The upper `rows` rows; fewer when there are fewer.
  package func top(_ rows: Int) -> Rect { Rect(x: x, y: y, width: width, height: min(max(0, rows), height)) }

  /// The lower `rows` rows.
  package func bottom(_ rows: Int) -> Rect {
    let kept = min(max(0, rows), height)
    return Rect(x: x, y: bottom - kept, width: width, height: kept)
  }

  /// The leftmost `columns` columns.
  package func left(_ columns: Int) -> Rect { Rect(x: x, y: y, width: min(max(0, columns), width), height: height) }

  /// The rightmost `columns` columns.
  package func right(_ columns: Int) -> Rect {
    let kept = min(max(0, columns), width)
    return Rect(x: right - kept, y: y, width: kept, height: height)
  }

  /// Row `index` of the rectangle, counted from its top; empty when it has no such row.
  package func row(_ index: Int) -> Rect {
    Rect(x: x, y: y + index, width: width, height: index >= 0 && index < height ? 1 : 0)
  }

  /// A rectangle of at most `size` in the middle of this one.
  package func centered(_ size: Size) -> Rect {
    let fitted = Size(width: min(size.width, width), height: min(size.height, height))
    return Rect(
      x: x + (width - fitted.width) / 2, y: y + (height - fitted.height) / 2,
      width: fitted.width, height: fitted.height)
  }
}
