/// The channels between ranks: which line turns on which track, and with that where each rank begins.
struct GraphChannels {
  typealias Corner = (u: Int, v: Int)

  /// What is added across, so that nothing is left of 0.
  let shift: Int
  let breadth: Int
  private(set) var depth = 0
  /// Where each rank begins.
  private(set) var starts: [Int] = []
  private(set) var routes: [[Corner]] = []

  private let ranks: GraphRanks
  private let places: GraphPlaces
  private let depths: [Int]
  private let sharesPorts: Bool
  /// Where lines along the side run, by target and side.
  private var rails: [Rail: Int] = [:]
  private var tracks: [Net: Int] = [:]
  /// Where each channel begins: the first is before the first rank.
  private var channelStarts: [Int] = []
  private var ports: [Int: Int] = [:]

  private struct Rail: Hashable {
    let target: Int
    let isCaught: Bool
  }

  /// What shares a track in a channel.
  private enum Net: Hashable {
    case edge(Int, channel: Int)
    case source(Int, channel: Int)
    case rail(Rail)
  }

  init(_ ranks: GraphRanks, _ places: GraphPlaces, _ depths: [Int], sharesPorts: Bool, stub: Int) {
    (self.ranks, self.places, self.depths, self.sharesPorts) = (ranks, places, depths, sharesPorts)
    let right = (0..<places.lefts.count).map { places.lefts[$0] + places.breadths[$0] }.max() ?? 0
    let left = places.lefts.min() ?? 0
    var (outer, inner) = (left, right)
    for index in ranks.sides.sorted() {
      let rail = Self.rail(ranks.edges[index])
      guard rails[rail] == nil else { continue }
      if rail.isCaught { outer -= 2 } else { inner += 2 }
      rails[rail] = rail.isCaught ? outer : inner - 1
    }
    shift = -outer
    breadth = inner - outer
    setPorts()
    setTracks(stub)
    routes = ranks.edges.indices.map(route)
  }

  private static func rail(_ edge: GraphLayout.Edge) -> Rail { Rail(target: edge.to, isCaught: edge.isCaught) }

  /// Where lines leave their boxes: caught ones at the left end, what leads back at the right one, the others between as
  /// their targets lie, so that what goes well goes straight on.
  private mutating func setPorts() {
    let outgoing = Dictionary(grouping: ranks.edges.indices) { ranks.edges[$0].from }
    for (box, edges) in outgoing {
      guard !sharesPorts else {
        for edge in edges { ports[edge] = places.centre(box) }
        continue
      }
      let (left, breadth) = (places.lefts[box], places.breadths[box])
      let sorted = edges.map { (across($0), $0) }.sorted { $0 < $1 }.map(\.1)
      let main = sorted.filter { !ranks.sides.contains($0) }
      for (index, edge) in main.enumerated() { ports[edge] = left + (index + 1) * breadth / (main.count + 1) }
      let caught = sorted.filter { ranks.edges[$0].isCaught }
      for (index, edge) in caught.enumerated() { ports[edge] = left + min(breadth / 2, 1 + 2 * index) }
      let back = sorted.filter { ranks.sides.contains($0) && !ranks.edges[$0].isCaught }
      for (index, edge) in back.reversed().enumerated() {
        ports[edge] = left + max(breadth / 2, breadth - 2 - 2 * index)
      }
    }
  }

  /// Where across an edge leads to at first.
  private func across(_ edge: Int) -> Int {
    let chain = ranks.chains[edge]
    return chain.count > 1 ? places.centre(chain[1]) : rails[Self.rail(ranks.edges[edge])] ?? 0
  }

  // MARK: tracks

