/// The three states of an alarm, as CloudWatch names them.
package enum AlarmState: String, Sendable, Hashable, CaseIterable {
  case ok = "OK"
  case alarm = "ALARM"
  /// Also the state of an alarm that was never evaluated.
  case insufficientData = "INSUFFICIENT_DATA"
}

/// How a datapoint is held against the threshold (CloudWatch `ComparisonOperator`).
package enum ComparisonOperator: String, Sendable, Hashable, CaseIterable {
  case greaterThan = "GreaterThanThreshold"
  case greaterThanOrEqual = "GreaterThanOrEqualToThreshold"
  case lessThan = "LessThanThreshold"
  case lessThanOrEqual = "LessThanOrEqualToThreshold"
  case outsideBand = "LessThanLowerOrGreaterThanUpperThreshold"
  case belowBand = "LessThanLowerThreshold"
  case aboveBand = "GreaterThanUpperThreshold"

  /// It takes a band of expected values, and no threshold.
  package var takesBand: Bool { [.outsideBand, .belowBand, .aboveBand].contains(self) }

  package func isBreached(by value: Double, threshold: Double) -> Bool {
    isBreached(by: value, threshold...threshold)
  }

  /// - Parameter limits: the band; a threshold is a band of one value.
  package func isBreached(by value: Double, _ limits: ClosedRange<Double>) -> Bool {
    switch self {
    case .greaterThan, .aboveBand: value > limits.upperBound
    case .greaterThanOrEqual: value >= limits.upperBound
    case .lessThan, .belowBand: value < limits.lowerBound
    case .lessThanOrEqual: value <= limits.lowerBound
    case .outsideBand: value < limits.lowerBound || value > limits.upperBound
    }
  }

  /// For a sentence: "2 datapoints were greater than the threshold".
  package var words: String {
    switch self {
    case .greaterThan: "greater than"
    case .greaterThanOrEqual: "greater than or equal to"
    case .lessThan: "less than"
    case .lessThanOrEqual: "less than or equal to"
    case .outsideBand: "outside"
    case .belowBand: "below"
    case .aboveBand: "above"
    }
  }
}

/// What periods without a datapoint count as (CloudWatch `TreatMissingData`).
package enum MissingDataTreatment: String, Sendable, Hashable, CaseIterable {
  case missing, ignore, breaching, notBreaching
}

/// Whether a percentile of too few samples is judged (CloudWatch `EvaluateLowSampleCountPercentile`).
package enum LowSampleTreatment: String, Sendable, Hashable, CaseIterable {
  case evaluate, ignore
}
