/// When an alarm goes on: M of the newest N periods breach a threshold.
package struct AlarmCondition: Sendable, Hashable {
  package let comparison: ComparisonOperator
  /// Of an operator that takes a band it is not looked at.
  package let threshold: Double
  /// N, 1 or more.
  package let evaluationPeriods: Int
  /// M, from 1 to N.
  package let datapointsToAlarm: Int
  package let missingData: MissingDataTreatment

  /// - Parameter datapointsToAlarm: by default N; kept within 1…N.
  package init(
    _ comparison: ComparisonOperator, _ threshold: Double, evaluationPeriods: Int, datapointsToAlarm: Int? = nil,
    missingData: MissingDataTreatment = .missing
  ) {
    self.comparison = comparison
    self.threshold = threshold
    self.evaluationPeriods = max(1, evaluationPeriods)
    self.datapointsToAlarm = min(max(1, datapointsToAlarm ?? self.evaluationPeriods), self.evaluationPeriods)
    self.missingData = missingData
  }

  /// How many of the newest complete periods are looked at: a few more than N, so that late data finds its place. The
  /// number is unpublished; this one gives the documented tables (semantics page "Missing data").
  package var evaluationRange: Int { evaluationPeriods + max(evaluationPeriods / 3, 2) }

  package func isBreached(by value: Double) -> Bool { comparison.isBreached(by: value, threshold: threshold) }
}
