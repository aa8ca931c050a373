import Foundation

/// One period of an alarm's range as it is judged.
package struct AlarmDatapoint: Sendable, Hashable {
  package let start: Date
  package let value: Double
  /// What it is held against: a band, or a threshold as a band of one value.
  package let limits: ClosedRange<Double>
  /// How many samples it was made of; nil for metric math.
  package let samples: Double?

  package init(start: Date, value: Double, limits: ClosedRange<Double>, samples: Double? = nil) {
    (self.start, self.value, self.limits, self.samples) = (start, value, limits, samples)
  }
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
  /// The periods that an evaluation at a moment looks at, oldest first: only complete ones, so that a partial newest
  /// period is never judged.
  package func periods(at moment: Date) -> SeriesGrid {
    let count = condition.evaluationRange
    let first = self.period.start(of: moment).addingTimeInterval(-Double(count) * Double(period.period))
    return SeriesGrid(first: first, period: period, count: count)
  }

  /// From when on datapoints are needed to evaluate at a moment: a band is trained on two weeks more.
  package func earliest(at moment: Date) -> Date {
    guard case .math = subject else { return periods(at: moment).first }
    return periods(at: moment).first.addingTimeInterval(-Double(AnomalyModel.trainingDays + 1) * 86_400)
  }
}

/// Evaluates one alarm over its data, at one moment or many.
package struct AlarmJudge {
  private let alarm: MetricAlarm
  private let data: AlarmData
  private let bands = AnomalyBands()

  package init(_ alarm: MetricAlarm, _ data: AlarmData) { (self.alarm, self.data) = (alarm, data) }

  /// Evaluates once.
  ///
  /// - Parameters:
  ///   - moment: "now".
  ///   - state: the state so far, which is kept where there is no reason to change it.
  package func evaluate(at moment: Date, state: AlarmState) -> AlarmEvaluation {
    let points = Array(points(over: alarm.periods(at: moment)).reversed())
    let verdict = alarm.condition.verdict(
      onBreaches: points.map { $0.map { alarm.condition.comparison.isBreached(by: $0.value, $0.limits) } })
    let deciding = verdict.judged.compactMap { points[$0] }
    if hasTooFewSamples(deciding) {
      return AlarmEvaluation(
        at: moment, state: state, reason: "too few samples for the percentile: the state is kept", deciding: deciding)
    }
    let next = verdict.state ?? state
    return AlarmEvaluation(
      at: moment, state: next, reason: AlarmWording.reason(alarm, verdict, deciding), deciding: deciding)
  }

  /// Evaluates once, and says something only where the state changes: most evaluations change nothing, and need no words.
  package func change(at moment: Date, state: AlarmState) -> AlarmEvaluation? {
    if let quick = quickState(at: moment), quick ?? state == state { return nil }
    let evaluation = evaluate(at: moment, state: state)
    return evaluation.state == state ? nil : evaluation
  }

  /// The state as the condition says it, nil in it where the state is kept; nil where that cannot be said quickly.
  private func quickState(at moment: Date) -> AlarmState?? {
    guard case .metric = alarm.subject, alarm.lowSamples != .ignore else { return nil }
    let condition = alarm.condition
    let (comparison, threshold) = (condition.comparison, condition.threshold)
    guard let series = data.series[AlarmSubject.plainID] else { return nil }
    let length = Int64(alarm.period.period)
    let newest = Int64(saturating: alarm.period.start(of: moment).timeIntervalSince1970).subtractingReportingOverflow(
      length)
    guard !newest.overflow else { return nil }
    return .some(
      condition.state { age in
        series.value(atSecond: newest.partialValue &- Int64(age) &* length).map {
          comparison.isBreached(by: $0, threshold: threshold)
        }
      })
  }

  /// The datapoints of a grid; nil for a period without one, or without a band to hold it against.
  package func points(over grid: SeriesGrid) -> [AlarmDatapoint?] {
    switch alarm.subject {
    case .metric: plain(grid)
    case .math(let math): calculated(math, grid)
    }
  }

  private func plain(_ grid: SeriesGrid) -> [AlarmDatapoint?] {
    let series = data.series[AlarmSubject.plainID]
    let threshold = alarm.condition.threshold
    return (0..<grid.count).map { slot in
      let start = grid.start(slot)
      return series?.point(at: start).map {
        AlarmDatapoint(start: start, value: $0.value, limits: threshold...threshold, samples: $0.samples)
      }
    }
  }

  private func calculated(_ math: AlarmMath, _ grid: SeriesGrid) -> [AlarmDatapoint?] {
    let series = data.series
    let calculation = MathCalculation(
      math: math.math, grid: grid,
      source: { id, grid in series[id]?.values(over: grid) ?? [Double?](repeating: nil, count: grid.count) },
      bands: bands)
    let values = calculation.value(of: math.judged).series(grid.count)
    let edges = math.band.map { calculation.value(of: $0).all }
    return (0..<grid.count).map { slot in
      guard let value = values[slot], let limits = limits(edges, slot) else { return nil }
      return AlarmDatapoint(start: grid.start(slot), value: value, limits: limits, samples: nil)
    }
  }

  private func limits(_ edges: [[Double?]]?, _ slot: Int) -> ClosedRange<Double>? {
    guard let edges else { return alarm.condition.threshold...alarm.condition.threshold }
    guard edges.count == 2, let low = edges[0][slot], let high = edges[1][slot] else { return nil }
    return min(low, high)...max(low, high)
  }

  /// CloudWatch's measure: a percentile p needs 10 / (1 - p) samples, or 10 / p below the median.
  private func hasTooFewSamples(_ deciding: [AlarmDatapoint]) -> Bool {
    guard alarm.lowSamples == .ignore, case .metric(let metric) = alarm.subject,
      case .percentile(let percent) = metric.statistic
    else { return false }
    let share = percent / 100
    let tail = share >= 0.5 ? 1 - share : share
    // The hundredth percentile would need an endless number: no finite one is enough.
    guard tail > 0 else { return true }
    return deciding.contains { ($0.samples ?? .infinity) < 10 / tail - 1e-9 }
  }
}
