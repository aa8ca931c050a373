/// An alarm over other alarms: CloudWatch's `PutCompositeAlarm`.
package struct CompositeAlarm: Sendable, Hashable {
  package let name: String
  package let description: String?
  package let rule: CompositeRule
  package let suppressor: ActionsSuppressor?
  package let actions: AlarmActions

  package init(
    name: String, description: String? = nil, rule: CompositeRule, suppressor: ActionsSuppressor? = nil,
    actions: AlarmActions = AlarmActions()
  ) {
    (self.name, self.description, self.rule, self.suppressor) = (name, description, rule, suppressor)
    self.actions = actions
  }

  /// The alarms whose states it looks at.
  package var alarms: [String] { rule.alarms + (suppressor.map { [$0.alarm] } ?? []) }

  /// ALARM or OK; never INSUFFICIENT_DATA.
  package func state(_ states: [String: AlarmState]) -> AlarmState { rule.isTrue(states) ? .alarm : .ok }

  /// Why it has its state, in one sentence.
  package func reason(_ states: [String: AlarmState]) -> String {
    let told = rule.alarms.prefix(5).map { "\($0) is \((states[$0] ?? .insufficientData).rawValue)" }
    let more = rule.alarms.count > 5 ? ", …" : ""
    let facts = told.isEmpty ? "" : " [\(told.joined(separator: ", "))\(more)]"
    return "the rule \(rule.text) is \(rule.isTrue(states) ? "true" : "false")\(facts)"
  }
}

/// The alarm during which actions of another are withheld, as during maintenance.
package struct ActionsSuppressor: Sendable, Hashable {
  package let alarm: String
  /// Seconds to wait for it to go on, before acting.
  package let waitPeriod: Int
  /// Seconds that it goes on suppressing after it left ALARM.
  package let extensionPeriod: Int

  package init(alarm: String, waitPeriod: Int, extensionPeriod: Int) {
    (self.alarm, self.waitPeriod, self.extensionPeriod) = (alarm, waitPeriod, extensionPeriod)
  }
}
