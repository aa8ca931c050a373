import JSON

/// What one commit is to do.
package struct DeltaTransaction: Sendable {
  /// The table as it is to be; needed for the first commit, and written only where it differs from what is there.
  package var definition: TableDefinition?
  package var adds: [AddFile]
  /// Files of the base snapshot that go.
  package var removes: [AddFile]
  /// Marks the commit so that a repetition finds it done.
  package var transaction: TransactionVersion?
  package var info: CommitInfo
  /// False when the rows of the table stay what they are, as in compaction. Applies to adds and removes.
  package var dataChange = true
  /// The table begins again as one of this project's own: every file of the base goes, and with them what other writers
  /// asked of readers and writers, known or not.
  package var startsAnew = false

  package init(
    definition: TableDefinition? = nil, adds: [AddFile] = [], removes: [AddFile] = [],
    transaction: TransactionVersion? = nil, info: CommitInfo
  ) {
    self.definition = definition
    self.adds = adds
    self.removes = removes
    self.transaction = transaction
    self.info = info
  }
}
