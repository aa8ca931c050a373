import Foundation
import JSON

/// The kinds of what an alarm's history has, as CloudWatch names them.
package enum AlarmEventKind: String, Sendable, Hashable, CaseIterable {
  case stateUpdate = "StateUpdate"
  case action = "Action"
  case configurationUpdate = "ConfigurationUpdate"
}

/// What an alarm's history has of one thing that happened to it.
package struct AlarmEvent: Sendable, Hashable, Identifiable {
  package let id: Int64
  package let alarm: String
  package let at: Date
  package let kind: AlarmEventKind
  package let summary: String
  package let details: JSONValue
  package let outcome: String?

  package init(
    id: Int64, alarm: String, at: Date, kind: AlarmEventKind, summary: String, details: JSONValue, outcome: String?
  ) {
    self.id = id
    self.alarm = alarm
    self.at = at
    self.kind = kind
    self.summary = summary
    self.details = details
    self.outcome = outcome
  }
}
