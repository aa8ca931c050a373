import Foundation
import JSON

extension DeltaTable {
  /// Writes the version after the base, or version 0 when there is none, and returns its number. Done exactly once
  /// whatever others do: when the version is taken, `conflict` carries the winner's commit and nothing was written.
  ///
  /// Data files must be on the disk before (`makeDurable`). The commit's moment is now, or one millisecond after the
  /// base's when the clock was set back; it becomes `commitInfo.timestamp` and the log file's modification time.
  ///
  /// Throws `alreadyCommitted` when the base holds the transaction, `invalid` when a rule forbids it, and `file` when the
  /// disk refuses. Only a failure to sync the log folder leaves the commit visible; repeating finds it by its transaction.
  @discardableResult
  package func commit(_ transaction: DeltaTransaction, after base: Snapshot?) throws(DeltaError) -> Int64 {
    let plan = CommitPlan(table: path, transaction: transaction, base: base)
    try plan.check()
    let version = (base?.version ?? -1) + 1
    let now = clock.now().epochMilliseconds
    let moment = base.map { max(now, $0.timestamp.epochMilliseconds + 1) } ?? now
    let lines = plan.actions(at: moment).map { $0.text + "\n" }.joined()
    guard try store.putIfAbsent(Array(lines.utf8), at: log.commitPath(version), modified: moment) else {
      throw .conflict(table: path, winner: try winner(version))
    }
    return version
  }

  private func winner(_ version: Int64) throws(DeltaError) -> Commit {
    let time = try store.status(of: log.commitPath(version)).modified
    return Commit(
      version: version, timestamp: Date(epochMilliseconds: time), actions: try log.actions(version, newest: version))
  }

  /// Sees to it that data files, and the folders that name them, are kept. Paths are absolute or relative to the table.
  package func makeDurable(files: [String]) throws(DeltaError) {
    try store.makeDurable(files.map { $0.hasPrefix("/") ? $0 : path + "/" + $0 }, under: path)
  }

  /// Removes what writers that were killed left in the log folder, once it is older than the given time; names what went.
  @discardableResult
  package func sweepTemporaryFiles(olderThan age: Duration) throws(DeltaError) -> [String] {
    try store.sweepUnfinished(in: log.path, olderThan: age)
  }
}
