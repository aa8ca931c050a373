import Canvas
import Charts
import Testing

@Suite("Graphs laid out")
struct GraphLayoutTests {
  private struct Dice {
    var state: UInt64
    mutating func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, count)
    }
  }

  /// A graph by chance: mostly forward, with loops, errors and self-loops.
  private static func graph(_ seed: UInt64) -> (boxes: [Size], edges: [GraphLayout.Edge]) {
    var dice = Dice(state: seed &* 0x9E37_79B9 &+ 1)
    let count = 1 + dice.next(14)
    let boxes = (0..<count).map { _ in Size(width: 1 + dice.next(30), height: 1 + dice.next(6)) }
    let edges = (0..<dice.next(2 * count + 1)).map { _ in
      GraphLayout.Edge(dice.next(count), dice.next(count), isCaught: dice.next(4) == 0)
    }
    return (boxes, edges)
  }

  private static func cells(_ route: [Point]) -> [Point] {
    zip(route, route.dropFirst()).flatMap { a, b in
      a.x == b.x
        ? (min(a.y, b.y)...max(a.y, b.y)).map { Point(x: a.x, y: $0) }
        : (min(a.x, b.x)...max(a.x, b.x)).map { Point(x: $0, y: a.y) }
    }
  }

  @Test("no boxes overlap, and no line runs through a box or out of the picture", arguments: 0..<300)
  func free(_ seed: Int) {
    let (boxes, edges) = Self.graph(UInt64(seed))
    for direction in [GraphLayout.Direction.down, .right] {
      let layout = GraphLayout(
        boxes, edges, start: seed % 3 == 0 ? nil : 0, direction, gap: seed % 2, stub: seed % 2)
      #expect(layout.places.map(\.size) == boxes)
      let whole = Rect(size: layout.size)
      for (index, place) in layout.places.enumerated() {
        #expect(place.intersection(whole) == place)
        for other in layout.places[..<index] { #expect(place.intersection(other).isEmpty) }
      }
      for (edge, route) in zip(edges, layout.routes) {
        #expect(route.allSatisfy(whole.contains), "seed \(seed): \(edge)")
        #expect(zip(route, route.dropFirst()).allSatisfy { $0.x == $1.x || $0.y == $1.y }, "only straight lines")
        let crossed = Self.cells(route).filter { cell in layout.places.contains { $0.contains(cell) } }
        #expect(crossed.isEmpty, "seed \(seed), \(direction): \(edge) runs through a box")
        let (from, to) = (layout.places[edge.from], layout.places[edge.to])
        if direction == .down {
          #expect(route.first?.y == from.bottom && route.last?.y == to.y - 1)
        } else {
          #expect(route.first?.x == from.right && route.last?.x == to.x - 1)
        }
      }
    }
  }

  @Test("a way that goes well runs straight down, and each rank is below what leads to it")
  func straight() {
    let boxes = [Size](repeating: Size(width: 11, height: 3), count: 4)
    let layout = GraphLayout(
      boxes, [.init(0, 1), .init(1, 2), .init(2, 3), .init(1, 3, isCaught: true)], start: 0)
    #expect(Set(layout.places.map(\.x)).count == 1)
    #expect(layout.places.map(\.y) == layout.places.map(\.y).sorted())
    #expect(Set(layout.routes[0].map(\.x)).count == 1)
    #expect(layout.routes[3].map(\.x).min() ?? 9 < layout.places[0].x, "an error's way is beside")
  }

  @Test("ways from one place stand side by side in their order, and a loop comes back beside")
  func choice() {
    let boxes = [Size](repeating: Size(width: 5, height: 1), count: 4)
    let layout = GraphLayout(boxes, [.init(0, 1), .init(0, 2), .init(0, 3), .init(3, 0)], start: 0)
    let xs = layout.places.dropFirst().map(\.x)
    #expect(xs == xs.sorted() && Set(layout.places.dropFirst().map(\.y)).count == 1)
    #expect(layout.routes[3].map(\.x).max() ?? 0 >= layout.places[3].right)
  }

  @Test("ten thousand states in a row, and each leading to all others, are laid out at once")
  func large() {
    let count = 10_000
    let boxes = [Size](repeating: Size(width: 3, height: 1), count: count)
    let row = GraphLayout(boxes, (1..<count).map { .init($0 - 1, $0) }, start: 0)
    #expect(row.places.count == count)
    let all = (0..<40).flatMap { a in (0..<40).map { GraphLayout.Edge(a, $0) } }
    #expect(GraphLayout(Array(boxes.prefix(40)), all, start: 0).routes.count == 1600)
    #expect(GraphLayout([], [], start: nil).size.isEmpty)
  }

  @Test("lines that meet join, those of errors are dotted, and in ASCII nothing else is used")
  func glyphs() {
    var sketch = LineSketch()
    let corners = { (points: [(Int, Int)]) in points.map { Point(x: $0.0, y: $0.1) } }
    sketch.add(corners([(4, 0), (4, 1), (0, 1), (0, 3)]), .border, weight: 1, isDotted: false, headsDown: true)
    sketch.add(corners([(4, 0), (4, 1), (8, 1), (8, 3)]), .border, weight: 1, isDotted: false, headsDown: true)
    sketch.add(corners([(10, 0), (10, 3)]), .failed, weight: 0, isDotted: true, headsDown: true)
    let drawn = { (glyphs: Glyphs) in
      picture(11, 4, glyphs) { surface, rect in sketch.draw(into: &surface, at: .zero, clip: rect) }
    }
    #expect(drawn(.braille) == "    │     ┊\n┌───┴───┐ ┊\n│       │ ┊\n▼       ▼ ▼")
    #expect(drawn(.ascii).allSatisfy { $0.isASCII })
  }
}
