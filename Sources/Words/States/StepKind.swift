/// What a step does.
package enum StepKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// Takes a source's new files into Bronze.
  case ingest
  /// Builds one table.
  case build
  /// A state of a state machine.
  case state

  /// It makes a table, which can be run by itself.
  package var isOfTable: Bool { self != .state }
}
