import Foundation
import JSON

extension DeltaTable {
  /// Writes a checkpoint of the newest version when it is a multiple of `interval` commits past the last one; returns
  /// the version written, or nil. A checkpoint only makes reading quicker: a failure leaves the table as it was.
  @discardableResult
  package func checkpointIfDue(every interval: Int = 10) throws(DeltaError) -> Int64? {
    guard let listing = try log.list() else { return nil }
    let last = listing.checkpoints.last { $0.isComplete }?.version ?? 0
    guard listing.newest - last >= Int64(interval), let snapshot = try snapshot() else { return nil }
    return try checkpoint(snapshot)
  }

  /// Writes the checkpoint of a version, then the hint that names it. Nil, and nothing written, for tables with feature
  /// lists: their checkpoints need columns a `CheckpointFormat` does not promise.
  @discardableResult
  package func checkpoint(_ snapshot: Snapshot) throws(DeltaError) -> Int64? {
    guard snapshot.protocolVersion.readerFeatures == nil, snapshot.protocolVersion.writerFeatures == nil else {
      return nil
    }
    let actions = snapshot.checkpointActions(now: clock.now())
    let file = log.path + "/" + LogFileName.checkpointName(snapshot.version)
    let temporary = log.path + "/.\(snapshot.version).checkpoint.\(UUID().uuidString).tmp"
    do { try checkpoints.write(actions: actions, path: temporary) } catch {
      // What the format left behind is swept one day, if it cannot be removed now.
      do throws(DeltaError) { try store.remove(temporary) } catch {}
      throw .checkpoint(table: path, path: temporary, reason: "\(error)")
    }
    try store.place(temporary, at: file)
    // Only now: readers fail on a hint that is newer than every checkpoint.
    try writeHint(snapshot, rows: actions.count, bytes: try store.status(of: file).size)
    return snapshot.version
  }

  private func writeHint(_ snapshot: Snapshot, rows: Int, bytes: Int64) throws(DeltaError) {
    let hint: JSONValue = [
      "version": .int(snapshot.version), "size": .int(rows), "sizeInBytes": .int(bytes),
      "numOfAddFiles": .int(snapshot.files.count),
    ]
    try store.put(Array((hint.text + "\n").utf8), at: log.path + "/_last_checkpoint")
  }
}

extension Snapshot {
  /// The fewest actions that lead to this snapshot, with the tombstones that have not expired.
  func checkpointActions(now: Date) -> [JSONValue] {
    let expired = now.epochMilliseconds - tombstoneMilliseconds
    var actions = [protocolVersion.action, metadata.action]
    for (application, version) in transactions.sorted(by: { $0.key < $1.key }) {
      actions.append(TransactionVersion(application: application, version: version).action(lastUpdated: nil))
    }
    for removed in tombstones where (removed.deletionTimestamp ?? 0) > expired { actions.append(removed.action) }
    for var file in files {
      file.dataChange = false
      actions.append(file.action)
    }
    return actions
  }

  /// How long removed files are named: `delta.deletedFileRetentionDuration`, a week when not set.
  private var tombstoneMilliseconds: Int64 {
    RetentionInterval(configuration["delta.deletedFileRetentionDuration"] ?? "")?.milliseconds ?? 7 * 86_400_000
  }
}

/// A duration as table properties write it: `interval 7 days`.
struct RetentionInterval: Hashable {
  let milliseconds: Int64

  init?(_ text: String) {
    var words = text.lowercased().split(separator: " ")[...]
    if words.first == "interval" { words = words.dropFirst() }
    guard words.count == 2, let count = words.first.flatMap({ Int64($0) }), count >= 0, let unit = words.last else {
      return nil
    }
    let units: [String: Int64] = [
      "week": 604_800_000, "day": 86_400_000, "hour": 3_600_000, "minute": 60_000, "second": 1000, "millisecond": 1,
    ]
    let singular = unit.hasSuffix("s") ? String(unit.dropLast()) : String(unit)
    guard let factor = units[singular] else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    milliseconds = product
  }
}
