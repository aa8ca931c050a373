/// Several samples told by four numbers (CloudWatch `StatisticSet`): what a script puts that measured many, and what is
/// left of raw values once they were rolled up.
package struct StatisticSet: Sendable, Hashable {
  /// Above 0; may be a fraction, as CloudWatch allows.
  package let sampleCount: Double
  package let sum: Double
  package let minimum: Double
  package let maximum: Double

  /// Nil for numbers that no samples have: none at all, a minimum above the maximum, a sum out of their reach.
  package init?(sampleCount: Double, sum: Double, minimum: Double, maximum: Double) {
    guard [sampleCount, sum, minimum, maximum].allSatisfy(\.isFinite), sampleCount > 0, minimum <= maximum else {
      return nil
    }
    // Sums of floating numbers are off in the last digits.
    let allowance = max(abs(minimum), abs(maximum)) * sampleCount * 1e-9
    guard sum >= minimum * sampleCount - allowance, sum <= maximum * sampleCount + allowance else { return nil }
    (self.sampleCount, self.sum, self.minimum, self.maximum) = (sampleCount, sum, minimum, maximum)
  }

  package init(_ value: Double) { (sampleCount, sum, minimum, maximum) = (1, value, value, value) }

  /// Both together.
  package func merged(with other: StatisticSet) -> StatisticSet {
    StatisticSet(
      stored: sampleCount + other.sampleCount, sum + other.sum, min(minimum, other.minimum),
      max(maximum, other.maximum))
  }

  /// What was a set when it was stored; sums of many are off in their last digits.
  package init(stored sampleCount: Double, _ sum: Double, _ minimum: Double, _ maximum: Double) {
    (self.sampleCount, self.sum, self.minimum, self.maximum) = (sampleCount, sum, minimum, maximum)
  }

  /// All its samples are one value, so that percentiles of it are known.
  var isUniform: Bool { sampleCount == 1 || minimum == maximum }
}
