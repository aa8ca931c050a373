import Clocks
import Lake
import ModelSQL
import Words

/// Rows are never lost: what was read is inserted, updated, deleted, superseded or rejected.
enum Balance {
  static func check(_ counts: RowCounts, table: TableName, against input: TableName?) throws(LakeError) {
    guard let input, counts.read != counts.accounted else { return }
    throw LakeError(
      .balanceBroken,
      """
      \(table): \(counts.read) rows were read from \(input), but \(counts.accounted) came out \
      (\(counts.inserted) inserted, \(counts.updated) updated, \(counts.deleted) deleted, \(counts.superseded) superseded, \
      \(counts.rejected) rejected). A model gives every row it reads exactly once: use _reject instead of WHERE and keep \
      joins to one match, or say “balance: none” in the header
      """)
  }
}

extension RowCounts {
  /// Rows that came out of a build one way or another.
  var accounted: Int64 {
    [inserted, updated, deleted, superseded, rejected].saturatingSum { $0 }
  }
}
