import Words

/// Something wrong in a state machine.
package struct MachineProblem: Sendable, Hashable {
  package enum Severity: String, Sendable, Hashable { case error, warning }

  package let place: SourcePlace
  package let severity: Severity
  /// One sentence, which names the state.
  package let message: String

  package init(place: SourcePlace, severity: Severity, message: String) {
    (self.place, self.severity, self.message) = (place, severity, message)
  }
}

extension MachineProblem {
  /// As a problem of the file that the machine is in.
  package func problem(in file: String) -> Problem {
    Problem(
      file, SourcePosition(line: place.line, column: place.column), severity == .error ? .error : .warning, message)
  }
}
