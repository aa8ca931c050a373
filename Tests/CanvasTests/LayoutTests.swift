import Canvas
import Testing

@Suite("Layout")
struct LayoutTests {
  @Test("splits without losing or inventing a cell", arguments: 0...60)
  func exact(width: Int) {
    let rect = Rect(x: 3, y: 0, width: width, height: 1)
    let parts = Layout.columns(rect, [.fixed(4), .share(1), .atLeast(6, share: 2), .share(3)], gap: 1)
    #expect(parts.count == 4)
    #expect(parts.map(\.width).reduce(0, +) == max(0, width - 3))
    for (left, right) in zip(parts, parts.dropFirst()) { #expect(left.right <= right.x || right.isEmpty) }
    #expect(parts.allSatisfy { $0.right <= rect.right })
  }

  @Test("gives fixed parts theirs first, then minima, then shares")
  func order() {
    let parts = Layout.rows(
      Rect(x: 0, y: 0, width: 1, height: 20), [.fixed(1), .share(1), .atLeast(5, share: 1), .fixed(2)])
    #expect(parts.map(\.height) == [1, 6, 11, 2])
    #expect(parts.map(\.y) == [0, 1, 7, 18])
  }

  @Test("flows tiles into rows, wide ones over several columns")
  func tiles() {
    let tiles = Layout.tiles(Rect(x: 0, y: 0, width: 62, height: 10), spans: [1, 2, 1], minimumWidth: 20, height: 5)
    #expect(tiles.map(\.y) == [0, 0, 5])
    #expect(tiles.map(\.width) == [20, 41, 20])
    let narrow = Layout.tiles(Rect(x: 0, y: 0, width: 10, height: 10), spans: [1, 2, 1], minimumWidth: 20, height: 5)
    #expect(narrow.map(\.width) == [10, 10, 10] || narrow.map(\.isEmpty) == [false, false, true])
  }
}
