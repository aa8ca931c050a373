import Foundation

package enum FreshnessState: String, Sendable, Hashable, CaseIterable {
  case pass, warn, error, unknown
}

/// How fresh a table is, and why that was decided.
package struct FreshnessVerdict: Sendable, Hashable {
  package let state: FreshnessState
  /// When the age was taken.
  package let takenAt: Date
  /// Seconds between the newest row and `takenAt`; negative for a row from the future; nil without a row.
  package let ageSeconds: Double?
  /// One sentence fragment for a person: "2 days 3 hours old, over the limit of 2 days".
  package let reason: String
}

package enum Freshness {
  /// Judges by dbt's source freshness: an age strictly over a limit breaks it, an equal one passes; the error limit is
  /// looked at first.
  ///
  /// - Parameters:
  ///   - newest: the newest load or event time; nil for a table without rows, which is an error.
  ///   - built: false for a table that was never built, whose state is unknown.
  package static func judge(newest: Date?, built: Bool, policy: FreshnessPolicy, now: Date) -> FreshnessVerdict {
    func verdict(_ state: FreshnessState, _ age: Double?, _ reason: String) -> FreshnessVerdict {
      FreshnessVerdict(state: state, takenAt: now, ageSeconds: age, reason: reason)
    }
    let age = newest.map { now.timeIntervalSince($0) }
    guard built else { return verdict(.unknown, nil, "never built") }
    guard policy.warnAfter != nil || policy.errorAfter != nil else { return verdict(.unknown, age, "not checked") }
    guard let age else { return verdict(.error, nil, "no rows") }
    let text = ageText(age)
    if let limit = policy.errorAfter, age > Double(limit.seconds) {
      return verdict(.error, age, "\(text), over the limit of \(limit)")
    }
    if let limit = policy.warnAfter, age > Double(limit.seconds) {
      return verdict(.warn, age, "\(text), over the warning limit of \(limit)")
    }
    return verdict(.pass, age, text)
  }

  /// The two largest units, so that an age reads at a glance: "3 hours 20 minutes old".
  private static func ageText(_ seconds: Double) -> String {
    guard seconds >= 60 else { return seconds < 0 ? "newer than now" : "less than a minute old" }
    // Ages beyond the year 9999 are no ages; the cap keeps a broken date from overflowing the conversion.
    let minutes = Int(min(seconds, 3e11) / 60)
    let parts = [(minutes / 1440, "day"), (minutes / 60 % 24, "hour"), (minutes % 60, "minute")]
    let named = parts.drop { $0.0 == 0 }.prefix(2).filter { $0.0 > 0 }
    return named.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: " ") + " old"
  }
}
