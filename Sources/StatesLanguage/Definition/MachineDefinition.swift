/// A state machine, checked and ready to run. Never changed once read.
package final class MachineDefinition {
  package let comment: String?
  package let timeoutSeconds: Int?
  package let body: BlockDefinition
  /// What the validator warned of.
  package let warnings: [MachineProblem]

  /// - Throws: `InvalidMachine` with everything that is wrong.
  package init(parsing text: String) throws(InvalidMachine) {
    let problems = MachineValidator.problems(in: text)
    guard !problems.contains(where: { $0.severity == .error }), let root = try? LocatedJSON(parsing: text) else {
      throw InvalidMachine(problems: problems)
    }
    warnings = problems
    comment = root["Comment"]?.string
    timeoutSeconds = root["TimeoutSeconds"]?.integer
    body = BlockDefinition(root, root["QueryLanguage"]?.string.flatMap(QueryLanguage.init) ?? .jsonPath)
  }
}

/// A definition with errors.
package struct InvalidMachine: Error {
  /// Warnings too.
  package let problems: [MachineProblem]
  package init(problems: [MachineProblem]) { self.problems = problems }
}

/// `StartAt` and `States`: of the machine, a branch, or what a Map does with an item.
package final class BlockDefinition {
  package let start: Int
  /// In the order of the text.
  package let states: [StateDefinition]

  init(_ node: LocatedJSON, _ language: QueryLanguage) {
    let entries = node["States"]?.entries ?? []
    var places: [String: Int] = [:]
    for (index, entry) in entries.enumerated() { places[entry.name] = index }
    let language = node["QueryLanguage"]?.string.flatMap(QueryLanguage.init) ?? language
    states = entries.map { StateDefinition($0, language, places) }
    start = node["StartAt"]?.string.flatMap { places[$0] } ?? 0
  }
}
