import Clocks
import JSON
import Metrics

extension AlarmTimeline {
  package var json: JSONValue {
    [
      "transitions": .array(
        transitions.map {
          [
            "at": .string(Timestamp.text($0.at)), "from": .string($0.from.rawValue), "to": .string($0.to.rawValue),
            "reason": .string($0.evaluation.reason),
          ]
        }),
      "state": .string(state.rawValue),
    ]
  }

  package func lines(_ page: Page) -> [StyledLine] {
    let changes = transitions.map {
      StyledLine(
        "\(Timestamp.text($0.at).prefix(19))Z  \($0.from.rawValue) → \($0.to.rawValue): \($0.evaluation.reason)")
    }
    return changes + [StyledLine("\(state.rawValue) at the end, \(transitions.count) changes", .title)]
  }
}

extension CompositeTimeline {
  /// As of an alarm on metrics, and what became of the actions.
  package var json: JSONValue {
    [
      "transitions": .array(
        transitions.map {
          [
            "at": .string(Timestamp.text($0.at)), "from": .string($0.from.rawValue), "to": .string($0.to.rawValue),
            "reason": .string($0.reason), "actionsSuppressedBy": .optional($0.suppressedBy?.rawValue),
          ]
        }),
      "actions": .array(
        actions.map { ["at": .string(Timestamp.text($0.at)), "state": .string($0.state.rawValue)] }),
      "state": .string(state.rawValue), "actionsSuppressedBy": .optional(suppressedBy?.rawValue),
    ]
  }

  package func lines(_ page: Page) -> [StyledLine] {
    let changes = transitions.map { change in
      let held = change.suppressedBy.map { " (actions withheld: \($0.rawValue))" } ?? ""
      return StyledLine(
        "\(Timestamp.text(change.at).prefix(19))Z  \(change.from.rawValue) → \(change.to.rawValue): \(change.reason)\(held)"
      )
    }
    let acts = actions.map { StyledLine("\(Timestamp.text($0.at).prefix(19))Z  acts on \($0.state.rawValue)", .dim) }
    return changes + acts + [StyledLine("\(state.rawValue) at the end, \(transitions.count) changes", .title)]
  }
}
