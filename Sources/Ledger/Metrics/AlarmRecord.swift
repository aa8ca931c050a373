import Foundation
import JSON
import Metrics

/// An alarm as it was when somebody who writes looked at it last.
package struct AlarmRecord: Sendable, Hashable {
  package let name: String
  package var state: AlarmState
  package var reason: String
  /// When it came into its state.
  package var since: Date
  /// Nil for one that was only muted, disabled or enabled so far.
  package var evaluatedAt: Date?
  /// Tells one definition from another.
  package var fingerprint: String
  /// False: states change, actions are not done.
  package var isEnabled = true
  package var mutedUntil: Date?
  package var acknowledgedAt: Date?
  package var acknowledgedBy: String?
  /// What a composite alarm remembers of its suppressor; null otherwise.
  package var suppression = JSONValue.null

  /// An alarm nobody looked at yet.
  package init(name: String, at moment: Date) {
    (self.name, state, since) = (name, .insufficientData, moment)
    (reason, fingerprint) = ("not evaluated yet", "")
  }

  package func isMuted(at moment: Date) -> Bool { mutedUntil.map { $0 > moment } ?? false }
}

/// Something that happened to an alarm.
package struct NewAlarmEvent: Sendable, Hashable {
  package let at: Date
  package let kind: AlarmEventKind
  /// One sentence.
  package let summary: String
  package let details: JSONValue
  /// `PENDING` for an action that is to be done.
  package let outcome: String?

  package static let pending = "PENDING"

  package init(
    at: Date, _ kind: AlarmEventKind, _ summary: String, details: JSONValue = [:], outcome: String? = nil
  ) {
    (self.at, self.kind, self.summary, self.details, self.outcome) = (at, kind, summary, details, outcome)
  }
}
