/// What is wrong with an expression of metric math, and where.
package struct MathError: Error, Hashable, CustomStringConvertible {
  /// What is wrong and what to write instead.
  package let message: String
  /// The character of the expression it is about, from 1.
  package let column: Int

  package init(_ message: String, at column: Int) { (self.message, self.column) = (message, column) }

  package var description: String { "column \(column): \(message)" }
}
