import JSON

/// What paths of one moment may lead into.
struct PathScope {
  /// `$`
  var value: JSONValue
  /// `$$`, made when it is asked for.
  var context: ContextObject
  /// `$name`
  var variables: Variables
}

/// The variables that can be seen at a place: its own, and those of the machines around it.
package struct Variables: Sendable {
  /// Those around. A class, so that a thousand iterations share them; never changed once made.
  private final class Outer: Sendable {
    let variables: Variables
    init(_ variables: Variables) { self.variables = variables }
  }

  private(set) var own: [String: JSONValue] = [:]
  private var outer: Outer?

  package init() {}

  /// What a branch or an iteration of here starts with.
  var enclosed: Variables {
    var inner = Variables()
    if !own.isEmpty || outer != nil { inner.outer = Outer(self) }
    return inner
  }

  subscript(name: String) -> JSONValue? { own[name] ?? outer?.variables[name] }

  mutating func assign(_ values: [(String, JSONValue)]) { for (name, value) in values { own[name] = value } }

  /// All that can be seen, inner before outer.
  var visible: [String: JSONValue] { (outer?.variables.visible ?? [:]).merging(own) { _, inner in inner } }

  var isEmpty: Bool { own.isEmpty && outer == nil }
}

/// What was wrong with data while a state was at work.
struct DataFailure: Error {
  let error: String
  /// What happened, without the state's name.
  let message: String
  /// The field, as `Output/total`, where an expression failed.
  var location: String?

  static func runtime(_ message: String) -> DataFailure { DataFailure(error: "States.Runtime", message: message) }
  static func query(_ message: String, at location: String) -> DataFailure {
    DataFailure(error: "States.QueryEvaluationError", message: message, location: location)
  }
}
