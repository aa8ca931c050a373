import Words

/// Spans of time as an operator says them. Seconds in, text out.
package enum AgeText {
  /// Coarse, so that an idle screen need not repaint each second: `now`, `3 min`, `2 h`, `5 d`, `7 w`.
  package static func coarse(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "n/a" }
    let whole = Int(max(0, min(seconds, 1e12)))
    switch whole {
    case ..<60: return "now"
    case ..<3600: return "\(whole / 60) min"
    case ..<(48 * 3600): return "\(whole / 3600) h"
    case ..<(60 * 86_400): return "\(whole / 86_400) d"
    default: return "\(whole / (7 * 86_400)) w"
    }
  }

  /// Two units at most: `850 ms`, `12.4 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`.
  package static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "n/a" }
    let span = max(0, min(seconds, 1e12))
    if span < 0.9995 { return "\(Int((span * 1000).rounded())) ms" }
    if span < 59.95 { return NumberText.fixed(span, decimals: 1) + " s" }
    let whole = Int(span.rounded())
    if whole < 3600 { return pair(whole / 60, "min", whole % 60, "s") }
    if whole < 86_400 { return pair(whole / 3600, "h", whole / 60 % 60, "min") }
    return pair(whole / 86_400, "d", whole / 3600 % 24, "h")
  }

  private static func pair(_ large: Int, _ largeUnit: String, _ small: Int, _ smallUnit: String) -> String {
    small == 0 ? "\(large) \(largeUnit)" : "\(large) \(largeUnit) \(small) \(smallUnit)"
  }
}
