/// What one evaluation says, and by which datapoints.
package struct AlarmVerdict: Sendable, Hashable {
  /// Nil: the alarm keeps the state it has.
  package let state: AlarmState?
  /// The datapoints that were judged, by their place in the range (0 is the newest period).
  package let judged: [Int]
  /// Those of them that breach.
  package let breaching: [Int]
  /// Periods without a datapoint that took part as the treatment says.
  package let filled: Int
}

extension AlarmCondition {
  /// Judges the newest periods of the evaluation range. This is the algorithm that gives every cell of CloudWatch's
  /// documented tables of missing data:
  ///
  /// 1. With N datapoints or more in the range, the newest N of them decide; missing periods do not count.
  /// 2. With fewer, all of them decide together with what is missing of N, counted as the treatment says. Where missing
  ///    periods stay missing and every datapoint breaches, but fewer than M do, the oldest decides: an alarm needs one
  ///    that is M periods old.
  ///
  /// - Parameter periods: one value a period, the newest first; nil for a period without data. Values beyond the
  ///   evaluation range are not looked at.
  package func verdict(on periods: [Double?]) -> AlarmVerdict {
    verdict(onBreaches: periods.map { $0.map(isBreached) })
  }

  /// - Parameter periods: whether each period breaches, the newest first; nil for one without data.
  package func verdict(onBreaches periods: [Bool?]) -> AlarmVerdict {
    let range = periods.prefix(evaluationRange)
    let known = range.indices.filter { range[$0] != nil }
    let judged = Array(known.prefix(evaluationPeriods))
    let breaching = judged.filter { range[$0] ?? false }
    return AlarmVerdict(
      state: state(judged: judged.count, breaching: breaching.count, oldest: judged.last), judged: judged,
      breaching: breaching, filled: evaluationPeriods - judged.count)
  }

  /// The state alone, without a place to keep what decided it: for the many evaluations that change nothing.
  ///
  /// - Parameter isBreaching: of a period by its age, 0 for the newest; nil for one without data.
  package func state(_ isBreaching: (Int) -> Bool?) -> AlarmState? {
    var (judged, breaching) = (0, 0)
    var oldest: Int?
    for age in 0..<evaluationRange where judged < evaluationPeriods {
      guard let breaches = isBreaching(age) else { continue }
      judged += 1
      oldest = age
      if breaches { breaching += 1 }
    }
    return state(judged: judged, breaching: breaching, oldest: oldest)
  }

  private func state(judged: Int, breaching: Int, oldest: Int?) -> AlarmState? {
    let missing = evaluationPeriods - judged
    if missing <= 0 { return breaching >= datapointsToAlarm ? .alarm : .ok }
    switch missingData {
    case .breaching: return breaching + missing >= datapointsToAlarm ? .alarm : .ok
    case .notBreaching: return breaching >= datapointsToAlarm ? .alarm : .ok
    case .missing, .ignore: return sparse(judged: judged, breaching: breaching, oldest: oldest)
    }
  }

  private func sparse(judged: Int, breaching: Int, oldest: Int?) -> AlarmState? {
    let ignores = missingData == .ignore
    guard let oldest else { return ignores ? nil : .insufficientData }
    if breaching >= datapointsToAlarm { return .alarm }
    guard breaching == judged else { return .ok }
    if ignores { return nil }
    return oldest + 1 >= datapointsToAlarm ? .alarm : .ok
  }
}
