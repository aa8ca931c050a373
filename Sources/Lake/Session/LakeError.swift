import Words

/// What stops a step. `error` is the short name the journal and the screens show (`Assay.…`); `cause` says what happened,
/// where, and what to do about it.
package struct LakeError: NamedFailure, CustomStringConvertible {
  package let error: FailureName
  package let cause: String

  package init(_ error: FailureName, _ cause: String) {
    self.error = error
    self.cause = cause
  }

  package var description: String { cause }
}
