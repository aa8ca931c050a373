/// A score as everyone is shown it: `100 %`, `97.5 %`.
package enum ScoreText {
  /// Rounded down to a tenth of a per cent: a score of less than one never reads 100 %.
  package static func percent(_ score: Double) -> String {
    guard score.isFinite else { return "n/a" }
    if score >= 1 { return "100 %" }
    let tenths = Int((max(0, score) * 1000 + 1e-9).rounded(.down))
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
