import Clocks
import Foundation
import JSON
import Metrics

/// One alarm as of a moment.
package struct AlarmStatus: Sendable, Hashable {
  package let name: String
  package let description: String?
  /// Over other alarms, and not over metrics.
  package let isComposite: Bool
  package let state: AlarmState
  package let reason: String
  /// When it came into its state.
  package let since: Date
  /// False: its actions are switched off.
  package var isEnabled = true
  /// Nil, or a moment that has not come yet.
  package var mutedUntil: Date?
  package var acknowledgedAt: Date?
  package var acknowledgedBy: String?
  /// What withholds the actions of a composite alarm.
  package var suppressedBy: SuppressedBy?
  /// The datapoints that decided on its state, oldest first; none of a composite alarm or of the past.
  package var deciding: [AlarmDatapoint] = []

  package init(
    name: String, description: String? = nil, isComposite: Bool = false, state: AlarmState, reason: String,
    since: Date
  ) {
    (self.name, self.description, self.isComposite) = (name, description, isComposite)
    (self.state, self.reason, self.since) = (state, reason, since)
  }

  /// It is on, and nobody said that it may be.
  package var isBad: Bool { state == .alarm && mutedUntil == nil && isEnabled }
}

extension AlarmStatus {
  /// With the datapoints that decided.
  package var fullJSON: JSONValue {
    var object = json.objectValue ?? [:]
    object["datapoints"] = .array(
      deciding.map {
        [
          "at": .string(Timestamp.text($0.start)), "value": .double($0.value),
          "lower": .double($0.limits.lowerBound), "upper": .double($0.limits.upperBound),
        ]
      })
    return .object(object)
  }

  package var json: JSONValue {
    [
      "name": .string(name), "description": .optional(description),
      "kind": .string(isComposite ? "composite" : "metric"), "state": .string(state.rawValue),
      "reason": .string(reason), "since": .string(Timestamp.text(since)), "enabled": .bool(isEnabled),
      "mutedUntil": .optional(mutedUntil.map(Timestamp.text)),
      "acknowledgedAt": .optional(acknowledgedAt.map(Timestamp.text)), "acknowledgedBy": .optional(acknowledgedBy),
      "actionsSuppressedBy": .optional(suppressedBy?.rawValue),
    ]
  }
}
