extension MetricAlarm {
  /// An alarm on a metric that leaves what is expected of it; nil for a width that is no number.
  package static func band(
    name: String, _ metric: MetricName, unit: MetricUnit?, _ statistic: Statistic, period: PeriodSeries, width: Double,
    description: String? = nil
  ) -> MetricAlarm? {
    let expression = "ANOMALY_DETECTION_BAND(m, \(MetricNumber.text(width)))"
    guard let band = try? MathExpression(expression),
      let math = try? MetricMath([
        MathQuery(id: "m", .metric(MetricStatistic(metric, unit: unit, statistic, period: period))),
        MathQuery(id: "usual", .expression(band)),
      ])
    else {
      // Only a width such as 1e300 is written in a way that expressions do not have.
      return nil
    }
    return MetricAlarm(
      name: name, description: description,
      subject: .math(AlarmMath(math, judged: "m", band: "usual")), period: period,
      condition: AlarmCondition(.outsideBand, 0, evaluationPeriods: 1, missingData: .ignore))
  }
}
