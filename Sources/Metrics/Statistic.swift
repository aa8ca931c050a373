import Foundation

/// How the samples of one period become one number.
package enum Statistic: Sendable, Hashable {
  case sampleCount, sum, average, minimum, maximum
  /// 0…100. Nearest rank on the raw values: the smallest sample that at least this share of all samples does not exceed.
  case percentile(Double)

  /// Nil for no samples.
  package func value(of samples: [Double]) -> Double? {
    guard let least = samples.min(), let greatest = samples.max() else { return nil }
    switch self {
    case .sampleCount: return Double(samples.count)
    case .sum: return samples.reduce(0, +)
    case .average: return samples.reduce(0, +) / Double(samples.count)
    case .minimum: return least
    case .maximum: return greatest
    case .percentile(let share): return Self.nearestRank(share, in: samples.sorted())
    }
  }

  private static func nearestRank(_ share: Double, in sorted: [Double]) -> Double {
    // 99.9 % of 1000 comes out a hair above 999 in binary; without the allowance it would round up to the 1000th.
    let rank = (share / 100 * Double(sorted.count) - 1e-9).rounded(.up)
    return sorted[min(max(Int(rank), 1), sorted.count) - 1]
  }
}

extension Statistic: CustomStringConvertible {
  /// Reads a statistic as CloudWatch spells it: `SampleCount`, `Sum`, `Average`, `Minimum`, `Maximum`, `p50`, `p99.9`.
  package init?(_ text: String) {
    switch text {
    case "SampleCount": self = .sampleCount
    case "Sum": self = .sum
    case "Average": self = .average
    case "Minimum": self = .minimum
    case "Maximum": self = .maximum
    default:
      guard text.first == "p", let share = Self.share(text.dropFirst()) else { return nil }
      self = .percentile(share)
    }
  }

  package var description: String {
    switch self {
    case .sampleCount: "SampleCount"
    case .sum: "Sum"
    case .average: "Average"
    case .minimum: "Minimum"
    case .maximum: "Maximum"
    case .percentile(let share): share == share.rounded() ? "p\(Int(share))" : "p\(share)"
    }
  }

  private static func share(_ text: Substring) -> Double? {
    // Double also reads "nan", "1e1" and "+5"; a percentile is digits and one point.
    guard text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let share = Double(text) else { return nil }
    return (0...100).contains(share) ? share : nil
  }
}
