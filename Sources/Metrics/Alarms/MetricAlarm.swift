/// An alarm on a metric or on metric math: CloudWatch's `PutMetricAlarm`.
package struct MetricAlarm: Sendable, Hashable {
  package let name: String
  package let description: String?
  package let subject: AlarmSubject
  /// Seconds: 10, 20, 30 or a multiple of 60.
  package let period: PeriodSeries
  package let condition: AlarmCondition
  package let lowSamples: LowSampleTreatment
  package let actions: AlarmActions

  package init(
    name: String, description: String? = nil, subject: AlarmSubject, period: PeriodSeries, condition: AlarmCondition,
    lowSamples: LowSampleTreatment = .evaluate, actions: AlarmActions = AlarmActions()
  ) {
    (self.name, self.description, self.subject, self.period) = (name, description, subject, period)
    (self.condition, self.lowSamples, self.actions) = (condition, lowSamples, actions)
  }

  /// How often it is looked at, in seconds: each minute, and each ten seconds where the period is shorter.
  package var evaluationInterval: Int { period.period < 60 ? 10 : 60 }
}

/// What an alarm does on a change of its state, per state it changes to.
package struct AlarmActions: Sendable, Hashable {
  /// False: states change, nothing is done.
  package let isEnabled: Bool
  package let onOK: [String]
  package let onAlarm: [String]
  package let onInsufficientData: [String]

  package init(
    isEnabled: Bool = true, onOK: [String] = [], onAlarm: [String] = [], onInsufficientData: [String] = []
  ) {
    (self.isEnabled, self.onOK, self.onAlarm) = (isEnabled, onOK, onAlarm)
    self.onInsufficientData = onInsufficientData
  }

  /// The name an action has here: the end of an ARN, `arn:aws:sns:eu-west-1:123456789012:ops`, so that a topic of that name
  /// stands for the one in AWS.
  package static func name(of action: String) -> String {
    guard action.hasPrefix("arn:"), let colon = action.lastIndex(of: ":") else { return action }
    return String(action[action.index(after: colon)...])
  }

  /// What a change to a state does.
  package func actions(on state: AlarmState) -> [String] {
    guard isEnabled else { return [] }
    return switch state {
    case .ok: onOK
    case .alarm: onAlarm
    case .insufficientData: onInsufficientData
    }
  }
}
