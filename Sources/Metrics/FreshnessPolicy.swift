import Clocks

/// How old a table's newest row may be. One limit, both or neither; neither means the table is not checked.
package struct FreshnessPolicy: Sendable, Hashable {
  package enum Period: String, Sendable, Hashable, CaseIterable {
    case minute, hour, day

    /// Its length in seconds.
    package var seconds: Int {
      switch self {
      case .minute: 60
      case .hour: 3600
      case .day: 86_400
      }
    }
  }

  /// A hundred years, in any period: what is longer is a slip of the pen.
  package static func most(_ period: Period) -> Int { 36_525 * 86_400 / period.seconds }

  package struct Limit: Sendable, Hashable, CustomStringConvertible {
    package let count: Int
    package let period: Period

    package init(count: Int, period: Period) {
      self.count = count
      self.period = period
    }

    /// A count that no clock can reach is the longest there is.
    package var seconds: Int { count.saturatingMultiply(period.seconds) }
    package var description: String { "\(count) \(period.rawValue)\(count == 1 ? "" : "s")" }
  }

  package let warnAfter: Limit?
  package let errorAfter: Limit?

  package init(warnAfter: Limit? = nil, errorAfter: Limit? = nil) {
    self.warnAfter = warnAfter
    self.errorAfter = errorAfter
  }
}
