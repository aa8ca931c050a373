import JSON

/// Who does the tasks of a simulated execution: says at once how each will end, and after how long.
package protocol TaskRunner {
  /// - Throws: `MissingAnswer` where it knows none; the simulation stops there.
  mutating func answer(_ request: TaskRequest) throws(MissingAnswer) -> PlannedAnswer
}

/// How a task will end.
package struct PlannedAnswer: Sendable, Hashable {
  package enum Outcome: Sendable, Hashable {
    case result(JSONValue)
    case failure(StateFailure)
  }

  package var outcome: Outcome
  /// Of virtual time.
  package var seconds: Double = 0
  /// Beats in between; nil: none.
  package var heartbeatSeconds: Double?
  /// What the start of a job (`.sync`), or a request whose answer comes later, gives at once.
  package var submitted: JSONValue = [:]

  package init(_ outcome: Outcome) { self.outcome = outcome }
}

/// A task that nobody has an answer for.
package struct MissingAnswer: Error, Sendable, Hashable, CustomStringConvertible {
  package let state: String
  package let description: String
}
