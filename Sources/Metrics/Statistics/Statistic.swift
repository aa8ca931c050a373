import Foundation

/// How the samples of one period become one number (CloudWatch "Statistics definitions").
package enum Statistic: Sendable, Hashable {
  case sampleCount, sum, average, minimum, maximum
  /// 0…100. Nearest rank on the raw values: the smallest sample that at least this share of all samples does not exceed.
  case percentile(Double)
  /// The mean of the samples within bounds.
  case trimmedMean(StatisticBounds)
  /// The mean after samples beyond the bounds were drawn in to them.
  case winsorizedMean(StatisticBounds)
  /// How many samples are within bounds.
  case trimmedCount(StatisticBounds)
  case trimmedSum(StatisticBounds)
  /// The share of samples within absolute bounds, 0…100.
  case percentileRank(StatisticBounds)

  /// Nil for no samples, for a mean of what bounds leave nothing of, and for a statistic of ranks where a sample is
  /// negative, which CloudWatch does not tell either.
  package func value(of samples: [Double]) -> Double? {
    guard let least = samples.min(), let greatest = samples.max() else { return nil }
    if needsSamples, least < 0 { return nil }
    switch self {
    case .sampleCount: return Double(samples.count)
    case .sum: return samples.reduce(0, +)
    case .average: return Self.mean(samples)
    case .minimum: return least
    case .maximum: return greatest
    case .percentile(let share): return Self.nearestRank(share, in: samples.sorted())
    case .trimmedMean(let bounds): return Self.mean(bounds.within(samples))
    case .winsorizedMean(let bounds): return Self.mean(bounds.drawnIn(samples))
    case .trimmedCount(let bounds): return Double(bounds.within(samples).count)
    case .trimmedSum(let bounds): return bounds.within(samples).reduce(0, +)
    case .percentileRank(let bounds): return Double(bounds.within(samples).count) / Double(samples.count) * 100
    }
  }

  private static func mean(_ samples: [Double]) -> Double? {
    samples.isEmpty ? nil : samples.reduce(0, +) / Double(samples.count)
  }

  private static func nearestRank(_ share: Double, in sorted: [Double]) -> Double {
    sorted[min(max(StatisticBounds.rank(share, of: sorted.count), 1), sorted.count) - 1]
  }
}
