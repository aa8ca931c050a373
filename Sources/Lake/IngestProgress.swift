import Journal

/// What an ingest step has done so far.
struct IngestProgress {
  /// What had to be put right before anything could be loaded.
  var upkeep = ManifestUpkeep.Report()
  /// Set before the first file is loaded.
  var writer: ManifestWriter?
  /// Files loaded by this step.
  var loaded: [ManifestRecord] = []
  var records: Int64 = 0
  var rejected: Int64 = 0
  var bytes: Int64 = 0
  var failures: [LakeError] = []
  /// Files that their producers had not finished; the next run loads them.
  var unfinished: [IncomingFile] = []
  /// Loaded files of the source, those of this step included; nil until somebody asks.
  var earlier: [ManifestRecord]?

  mutating func add(_ manifest: ManifestRecord) {
    loaded.append(manifest)
    records += manifest.records
    rejected += manifest.rejected
    bytes += manifest.size
    earlier?.append(manifest)
  }

  var message: String {
    let new = loaded.isEmpty ? "nothing new" : loaded.count == 1 ? "1 new file" : "\(loaded.count) new files"
    let waiting = unfinished.isEmpty ? [] : ["\(unfinished.count) still being written"]
    return ([new] + waiting + upkeep.notes).joined(separator: ", ")
  }

  /// What was loaded before a file failed stays loaded, so it is counted.
  var counts: RowCounts {
    var counts = RowCounts()
    counts.read = records
    counts.inserted = records - rejected
    counts.rejected = rejected
    return counts
  }

  func combined(_ first: LakeError) -> LakeError {
    guard failures.count > 1 else { return first }
    let name = String(first.error.dropFirst("Assay.".count))
    return LakeError(
      name, "\(failures.count) files could not be loaded: " + failures.map(\.cause).joined(separator: "; "))
  }
}
