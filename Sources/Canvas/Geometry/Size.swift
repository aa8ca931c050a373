/// Columns and rows; never negative, so that views may subtract without asking first.
package struct Size: Hashable, Sendable {
  package let width: Int
  package let height: Int

  /// Negative extents become 0; extents are capped at 4,096 so that an area cannot overflow or exhaust memory.
  package init(width: Int, height: Int) {
    self.width = min(max(0, width), Self.largest)
    self.height = min(max(0, height), Self.largest)
  }

  package static let zero = Size(width: 0, height: 0)
  package static let largest = 4096

  package var isEmpty: Bool { width == 0 || height == 0 }
  package var area: Int { width * height }

  /// Whether something that needs `other` fits.
  package func holds(_ other: Size) -> Bool { width >= other.width && height >= other.height }
}
