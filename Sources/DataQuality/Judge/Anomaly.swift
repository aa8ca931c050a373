/// DetectAnomalies: whether a measure is far from what it was before.
///
/// AWS learns from the history of a metric and does not say how. Here a measure is an anomaly when it is more than three
/// standard deviations and more than a tenth of the mean away from the mean of its last values: the first alone would
/// call every change of a steady table one, the second alone every change of a restless one.
struct Anomaly {
  /// Newest first.
  let history: [Double]

  private static let fewest = 3
  private static let most = 30

  func verdict(_ name: String, _ measured: Verdict) -> Verdict {
    guard measured.status == .pass, let value = measured.value else { return measured }
    let earlier = Array(history.prefix(Self.most))
    guard earlier.count >= Self.fewest else {
      var verdict = measured
      verdict.message = earlier.isEmpty ? "no history yet" : "\(earlier.count) of \(Self.fewest) earlier values yet"
      verdict.hasJudged = false
      return verdict
    }
    let mean = earlier.reduce(0, +) / Double(earlier.count)
    let variance = earlier.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(earlier.count)
    let reach = max(3 * variance.squareRoot(), abs(mean) / 10)
    var verdict = measured
    guard abs(value - mean) > reach else { return verdict }
    verdict.status = .fail
    verdict.message =
      "\(measured.valueText ?? "the value") is far from the mean \(NumberLimit.text(mean)) of its last \(earlier.count) values"
    return verdict
  }
}
