import Clocks
import Foundation
import JSON

/// Whether actions of a change are withheld, and by what (CloudWatch `ActionsSuppressedBy`).
package enum SuppressedBy: String, Sendable, Hashable, CaseIterable {
  case alarm = "Alarm"
  case waitPeriod = "WaitPeriod"
  case extensionPeriod = "ExtensionPeriod"
}

/// What a composite alarm remembers of its suppressor from one evaluation to the next.
///
/// A change waits for the suppressor to go on; while that is on, and for the extension period after it, nothing is done;
/// then what the alarm's state asks for by now is done, unless that was done last.
package struct ActionSuppression: Sendable, Hashable {
  /// The state that was acted on last.
  package private(set) var acted: AlarmState
  /// When the change that waits came; nil while none does.
  package private(set) var waitingSince: Date?
  /// When the suppressor left ALARM.
  package private(set) var releasedAt: Date?
  private var wasOn = false

  package init(acted: AlarmState) { self.acted = acted }

  /// As it was stored; nil for what is none.
  package init?(json: JSONValue) {
    guard let acted = json["acted"]?.stringValue.flatMap(AlarmState.init(rawValue:)) else { return nil }
    self.acted = acted
    waitingSince = json["waitingSince"]?.stringValue.flatMap(Timestamp.parse)
    releasedAt = json["releasedAt"]?.stringValue.flatMap(Timestamp.parse)
    wasOn = json["wasOn"] == true
  }

  package var json: JSONValue {
    [
      "acted": .string(acted.rawValue), "waitingSince": .optional(waitingSince.map(Timestamp.text)),
      "releasedAt": .optional(releasedAt.map(Timestamp.text)), "wasOn": .bool(wasOn),
    ]
  }

  /// What is due at a moment.
  package enum Outcome: Sendable, Hashable {
    case nothing
    case act(AlarmState)
    case suppressed(SuppressedBy)
  }

  /// - Parameters:
  ///   - state: the alarm's state as of the moment.
  ///   - isOn: whether the suppressor is in ALARM.
  package mutating func advance(
    to moment: Date, state: AlarmState, isOn: Bool, _ suppressor: ActionsSuppressor?
  ) -> Outcome {
    if wasOn, !isOn { releasedAt = moment }
    wasOn = isOn
    guard state != acted else {
      waitingSince = nil
      return .nothing
    }
    let since = waitingSince ?? moment
    waitingSince = since
    if let cause = cause(moment, since, isOn, suppressor) { return .suppressed(cause) }
    (acted, waitingSince) = (state, nil)
    return .act(state)
  }

  private func cause(
    _ moment: Date, _ since: Date, _ isOn: Bool, _ suppressor: ActionsSuppressor?
  ) -> SuppressedBy? {
    guard let suppressor else { return nil }
    if isOn { return .alarm }
    if let releasedAt {
      // What was withheld while it was on does not wait again once the extension is over.
      if moment.timeIntervalSince(releasedAt) < Double(suppressor.extensionPeriod) { return .extensionPeriod }
      if since <= releasedAt.addingTimeInterval(Double(suppressor.extensionPeriod)) { return nil }
    }
    return moment.timeIntervalSince(since) < Double(suppressor.waitPeriod) ? .waitPeriod : nil
  }
}
