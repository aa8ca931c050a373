import Clocks

/// What became of the rows a step read. Every row read is counted once as inserted, updated, deleted, superseded or
/// rejected.
package struct RowCounts: Sendable, Hashable {
  package var read: Int64
  package var inserted: Int64
  package var updated: Int64
  package var deleted: Int64
  /// A newer version of the same key was read or stored.
  package var superseded: Int64
  package var rejected: Int64
  /// Rows of the table that a replaced partition or a full refresh took away; they were not read.
  package var removed: Int64
  /// Of the superseded ones, those that repeat a key: what the metric `DuplicatesRemoved` counts.
  package var duplicates: Int64

  package init(
    read: Int64 = 0, inserted: Int64 = 0, updated: Int64 = 0, deleted: Int64 = 0, superseded: Int64 = 0,
    rejected: Int64 = 0, removed: Int64 = 0, duplicates: Int64 = 0
  ) {
    self.read = read
    self.inserted = inserted
    self.updated = updated
    self.deleted = deleted
    self.superseded = superseded
    self.rejected = rejected
    self.removed = removed
    self.duplicates = duplicates
  }

  package static func + (a: RowCounts, b: RowCounts) -> RowCounts {
    RowCounts(
      read: a.read.saturatingAdd(b.read), inserted: a.inserted.saturatingAdd(b.inserted),
      updated: a.updated.saturatingAdd(b.updated),
      deleted: a.deleted.saturatingAdd(b.deleted), superseded: a.superseded.saturatingAdd(b.superseded),
      rejected: a.rejected.saturatingAdd(b.rejected),
      removed: a.removed.saturatingAdd(b.removed), duplicates: a.duplicates.saturatingAdd(b.duplicates))
  }
}
