/// Which rank each box is in, and the slots that lines over several ranks take in those between.
struct GraphRanks {
  let edges: [GraphLayout.Edge]
  /// Of boxes, then of slots.
  private(set) var rank: [Int]
  /// Boxes and slots of each rank, in the order they were come by.
  private(set) var rows: [[Int]] = []
  /// The boxes and slots an edge runs over; empty where it runs along the side.
  private(set) var chains: [[Int]] = []
  /// Edges that run along the side.
  private(set) var sides: Set<Int> = []
  let boxCount: Int

  /// - Parameter sharesChains: lines from one box share their slots, as far as they run together.
  init(count: Int, _ edges: [GraphLayout.Edge], start: Int?, sharesChains: Bool) {
    (self.edges, boxCount) = (edges, count)
    rank = [Int](repeating: 0, count: count)
    let walk = GraphWalk(count: count, edges, start: start)
    sides = Set(edges.indices.filter { walk.back.contains($0) || edges[$0].isCaught })
    // What an error leads to is ranked behind, so that the way back up is the exception.
    let outgoing = Dictionary(grouping: edges.indices.filter { !walk.back.contains($0) }) { edges[$0].from }
    for box in walk.order {
      for edge in outgoing[box] ?? [] { rank[edges[edge].to] = max(rank[edges[edge].to], rank[box] + 1) }
    }
    rows = [[Int]](repeating: [], count: (rank.max() ?? -1) + 1)
    for box in walk.found { rows[rank[box]].append(box) }
    addChains(sharing: sharesChains)
  }

  private mutating func addChains(sharing: Bool) {
    var shared: [[Int]: Int] = [:]
    chains = edges.indices.map { index in
      guard !sides.contains(index) else { return [] }
      let edge = edges[index]
      let between = (rank[edge.from] + 1)..<max(rank[edge.from] + 1, rank[edge.to])
      let slots = between.map { row in
        if sharing, let known = shared[[edge.from, row]] { return known }
        let slot = rank.count
        rank.append(row)
        rows[row].append(slot)
        shared[[edge.from, row]] = slot
        return slot
      }
      return [edge.from] + slots + [edge.to]
    }
  }
}

/// A walk over a graph in depth, without recursion, as a machine may be thousands of states long.
private struct GraphWalk {
  /// Edges that lead back to a box that the walk was within.
  private(set) var back: Set<Int> = []
  /// Each box before those it leads to, but for what leads back.
  private(set) var order: [Int] = []
  /// As they were come by.
  private(set) var found: [Int] = []

  init(count: Int, _ edges: [GraphLayout.Edge], start: Int?) {
    let outgoing = Dictionary(grouping: edges.indices) { edges[$0].from }
    let targets = Set(edges.map(\.to))
    let first = [start].compactMap { $0 } + (0..<count).filter { !targets.contains($0) }
    enum Mark { case unseen, within, done }
    var marks = [Mark](repeating: .unseen, count: count)
    var finished: [Int] = []
    for root in first + Array(0..<count) where marks[root] == .unseen {
      var path = [(box: root, next: 0)]
      marks[root] = .within
      found.append(root)
      while let (box, next) = path.last {
        let ways = outgoing[box] ?? []
        guard next < ways.count else {
          marks[box] = .done
          finished.append(box)
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let target = edges[ways[next]].to
        switch marks[target] {
        case .within: back.insert(ways[next])
        case .done: break
        case .unseen:
          marks[target] = .within
          found.append(target)
          path.append((target, 0))
        }
      }
    }
    order = finished.reversed()
  }
}
