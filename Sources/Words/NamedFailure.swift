/// What ends a step or an execution badly: a name that a machine can match, and a sentence for a person that says what
/// happened, where, and what to do about it.
package protocol NamedFailure: Error {
  var error: FailureName { get }
  var cause: String { get }
}

/// The two as values, when the error itself is gone.
package struct FailureReason: NamedFailure, Hashable {
  package let error: FailureName
  package let cause: String

  package init(_ error: FailureName, _ cause: String) {
    self.error = error
    self.cause = cause
  }

  package init(_ failure: any NamedFailure) { self.init(failure.error, failure.cause) }
}
