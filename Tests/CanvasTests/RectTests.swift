import Canvas
import Testing

@Suite("Rectangles")
struct RectTests {
  @Test("never get a negative extent, whatever is taken off", arguments: [0, 1, 2, 5, 100, Int(Int32.max)])
  func inset(amount: Int) {
    let rect = Rect(x: 2, y: 3, width: 5, height: 4).inset(amount)
    #expect(rect.width == max(0, 5 - 2 * min(amount, 5)) && rect.height == max(0, 4 - 2 * min(amount, 4)))
    #expect(rect.x <= 7 && rect.y <= 7)
  }

  @Test("do not overflow at absurd places")
  func absurd() {
    let rect = Rect(x: .max, y: .min, width: .max, height: -5)
    #expect(rect.height == 0 && rect.right > rect.x)
    #expect(rect.intersection(Rect(x: 0, y: 0, width: 5, height: 5)).isEmpty)
  }

  @Test("give sides and rows no larger than themselves")
  func sides() {
    let rect = Rect(x: 1, y: 1, width: 4, height: 3)
    #expect(rect.top(9) == rect && rect.left(9) == rect && rect.right(9) == rect && rect.bottom(9) == rect)
    #expect(rect.bottom(1) == Rect(x: 1, y: 3, width: 4, height: 1))
    #expect(rect.row(2) == Rect(x: 1, y: 3, width: 4, height: 1))
    #expect(rect.row(3).isEmpty && rect.row(-1).isEmpty)
    #expect(rect.centered(Size(width: 2, height: 9)) == Rect(x: 2, y: 1, width: 2, height: 3))
  }
}
