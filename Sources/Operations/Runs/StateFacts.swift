import JSON

/// A step that is a state of a machine: what it was given, and what it gave.
package struct StateFacts: Sendable, Hashable {
  /// `Task`, `Choice`, …
  package var type: String
  /// What a Task calls.
  package var resource: String?
  /// The state as its machine has it, with its retriers and catchers; nil where the definition is not kept.
  package var definition: JSONValue?
  /// How often its task was started; 0 where there is none.
  package var tries: Int
  package var input: JSONValue
  /// Nil until it was left.
  package var output: JSONValue?
  /// The execution that its task started last.
  package var execution: String?

  package init(type: String, tries: Int, input: JSONValue) {
    (self.type, self.tries, self.input) = (type, tries, input)
  }

  package var json: JSONValue {
    [
      "type": .string(type), "resource": .optional(resource), "tries": .int(tries), "input": input,
      "output": output ?? .null, "execution": .optional(execution), "definition": definition ?? .null,
    ]
  }
}
