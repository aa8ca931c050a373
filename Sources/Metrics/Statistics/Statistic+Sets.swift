extension Statistic {
  /// Needs each sample; the other statistics can be told from a statistic set.
  package var needsSamples: Bool {
    switch self {
    case .sampleCount, .sum, .average, .minimum, .maximum: false
    default: true
    }
  }

  /// The most samples that uniform sets are unfolded into.
  private static let most = 1_000_000.0

  /// The statistic of raw values and statistic sets together. One that needs each sample is only known where every set
  /// has one sample or one value (CloudWatch "Percentiles"); nil otherwise.
  package func value(of samples: [Double], _ sets: [StatisticSet]) -> Double? {
    guard let first = sets.first else { return value(of: samples) }
    if needsSamples { return Self.unfolded(sets).flatMap { value(of: samples + $0) } }
    let all = (samples.map(StatisticSet.init) + sets.dropFirst()).reduce(first) { $0.merged(with: $1) }
    return switch self {
    case .sampleCount: all.sampleCount
    case .sum: all.sum
    case .average: all.sum / all.sampleCount
    case .minimum: all.minimum
    default: all.maximum
    }
  }

  private static func unfolded(_ sets: [StatisticSet]) -> [Double]? {
    guard sets.allSatisfy(\.isUniform), sets.reduce(0, { $0 + $1.sampleCount }) <= most else { return nil }
    return sets.flatMap { [Double](repeating: $0.minimum, count: max(1, Int($0.sampleCount.rounded()))) }
  }
}
