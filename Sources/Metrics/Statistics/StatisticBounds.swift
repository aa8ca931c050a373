/// Which samples a trimmed statistic counts: between two values, or between two shares of the sorted samples. A side that
/// is nil is open.
package enum StatisticBounds: Sendable, Hashable {
  /// The lower bound does not belong to it, the upper one does.
  case absolute(Double?, Double?)
  /// 0…100.
  case percent(Double?, Double?)

  /// The samples that count, sorted.
  func within(_ samples: [Double]) -> [Double] {
    let sorted = samples.sorted()
    switch self {
    case .absolute(let low, let high):
      return sorted.filter { value in low.map { value > $0 } ?? true && high.map { value <= $0 } ?? true }
    case .percent:
      return Array(sorted[kept(of: sorted.count)])
    }
  }

  /// All samples, those beyond the bounds set to the nearest one that counts.
  func drawnIn(_ samples: [Double]) -> [Double] {
    switch self {
    case .absolute(let low, let high):
      return samples.map { value in min(max(value, low ?? -.infinity), high ?? .infinity) }
    case .percent:
      let counted = within(samples)
      guard let least = counted.first, let greatest = counted.last else { return [] }
      return samples.map { min(max($0, least), greatest) }
    }
  }

  /// The ranks that shares keep. The upper one is where a percentile of that share stands, so that the p99 is the
  /// greatest of what TM(:99%) keeps.
  private func kept(of count: Int) -> Range<Int> {
    guard case .percent(let low, let high) = self else { return 0..<count }
    // As many are dropped from below as are wholly below the share.
    let first = low.map { min(max(Int(Double(count) * $0 / 100 + 1e-9), 0), count) } ?? 0
    let last = high.map { min(max(Self.rank($0, of: count), 0), count) } ?? count
    return first..<max(first, last)
  }

  /// How many of the smallest samples make a share.
  static func rank(_ share: Double, of count: Int) -> Int {
    // 99.9 % of 1000 comes out a hair above 999 in binary; without the allowance it would round up to the 1000th.
    Int((share / 100 * Double(count) - 1e-9).rounded(.up))
  }
}
