import Foundation

/// Numbers as they stand in sentences.
package enum MetricNumber {
  /// The shortest text of a number, without the `.0` of a whole one.
  package static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }

  /// Five digits, as many as anybody reads: `0.25316`. Whole numbers keep theirs, and so does a value that rounding would
  /// bring to the other side of a limit, or onto it.
  package static func short(_ value: Double, beside limits: ClosedRange<Double>? = nil) -> String {
    guard value != value.rounded(), value.isFinite else { return text(value) }
    let rounded = value.formatted(
      .number.precision(.significantDigits(1...5)).grouping(.never).locale(Locale(identifier: "en_US_POSIX")))
    guard let limits, let number = Double(rounded) else { return rounded }
    let stays = [limits.lowerBound, limits.upperBound].allSatisfy {
      (number < $0, number > $0) == (value < $0, value > $0)
    }
    return stays ? rounded : text(value)
  }
}
