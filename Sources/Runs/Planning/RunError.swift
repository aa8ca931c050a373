import Words

/// Why a run cannot start or go on. `error` is the short name the journal shows.
package struct RunError: NamedFailure, Hashable, CustomStringConvertible {
  package let error: FailureName
  package let cause: String

  package init(_ error: FailureName, _ cause: String) {
    self.error = error
    self.cause = cause
  }

  package var description: String { cause }
}
