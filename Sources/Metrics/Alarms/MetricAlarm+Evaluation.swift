import Foundation

/// One period of an alarm's range as it is judged.
package struct AlarmDatapoint: Sendable, Hashable {
  package let start: Date
  package let value: Double
  package let samples: Int
}

/// The outcome of one evaluation of an alarm.
package struct AlarmEvaluation: Sendable, Hashable {
  /// When it was evaluated.
  package let at: Date
  /// The state the alarm has from then on.
  package let state: AlarmState
  /// One sentence: which datapoints decided, held against what.
  package let reason: String
  /// The datapoints that decided, the newest first.
  package let deciding: [AlarmDatapoint]
}

extension MetricAlarm {
  /// The periods that an evaluation at a moment looks at, newest first: only complete ones, so that a partial newest
  /// period is never judged.
  package func periods(at moment: Date) -> [Date] {
    let newestEnd = period.start(of: moment)
    return (1...condition.evaluationRange).map { newestEnd.addingTimeInterval(-Double($0 * period.period)) }
  }

  /// Evaluates once.
  ///
  /// - Parameters:
  ///   - series: the metric's samples by period.
  ///   - moment: "now".
  ///   - state: the state so far, which is kept where there is no reason to change it.
  package func evaluate(_ series: AlarmSeries, at moment: Date, state: AlarmState) -> AlarmEvaluation {
    let starts = periods(at: moment)
    let points = starts.map { series.datapoint(at: $0) }
    let verdict = condition.verdict(on: points.map { $0?.value })
    let deciding = verdict.judged.compactMap { points[$0] }
    if hasTooFewSamples(deciding) {
      return AlarmEvaluation(
        at: moment, state: state, reason: "too few samples for \(statistic): the state is kept", deciding: deciding)
    }
    let next = verdict.state ?? state
    return AlarmEvaluation(
      at: moment, state: next, reason: AlarmWording.reason(self, verdict, deciding, next), deciding: deciding)
  }

  /// CloudWatch's measure: a percentile p needs 10 / (1 - p) samples, or 10 / p below the median.
  private func hasTooFewSamples(_ deciding: [AlarmDatapoint]) -> Bool {
    guard lowSamples == .ignore, case .percentile(let percent) = statistic else { return false }
    let share = percent / 100
    let tail = share >= 0.5 ? 1 - share : share
    // The hundredth percentile would need an endless number: no finite one is enough.
    guard tail > 0 else { return true }
    return deciding.contains { Double($0.samples) < 10 / tail - 1e-9 }
  }
}
