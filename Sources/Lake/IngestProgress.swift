import Journal

/// What an ingest step has done so far.
struct IngestProgress {
  var files = 0
  var records: Int64 = 0
  var rejected: Int64 = 0
  var bytes: Int64 = 0
  var failures: [LakeError] = []
  /// Files that their producers had not finished; the next run loads them.
  var unfinished: [IncomingFile] = []
  /// Loaded files of the source, those of this step included; nil until somebody asks.
  var earlier: [ManifestRecord]?

  mutating func add(_ manifest: ManifestRecord) {
    files += 1
    records += manifest.records
    rejected += manifest.rejected
    bytes += manifest.size
    earlier?.append(manifest)
  }

  var message: String {
    let loaded = files == 0 ? "nothing new" : files == 1 ? "1 new file" : "\(files) new files"
    return unfinished.isEmpty ? loaded : loaded + ", \(unfinished.count) still being written"
  }

  func combined(_ first: LakeError) -> LakeError {
    guard failures.count > 1 else { return first }
    let name = String(first.error.dropFirst("Assay.".count))
    return LakeError(
      name, "\(failures.count) files could not be loaded: " + failures.map(\.cause).joined(separator: "; "))
  }
}
