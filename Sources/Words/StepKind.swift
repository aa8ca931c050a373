/// What a step does.
package enum StepKind: String, Sendable, Hashable, CaseIterable {
  /// Takes a source's new files into Bronze.
  case ingest
  /// Builds one table.
  case build
  /// A state of a state machine.
  case state
}
