import JSON

/// One thing that was looked at: whether it is there and does what it is for.
package struct Finding: Sendable, Hashable {
  package enum State: String, Sendable {
    case ok
    /// Works, but less well than it could.
    case warn
    /// Something needed is not there.
    case missing
  }

  package let subject: String
  package let state: State
  package let text: String
  /// The command that mends it.
  package let remedy: String?

  package init(_ subject: String, _ state: State, _ text: String, remedy: String? = nil) {
    self.subject = subject
    self.state = state
    self.text = text
    self.remedy = remedy
  }

  package var json: JSONValue {
    ["subject": .string(subject), "state": .string(state.rawValue), "text": .string(text), "remedy": .optional(remedy)]
  }
}
