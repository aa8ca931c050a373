import DeltaLog
import Words

/// A new state of a table that is written but not yet committed.
struct Candidate {
  var schema: DeltaSchema
  var adds: [AddFile] = []
  var removes: [AddFile] = []
  var counts = RowCounts()
  var conflicts = KeyConflicts()
  var changes: CommitRecord.Changes = .none
  /// Change files, which a failed build removes together with the adds.
  var changeFiles: [AddFile] = []
  var quarantine: [AddFile] = []
  var tombstones: [AddFile] = []
  var tombstoneSchema: DeltaSchema?
  /// Replaces quarantine and tombstones instead of adding to them.
  var startsOver = false

  /// Nothing to publish: only the bookmark moves.
  var isEmpty: Bool {
    adds.isEmpty && removes.isEmpty && quarantine.isEmpty && tombstones.isEmpty && !startsOver && !replacesQuarantine
  }

  /// The quarantine holds what `quarantine` says and no more.
  var replacesQuarantine = false

  /// The files the table will have.
  func files(after base: Snapshot?) -> [AddFile] {
    let gone = Set(removes.map(\.path))
    return (base?.files ?? []).filter { !gone.contains($0.path) } + adds
  }
}
