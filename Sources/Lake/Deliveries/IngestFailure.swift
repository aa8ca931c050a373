import Words

/// Files of a source that were loaded, and one or more that could not be.
package struct IngestFailure: Error, Sendable {
  package let failure: LakeError
  package let counts: RowCounts
  package let bytes: Int64
}
