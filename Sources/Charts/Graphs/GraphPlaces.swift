/// The order of boxes and slots within their ranks, and where across them each begins.
struct GraphPlaces {
  private(set) var rows: [[Int]]
  /// Where each box and slot begins.
  private(set) var lefts: [Int]
  let breadths: [Int]

  private static let sweeps = 4

  init(_ ranks: GraphRanks, _ boxes: [Int], gap: Int) {
    rows = ranks.rows
    breadths = boxes + [Int](repeating: 1, count: ranks.rank.count - boxes.count)
    lefts = [Int](repeating: 0, count: breadths.count)
    var before = [[Int]](repeating: [], count: breadths.count)
    var after = before
    for chain in ranks.chains {
      for (a, b) in zip(chain, chain.dropFirst()) {
        after[a].append(b)
        before[b].append(a)
      }
    }
    for _ in 0..<Self.sweeps {
      for row in rows.indices.dropFirst() { sort(row, by: before) }
      for row in rows.indices.dropLast().reversed() { sort(row, by: after) }
    }
    for row in rows.indices { pack(row, gap) }
    for _ in 0..<Self.sweeps {
      for row in rows.indices.dropFirst() { settle(row, by: before, gap) }
      for row in rows.indices.dropLast().reversed() { settle(row, by: after, gap) }
    }
    for row in rows.indices.dropFirst() { settle(row, by: before, gap) }
  }

  func centre(_ slot: Int) -> Int { lefts[slot] + breadths[slot] / 2 }

  /// By the mean place of their neighbours; those without keep their place.
  private mutating func sort(_ row: Int, by neighbours: [[Int]]) {
    guard rows[row].count > 1 else { return }
    var place: [Int: Double] = [:]
    for near in [row - 1, row + 1] where rows.indices.contains(near) {
      for (index, slot) in rows[near].enumerated() { place[slot] = Double(index) }
    }
    let wanted = rows[row].enumerated().map { index, slot -> (key: Double, index: Int, slot: Int) in
      let near = neighbours[slot].compactMap { place[$0] }
      return (near.isEmpty ? Double(index) : near.reduce(0, +) / Double(near.count), index, slot)
    }
    rows[row] = wanted.sorted { ($0.key, $0.index) < ($1.key, $1.index) }.map(\.slot)
  }

  private mutating func pack(_ row: Int, _ gap: Int) {
    var next = 0
    for slot in rows[row] {
      lefts[slot] = next
      next += breadths[slot] + gap
    }
  }

  /// As near to the middle of their neighbours as they can be without changing their order: the least squares of all.
  private mutating func settle(_ row: Int, by neighbours: [[Int]], _ gap: Int) {
    var offset = 0
    var blocks: [(sum: Double, count: Int)] = []
    var offsets: [Int] = []
    for slot in rows[row] {
      let near = neighbours[slot].map(centre)
      let wanted = near.isEmpty ? centre(slot) : near.reduce(0, +) / near.count
      blocks.append((Double(wanted - breadths[slot] / 2 - offset), 1))
      while blocks.count > 1, mean(blocks[blocks.count - 2]) > mean(blocks[blocks.count - 1]) {
        let last = blocks.removeLast()
        blocks[blocks.count - 1].sum += last.sum
        blocks[blocks.count - 1].count += last.count
      }
      offsets.append(offset)
      offset += breadths[slot] + gap
    }
    let means = blocks.flatMap { block in [Double](repeating: mean(block), count: block.count) }
    for (index, slot) in rows[row].enumerated() { lefts[slot] = Int(means[index].rounded(.down)) + offsets[index] }
  }

  private func mean(_ block: (sum: Double, count: Int)) -> Double { block.sum / Double(block.count) }
}
