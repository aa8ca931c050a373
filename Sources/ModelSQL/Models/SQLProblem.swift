import Words

/// Something wrong with a piece of SQL, with its place in the file the SQL came from.
package struct SQLProblem: Error, Sendable, Hashable, CustomStringConvertible {
  package let position: SourcePosition
  package let severity: Severity
  package let message: String
  /// What to write instead, when that is known.
  package let hint: String?

  package init(_ position: SourcePosition, _ severity: Severity, _ message: String, hint: String? = nil) {
    self.position = position
    self.severity = severity
    self.message = message
    self.hint = hint
  }

  package var description: String { "\(position): \(severity.rawValue): \(text)" }
  /// Message and hint on one line.
  package var text: String { hint.map { "\(message); \($0)" } ?? message }
}
