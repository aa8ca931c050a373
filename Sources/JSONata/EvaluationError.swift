/// What went wrong in an expression. Codes are those of the reference implementation of JSONata 2.0.6, whose exerciser
/// and documentation explain them.
package struct EvaluationError: Error, Hashable, CustomStringConvertible {
  /// Letter and digits: `S…` for syntax, `T…` for types, `D…` for what data made impossible, `U…` for limits.
  package let code: String
  package let message: String
  /// Where in the expression, in characters from 0 to just after what is wrong; nil where it cannot be told.
  package internal(set) var position: Int?
  /// The word or function that is wrong, where there is one.
  package internal(set) var token: String?

  init(_ code: String, _ message: String, position: Int? = nil, token: String? = nil) {
    (self.code, self.message, self.position, self.token) = (code, message, position, token)
  }

  package var description: String { "\(code): \(message)" }
}