  private mutating func setTracks(_ stub: Int) {
    var spans = [[Net: ClosedRange<Int>]](repeating: [:], count: ranks.rows.count + 1)
    for edge in ranks.edges.indices {
      for (net, channel, span) in turns(of: edge) {
        spans[channel][net] =
          spans[channel][net].map { min($0.lowerBound, span.lowerBound)...max($0.upperBound, span.upperBound) } ?? span
      }
    }
    var v = 0
    for channel in spans.indices {
      channelStarts.append(v)
      let count = assign(spans[channel])
      let isOuter = channel == 0 || channel == ranks.rows.count
      v += count > 0 ? stub + count + (channel == ranks.rows.count ? 0 : 1) : isOuter ? 0 : max(1, stub)
      guard channel < ranks.rows.count else { break }
      starts.append(v)
      v += ranks.rows[channel].map { $0 < ranks.boxCount ? depths[$0] : 1 }.max() ?? 0
    }
    for (net, track) in tracks { tracks[net] = track + stub }
    depth = v
  }

  /// Gives each span the first track that is free there; how many there are then.
  private mutating func assign(_ spans: [Net: ClosedRange<Int>]) -> Int {
    var ends: [Int] = []
    let sorted = spans.sorted {
      ($0.value.lowerBound, $0.value.upperBound, "\($0.key)") < ($1.value.lowerBound, $1.value.upperBound, "\($1.key)")
    }
    for (net, span) in sorted where span.count > 1 {
      let track = ends.firstIndex { $0 < span.lowerBound } ?? ends.count
      if track == ends.count { ends.append(span.upperBound) } else { ends[track] = span.upperBound }
      tracks[net] = track
    }
    return ends.count
  }

  /// Where an edge turns: in which channel, from where to where across.
  private func turns(of edge: Int) -> [(Net, Int, ClosedRange<Int>)] {
    let (from, to) = (ranks.edges[edge].from, ranks.edges[edge].to)
    let port = ports[edge] ?? 0
    if ranks.sides.contains(edge) {
      let rail = Self.rail(ranks.edges[edge])
      let u = rails[rail] ?? 0
      return [
        (.edge(edge, channel: ranks.rank[from] + 1), ranks.rank[from] + 1, min(port, u)...max(port, u)),
        (.rail(rail), ranks.rank[to], min(places.centre(to), u)...max(places.centre(to), u)),
      ]
    }
    let chain = ranks.chains[edge]
    return zip(chain, chain.dropFirst()).map { a, b in
      let (u, w) = (a == from ? port : places.centre(a), places.centre(b))
      let channel = ranks.rank[a] + 1
      return (net(edge, a, channel), channel, min(u, w)...max(u, w))
    }
  }

  private func net(_ edge: Int, _ slot: Int, _ channel: Int) -> Net {
    sharesPorts ? .source(slot, channel: channel) : .edge(edge, channel: channel)
  }

  // MARK: routes

  private func route(_ edge: Int) -> [Corner] {
    let (from, to) = (ranks.edges[edge].from, ranks.edges[edge].to)
    let port = ports[edge] ?? 0
    let begin = starts[ranks.rank[from]] + depths[from]
    let end = (places.centre(to), starts[ranks.rank[to]] - 1)
    var corners: [Corner] = [(port, begin)]
    if ranks.sides.contains(edge) {
      let rail = Self.rail(ranks.edges[edge])
      let u = rails[rail] ?? 0
      let out = row(.edge(edge, channel: ranks.rank[from] + 1), ranks.rank[from] + 1)
      let back = row(.rail(rail), ranks.rank[to])
      corners += [(port, out), (u, out), (u, back), (end.0, back)]
    } else {
      var u = port
      let chain = ranks.chains[edge]
      for (a, b) in zip(chain, chain.dropFirst()) {
        let channel = ranks.rank[a] + 1
        let next = places.centre(b)
        let turn = row(net(edge, a, channel), channel)
        if next != u { corners += [(u, turn), (next, turn)] }
        u = next
      }
    }
    return corners + [end]
  }

  /// The line of a net's track; of one that does not turn the channel's first.
  private func row(_ net: Net, _ channel: Int) -> Int { channelStarts[channel] + (tracks[net] ?? 0) }
}
