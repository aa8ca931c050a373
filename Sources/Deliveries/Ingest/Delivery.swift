import DeltaLog
import Files

/// Rows of one delivered file in a table that many files are written to. Data files are marked with the delivered file's
/// name, so that an attempt to load it replaces what an attempt before, whose bytes may have been others, had committed
/// before it was killed.
struct Delivery {
  /// As the manifest names it.
  let file: String

  private static let tag = "assay.file"

  func marked(_ adds: [AddFile]) -> [AddFile] {
    adds.map { add in
      var add = add
      add.tags[Self.tag] = file
      return add
    }
  }

  /// The delivered files that have rows in a table.
  static func files(in snapshot: Snapshot?) -> Set<ExactText> {
    Set((snapshot?.files ?? []).compactMap { ($0.tags[tag] ?? nil).map(ExactText.init) })
  }

  func files(in snapshot: Snapshot?) -> [AddFile] {
    (snapshot?.files ?? []).filter { add in (add.tags[Self.tag] ?? nil).map(ExactText.init) == ExactText(file) }
  }
}
