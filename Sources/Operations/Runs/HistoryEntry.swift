import Clocks
import Foundation
import JSON

/// One thing that happened in an execution, in the words of Step Functions' history.
package struct HistoryEntry: Sendable, Hashable, Identifiable {
  /// From 1 without a gap.
  package var id: Int64
  /// The event it follows from; 0 for the first.
  package var previousID: Int64
  package var at: Date
  /// `TaskStateEntered`, `TaskFailed` …
  package var type: String
  /// The step or state; nil for the execution as a whole.
  package var state: String?
  /// Which try, from 1; nil where it is of none.
  package var attempt: Int?
  package var details: JSONValue

  package init(
    id: Int64, previousID: Int64, at: Date, type: String, state: String?, attempt: Int?, details: JSONValue
  ) {
    (self.id, self.previousID, self.at, self.type) = (id, previousID, at, type)
    (self.state, self.attempt, self.details) = (state, attempt, details)
  }

  /// What it says, on one line: the error with its cause, or all that came with it.
  package var text: String {
    let error = [details["error"]?.stringValue, details["cause"]?.stringValue].compactMap { $0 }
    if !error.isEmpty { return error.joined(separator: ": ") }
    return (details.objectValue?.entries ?? []).compactMap { entry in
      entry.value == .null ? nil : "\(entry.key) \(entry.value.stringValue ?? entry.value.text)"
    }.joined(separator: ", ")
  }

  package var isFailure: Bool { type.hasSuffix("Failed") || type.hasSuffix("TimedOut") }

  package var json: JSONValue {
    [
      "id": .int(id), "previousEventId": .int(previousID), "at": .string(Timestamp.text(at)), "type": .string(type),
      "state": .optional(state), "attempt": .optional(attempt.map(Int64.init)), "details": details,
    ]
  }
}

/// A page of what happened, oldest first.
package struct HistoryQuery: Sendable, Hashable {
  package var execution: String
  /// The last event of the page before.
  package var after: Int64
  package var limit: Int
  package init(execution: String, after: Int64 = 0, limit: Int = 25_000) {
    (self.execution, self.after, self.limit) = (execution, after, limit)
  }
}
