import Lake
import Words

/// Files of a source that were loaded, and one or more that could not be.
package struct IngestFailure: NamedFailure {
  package let failure: LakeError
  package let counts: RowCounts
  package let bytes: Int64

  package var error: FailureName { failure.error }
  package var cause: String { failure.cause }
}
