import DeltaLog

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

  func files(in snapshot: Snapshot?) -> [AddFile] { snapshot?.files.filter { $0.tags[Self.tag] == file } ?? [] }
}
