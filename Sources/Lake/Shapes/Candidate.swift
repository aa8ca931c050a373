import DeltaLog
import Storage
import Words

/// A new state of a table that is written but not yet committed.
package struct Candidate {
  package var schema: DeltaSchema
  package var adds: [AddFile] = []
  package var removes: [AddFile] = []
  package var counts = RowCounts()
  package var conflicts = KeyConflicts()
  package var keyChanges = KeyChanges()
  package var changes: CommitRecord.Changes = .none
  /// Change files, which a failed build removes together with the adds.
  package var changeFiles: [AddFile] = []
  package var quarantine: [AddFile] = []
  package var tombstones: [AddFile] = []
  package var tombstoneSchema: DeltaSchema?
  /// Replaces quarantine and tombstones instead of adding to them.
  package var startsOver = false

  /// Nothing to publish: only the bookmark moves.
  package var isEmpty: Bool {
    adds.isEmpty && removes.isEmpty && quarantine.isEmpty && tombstones.isEmpty && !startsOver && !replacesQuarantine
  }

  /// The quarantine holds what `quarantine` says and no more.
  package var replacesQuarantine = false

  package init(schema: DeltaSchema) { self.schema = schema }

  /// The files the table will have.
  package func files(after base: Snapshot?) -> [AddFile] {
    let gone = Set(removes.map(\.path))
    return (base?.files ?? []).filter { !gone.contains($0.path) } + adds
  }

  /// Removes the files of a candidate that does not become the table.
  package func removeFiles(of table: TableName, in workspace: Workspace) {
    (adds + changeFiles).removeFiles(from: workspace.tablePath(table), in: workspace.store)
    quarantine.removeFiles(from: workspace.tablePath(table.quarantine), in: workspace.store)
    tombstones.removeFiles(from: workspace.tombstonesPath(of: table), in: workspace.store)
  }
}

extension [AddFile] {
  /// Removes files that no commit names from a table's folder.
  package func removeFiles(from folder: String, in store: any ObjectStore) {
    for file in self {
      // One that stays is a file too many, and no wrong answer.
      do throws(StorageError) { try store.remove(folder + "/" + file.path) } catch {}
    }
  }
}
