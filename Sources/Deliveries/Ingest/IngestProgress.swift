import Clocks
import Files
import Lake
import Ledger
import Words

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
  /// What fits the patterns and is not read, each with the reason.
  var leftOut: [String] = []
  /// Names of all files that the patterns find.
  var listed: Set<ExactText> = []
  /// Files whose bytes were loaded under another name: not loaded again, and loaded again.
  var repeated: [String] = []
  var doubled: [String] = []
  /// That the patterns find nothing and never did; nil when they do.
  var nothing: String?
  /// What a person took out of the source.
  var takenOut = WithdrawnFiles()
  /// Files of those that still lie there.
  var withdrawn: [String] = []
  /// Files that were looked at and are not loaded yet.
  var batch = IngestBatch()
  /// Loaded files of the source, those of this step included; nil until the first new file.
  var history: ColumnHistory?
  /// Files with rows in quarantine before this step; nil until the first new file.
  var quarantined: Set<ExactText>?

  /// Notes what is not loaded, and says so.
  mutating func leaveOut(_ name: String, _ reason: String, _ reporter: any StepReporter) {
    leftOut.append("\(name) \(reason)")
    reporter.log(.warning, "\(name) \(reason)")
  }

  mutating func add(_ manifest: ManifestRecord) {
    loaded.append(manifest)
    records = records.saturatingAdd(manifest.records)
    rejected = rejected.saturatingAdd(manifest.rejected)
    bytes = bytes.saturatingAdd(manifest.size)
  }

  var message: String {
    let count = loaded.count - repeated.count
    let new = count <= 0 ? "nothing new" : count == 1 ? "1 new file" : "\(count) new files"
    var parts = [nothing ?? new]
    if !unfinished.isEmpty { parts.append("\(unfinished.count) still being written") }
    if let first = repeated.first {
      let others = repeated.count > 1 ? " and \(repeated.count - 1) more" : ""
      parts.append("not loaded again: \(first)\(others), with the bytes of a loaded file")
    }
    if let first = withdrawn.first {
      let others = withdrawn.count > 1 ? " and \(withdrawn.count - 1) more" : ""
      parts.append("left out: \(first)\(others), withdrawn")
    }
    if let first = doubled.first {
      let others = doubled.count > 1 ? " and \(doubled.count - 1) more" : ""
      parts.append("\(first)\(others) with the bytes of a loaded file")
    }
    if let first = leftOut.first {
      parts.append(leftOut.count == 1 ? "left out: \(first)" : "\(leftOut.count) left out, first: \(first)")
    }
    return (parts + upkeep.notes).joined(separator: ", ")
  }

  /// What was loaded before a file failed stays loaded, so it is counted.
  var counts: RowCounts {
    var counts = RowCounts()
    counts.read = records
    counts.inserted = records.saturatingSubtract(rejected)
    counts.rejected = rejected
    return counts
  }

  func combined(_ first: LakeError) -> LakeError {
    guard failures.count > 1 else { return first }
    return LakeError(
      first.error, "\(failures.count) files could not be loaded: " + failures.map(\.cause).joined(separator: "; "))
  }
}
