/// How bad a problem is: an error keeps the project from running, a warning does not.
package enum Severity: String, Sendable, Hashable, Codable { case error, warning }

/// Something wrong in a file of a project. Printed as `file:line:column: error: what; did you mean …`.
package struct Problem: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Relative to the project folder.
  package let file: String
  package let position: SourcePosition
  package let severity: Severity
  /// One sentence: what is wrong and, where known, what to write instead.
  package let message: String

  package init(_ file: String, _ position: SourcePosition, _ severity: Severity, _ message: String) {
    self.file = file
    self.position = position
    self.severity = severity
    self.message = message
  }

  package var line: Int { position.line }
  package var column: Int { position.column }
  package var description: String { "\(file):\(position): \(severity.rawValue): \(message)" }

  package static func < (a: Problem, b: Problem) -> Bool {
    (a.file, a.position, a.severity.rawValue, a.message) < (b.file, b.position, b.severity.rawValue, b.message)
  }

  /// The same problem with its file named in another way.
  package func `in`(_ file: String) -> Problem { Problem(file, position, severity, message) }
}
