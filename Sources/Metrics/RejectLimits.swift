import Foundation

/// How large a share of the records of a delivery, or of the rows of a build, may be rejected.
package struct RejectLimits: Sendable, Hashable {
  /// A share above it is a warning; nil for never.
  package var warnAbove: Double? = 0.001
  /// A share that reaches it is a failure; nil for never.
  package var failAt: Double? = 1

  package init() {}

  package enum Verdict: Sendable, Hashable { case pass, warn, fail }

  /// Nothing read is nothing lost.
  package func judge(rejected: Int64, of read: Int64) -> Verdict {
    guard rejected > 0, read > 0 else { return .pass }
    let share = Double(rejected) / Double(read)
    if let failAt, share >= failAt { return .fail }
    if let warnAbove, share > warnAbove { return .warn }
    return .pass
  }

  /// `3 of 50 (6 %)`.
  package static func text(_ rejected: Int64, of read: Int64) -> String {
    let share = Double(rejected) / Double(max(1, read))
    // Of very many, all but one are all to a number of 53 bits.
    return "\(rejected) of \(read) (\(percent(rejected < read ? min(share, 0.9999) : share)))"
  }

  /// `0.1 %`; as many digits as it takes to see a small one, and never 100 % for less than all.
  package static func percent(_ share: Double) -> String {
    let value = share * 100
    if value == value.rounded() { return "\(Int(saturating: value)) %" }
    if value < 0.0005 { return "under 0.001 %" }
    let digits = value < 0.1 ? 3 : 1
    let cut = value < 99 ? value : min(value, 99.9)
    return String(format: "%.\(digits)f %%", cut)
  }
}
