extension MetricAlarm {
  /// The same alarm with another limit, or other numbers of periods; what is nil stays.
  package func edited(
    threshold: Double? = nil, evaluationPeriods: Int? = nil, datapointsToAlarm: Int? = nil,
    comparison: ComparisonOperator? = nil
  ) -> MetricAlarm {
    let most = max(1, 604_800 / period.period)
    let periods = min(max(1, evaluationPeriods ?? condition.evaluationPeriods), most)
    let edited = AlarmCondition(
      comparison ?? condition.comparison, threshold ?? condition.threshold, evaluationPeriods: periods,
      datapointsToAlarm: min(datapointsToAlarm ?? condition.datapointsToAlarm, periods),
      missingData: condition.missingData)
    return MetricAlarm(
      name: name, description: description, subject: subject, period: period, condition: edited,
      lowSamples: lowSamples, actions: actions)
  }

  /// The same alarm by another name.
  package func named(_ name: String) -> MetricAlarm {
    MetricAlarm(
      name: name, description: description, subject: subject, period: period, condition: condition,
      lowSamples: lowSamples, actions: actions)
  }
}

extension AlarmCondition {
  /// `2 of 3 periods greater than 5`.
  package var words: String {
    let limit = comparison.takesBand ? "the expected band" : MetricNumber.text(threshold)
    return "\(datapointsToAlarm) of \(evaluationPeriods) \(comparison.words) \(limit)"
  }
}
