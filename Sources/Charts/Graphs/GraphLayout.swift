import Canvas

/// Where the boxes of a graph go and how the lines between them run: boxes in ranks, each after those that lead to it, with
/// channels between the ranks in which lines turn. Lines never run through a box.
///
/// What leads back, and what an error leads to, runs along the graph's side, all that has one target on one line.
package struct GraphLayout: Sendable, Hashable {
  /// Which way one goes from rank to rank.
  package enum Direction: Sendable, Hashable { case down, right }

  package struct Edge: Sendable, Hashable {
    package let from: Int
    package let to: Int
    /// Where an error leads.
    package let isCaught: Bool

    package init(_ from: Int, _ to: Int, isCaught: Bool = false) {
      (self.from, self.to, self.isCaught) = (from, to, isCaught)
    }
  }

  /// The boxes, in the order they were given.
  package let places: [Rect]
  /// The corners of each edge's line: from the cell behind its source to the cell before its target.
  package let routes: [[Point]]
  package let size: Size

  /// - Parameters:
  ///   - boxes: their outer sizes.
  ///   - start: the box the order begins with; nil: any that nothing leads to.
  ///   - gap: cells between boxes of one rank.
  ///   - stub: cells that a line goes straight on before it may turn, such as for a label.
  package init(
    _ boxes: [Size], _ edges: [Edge], start: Int?, _ direction: Direction = .down, gap: Int = 2, stub: Int = 0
  ) {
    let breadths = boxes.map { direction == .down ? $0.width : $0.height }
    let depths = boxes.map { direction == .down ? $0.height : $0.width }
    let ranks = GraphRanks(count: boxes.count, edges, start: start, sharesChains: direction == .right)
    let places = GraphPlaces(ranks, breadths, gap: gap)
    let channels = GraphChannels(ranks, places, depths, sharesPorts: direction == .right, stub: stub)
    let turned = { (u: Int, v: Int) in direction == .down ? Point(x: u, y: v) : Point(x: v, y: u) }
    self.places = boxes.indices.map { box in
      Rect(origin: turned(places.lefts[box] + channels.shift, channels.starts[ranks.rank[box]]), size: boxes[box])
    }
    routes = channels.routes.map { $0.map { turned($0.u + channels.shift, $0.v) } }
    size =
      direction == .down
      ? Size(width: channels.breadth, height: channels.depth) : Size(width: channels.depth, height: channels.breadth)
  }
}
