import Glibc

/// Ticks at multiples of 1, 2 or 5 times a power of ten.
package struct NiceTicks: Hashable, Sendable {
  package let step: Double
  package let values: [Double]

  package var lower: Double { values.first ?? 0 }
  package var upper: Double { values.last ?? 1 }

  /// The finest nice ticks, `limit` at most, that enclose `range`; never fewer than 2, or 3 around a zero inside. An
  /// empty range is opened towards 0, so that a flat line has an axis.
  package init(_ range: ClosedRange<Double>, limit: Int) {
    let (low, high) = Self.opened(range)
    let most = Double(max(low < 0 && high > 0 ? 3 : 2, limit) - 1)
    var exponent = floor(log10((high - low) / most))
    var best: (step: Double, first: Double, last: Double)?
    while best == nil {
      for factor in [1.0, 2, 5] {
        let step = Self.exact(factor, exponent)
        // A hair of tolerance: 0.3 / 0.1 is 2.9999999999999996.
        let (first, last) = (floor(low / step + 1e-9), ceil(high / step - 1e-9))
        guard last - first <= most else { continue }
        best = (step, first, last)
        break
      }
      exponent += 1
    }
    // The loop above ends with a value: each round has a step ten times as large.
    let (step, first, last) = best ?? (1, 0, 1)
    self.step = step
    values = stride(from: first, through: max(last, first + 1), by: 1).map { $0 * step == 0 ? 0 : Self.times($0, step) }
  }

  private static func opened(_ range: ClosedRange<Double>) -> (Double, Double) {
    let low = range.lowerBound.isFinite ? max(range.lowerBound, -1e300) : 0
    let high = range.upperBound.isFinite ? min(range.upperBound, 1e300) : 1
    if high - low > abs(high) * 1e-12 { return (low, high) }
    if high == 0 { return (0, 1) }
    return high > 0 ? (0, high) : (low, 0)
  }

  /// Powers below one by division: 2 / 10 is the double nearest to 0.2, 2 * 0.1 need not be.
  private static func exact(_ factor: Double, _ exponent: Double) -> Double {
    exponent < 0 ? factor / pow(10, -exponent) : factor * pow(10, exponent)
  }

  private static func times(_ count: Double, _ step: Double) -> Double {
    step < 1 ? count / (1 / step).rounded() : count * step
  }
}
