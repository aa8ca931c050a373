/// A place in a ruleset's text that cannot be read, told so that the author can mend it.
package struct RulesetError: Error, Hashable, Sendable, CustomStringConvertible {
  package let file: String
  /// Counted from 1.
  package let line: Int
  /// Counted from 1, in characters as a person sees them.
  package let column: Int
  package let message: String
  /// What to do, such as `did you mean IsComplete?`; nil when there is nothing to add.
  package let hint: String?

  package init(file: String, line: Int, column: Int, message: String, hint: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.hint = hint
  }

  /// `file:line:column: error: message; hint`
  package var description: String {
    "\(file):\(line):\(column): error: \(message)" + (hint.map { "; \($0)" } ?? "")
  }
}
