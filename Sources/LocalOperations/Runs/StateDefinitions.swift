import JSON
import Operations

/// The states of a machine by their names, as its definition has them, those within others too: no two of a machine have the
/// same name.
struct StateDefinitions {
  private var byName: [String: JSONValue] = [:]

  /// - Throws: `JSONError` where the text is no JSON.
  init(text: String) throws { add(try JSONValue(parsing: text)) }

  private mutating func add(_ machine: JSONValue) {
    for (name, state) in machine["States"]?.objectValue?.entries ?? [] {
      byName[name] = state
      (state["Branches"]?.arrayValue ?? []).forEach { add($0) }
      for key in ["ItemProcessor", "Iterator"] { state[key].map { add($0) } }
    }
  }

  func defining(_ steps: [StepSummary]) -> [StepSummary] {
    steps.map { step in
      var step = step
      step.state?.definition = byName[step.name]
      return step
    }
  }
}
