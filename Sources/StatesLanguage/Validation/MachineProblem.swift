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
