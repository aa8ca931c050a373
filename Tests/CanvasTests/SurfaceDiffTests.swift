import Canvas
import Testing

@Suite("Surface diff")
struct SurfaceDiffTests {
  private func surface(_ rows: [String], width: Int = 20) -> Surface {
    var surface = Surface(size: Size(width: width, height: rows.count))
    for (y, row) in rows.enumerated() { surface.write(row, at: Point(x: 0, y: y)) }
    return surface
  }

  @Test("is empty between equals")
  func equal() {
    #expect(SurfaceDiff.spans(from: surface(["a", "b"]), to: surface(["a", "b"])).isEmpty)
  }

  @Test("names one cell when one changed, and bridges short gaps only")
  func spans() {
    let old = surface(["aaaaaaaaaaaaaaaaaaaa"])
    #expect(SurfaceDiff.spans(from: old, to: surface(["aaaXaaaaaaaaaaaaaaaa"])).map(\.columns) == [3..<4])
    #expect(SurfaceDiff.spans(from: old, to: surface(["aXaaXaaaaaaaaaXaaaaa"])).map(\.columns) == [1..<5, 14..<15])
  }

  @Test("takes wide glyphs whole, old and new")
  func wide() {
    let spans = SurfaceDiff.spans(from: surface(["a日b"]), to: surface(["axxb"]))
    #expect(spans.map(\.columns) == [1..<3])
    #expect(SurfaceDiff.spans(from: surface(["axxb"]), to: surface(["ax日"])).map(\.columns) == [2..<4])
  }

  @Test("is everything without an old surface or with one of another size")
  func everything() {
    let new = surface(["a", "b"])
    #expect(SurfaceDiff.spans(from: nil, to: new).map(\.columns) == [0..<20, 0..<20])
    #expect(SurfaceDiff.spans(from: surface(["a"], width: 9), to: new).count == 2)
    #expect(SurfaceDiff.spans(from: nil, to: Surface(size: .zero)).isEmpty)
  }

  @Test("repaints exactly what is needed, for random surfaces", arguments: 0..<50)
  func random(seed: Int) {
    var state = UInt64(seed + 1) &* 0x9E37_79B9_7F4A_7C15
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    func scribble(_ surface: inout Surface) {
      for _ in 0..<6 {
        let text = ["a", "日本", "xyz", "e\u{301}", "  "][next(5)]
        surface.write(text, at: Point(x: next(20) - 2, y: next(4)), style: Style(Role.allCases[next(5)]))
      }
    }
    var old = Surface(size: Size(width: 17, height: 3))
    scribble(&old)
    var new = old
    scribble(&new)
    var covered: Set<Point> = []
    SurfaceDiff.forEachSpan(from: old, to: new) { span in
      for x in span.columns { covered.insert(Point(x: x, y: span.row)) }
      #expect(new[span.columns.lowerBound, span.row]?.isContinuation == false)
      #expect(new[span.columns.upperBound, span.row]?.isContinuation != true)
    }
    for y in 0..<3 {
      for x in 0..<17 where old[x, y] != new[x, y] { #expect(covered.contains(Point(x: x, y: y))) }
    }
  }
}
