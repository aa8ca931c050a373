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
    if base == nil { try createLogFolder() }
    let lines = plan.actions(at: moment).map { $0.text + "\n" }.joined()
    guard try log.putIfAbsent(version, Array(lines.utf8), modified: moment) else {
      throw .conflict(table: path, winner: try winner(version))
    }
    return version
  }

  private func createLogFolder() throws(DeltaError) {
    guard !FileSystem.exists(log.path) else { return }
    try FileSystem.makeFolder(log.path)
    try FileSystem.sync(path)
    if let parent = FileSystem.parent(of: path) { try FileSystem.sync(parent) }
  }

  private func winner(_ version: Int64) throws(DeltaError) -> Commit {
    let time = try FileSystem.modificationTime(log.commitPath(version))
    return Commit(
      version: version, timestamp: Date(epochMilliseconds: time), actions: try log.actions(version, newest: version))
  }

  /// Brings data files, and the folders that name them, to the disk. Paths are absolute or relative to the table.
  package func makeDurable(files: [String]) throws(DeltaError) {
    var folders: Set<String> = []
    for file in files {
      let full = file.hasPrefix("/") ? file : path + "/" + file
      try FileSystem.sync(full)
      var folder = FileSystem.parent(of: full)
      while let current = folder, current.hasPrefix(path), folders.insert(current).inserted {
        folder = FileSystem.parent(of: current)
      }
    }
    // Deepest first, so that no name is on the disk before what it names.
    for folder in folders.sorted(by: { ($0.utf8.count, $0) > ($1.utf8.count, $1) }) { try FileSystem.sync(folder) }
  }

  /// Removes what writers that were killed left in the log folder, once it is older than the given time; names what went.
  @discardableResult
  package func sweepTemporaryFiles(olderThan age: Duration) throws(DeltaError) -> [String] {
    var swept: [String] = []
    for name in try FileSystem.names(in: log.path) ?? [] where LogFileName.isTemporary(name) {
      let file = log.path + "/" + name
      guard let changed = FileSystem.secondsSinceChange(file), changed >= age.components.seconds else { continue }
      guard unlink(file) == 0 || errno == ENOENT else { throw FileSystem.failure("remove", file) }
      swept.append(name)
    }
    return swept
  }
}

extension LogFolder {
  /// Gives a version its file if it has none; false when another writer was first. A reader sees all of it or nothing:
  /// link(2) makes the complete, synced file appear under its name, and refuses when the name is taken.
  func putIfAbsent(_ version: Int64, _ bytes: [UInt8], modified: Int64) throws(DeltaError) -> Bool {
    let temporary = path + "/.\(version).json.\(UUID().uuidString).tmp"
    let final = commitPath(version)
    guard !FileSystem.exists(final) else { return false }
    try FileSystem.create(temporary, bytes, modified: modified)
    let linked = link(temporary, final)
    let code = errno
    unlink(temporary)
    if linked != 0 {
      if code == EEXIST { return false }
      throw .file(FileFailure(operation: "create", path: final, code: code))
    }
    try FileSystem.sync(path)
    return true
  }
}
