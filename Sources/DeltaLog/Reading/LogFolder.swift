import Foundation
import JSON

/// The `_delta_log` folder of a table, read.
struct LogFolder: Sendable {
  let table: String
  let store: LogStore
  var path: String { table + "/_delta_log" }

  func commitPath(_ version: Int64) -> String { path + "/" + LogFileName.commitName(version) }

  /// The log's files, or nil when there is no log.
  ///
  /// A directory listing is no snapshot: while others write, it can leave out files that are there. So a version that
  /// seems to be missing is asked for by name, and the folder listed again, before it counts as gone. What can be rebuilt
  /// without it still is.
  func list() throws(DeltaError) -> LogListing? {
    var last: LogListing?
    for _ in 0..<4 {
      guard let names = try store.names(in: path), let listing = try listing(of: names) else { return nil }
      guard hasGap(listing) else { return listing }
      last = listing
    }
    return last
  }

  private func listing(of names: [String]) throws(DeltaError) -> LogListing? {
    var commits: Set<Int64> = []
    var parts: [Int64: [Int: [Int: String]]] = [:]
    var named: [LogCheckpoint] = []
    for name in names {
      switch LogFileName(name) {
      case .commit(let version): commits.insert(version)
      case .checkpoint(let version, let part, let count): parts[version, default: [:]][count, default: [:]][part] = name
      case .namedCheckpoint(let version): named.append(LogCheckpoint(version: version, parts: 1, files: [name]))
      case nil: break
      }
    }
    let checkpoints =
      named
      + parts.flatMap { version, byCount in
        byCount.map { count, files in
          LogCheckpoint(version: version, parts: count, files: files.sorted { $0.key < $1.key }.map(\.value))
        }
      }
    let ordered = checkpoints.sorted { ($0.version, $1.parts) < ($1.version, $0.parts) }
    var newest = max(commits.max() ?? -1, ordered.last { $0.isComplete }?.version ?? -1)
    guard newest < LogFileName.mostVersions else { throw beyondNumbers(newest) }
    while newest + 1 < LogFileName.mostVersions, store.exists(commitPath(newest + 1)) {
      newest += 1
      commits.insert(newest)
    }
    guard newest >= 0 else { return nil }
    return LogListing(commits: reprobed(commits), checkpoints: ordered, newest: newest)
  }

  private func beyondNumbers(_ version: Int64) -> DeltaError {
    .damaged(
      table: table, file: LogFileName.commitName(version),
      reason: "no log comes to version \(version), and none can follow it")
  }

  /// Adds the versions the listing left out although their files are there.
  private func reprobed(_ listed: Set<Int64>) -> [Int64] {
    var found: [Int64] = []
    for version in listed.union(store.exists(commitPath(0)) ? [0] : []).sorted() {
      while let last = found.last, last + 1 < version, store.exists(commitPath(last + 1)) {
        found.append(last + 1)
      }
      found.append(version)
    }
    return found
  }

  /// Whether a version after the newest checkpoint is not there although later ones are.
  private func hasGap(_ listing: LogListing) -> Bool {
    let checkpoint = listing.checkpoints.last { $0.isComplete }?.version
    var expected = checkpoint.map { $0 + 1 } ?? 0
    for version in listing.commits where version >= expected {
      if version > expected { return true }
      expected += 1
    }
    return false
  }

  /// A version's actions in their order.
  func actions(_ version: Int64, newest: Int64) throws(DeltaError) -> [Action] {
    let bytes: [UInt8]
    do { bytes = try store.read(commitPath(version)) } catch {
      guard case .file(let failure) = error, failure.code == ENOENT else { throw error }
      throw .gap(table: table, missing: version, newest: newest)
    }
    let actions = try parse(bytes, file: LogFileName.commitName(version))
    // A disk that lost a file's bytes leaves its name: taken for a commit, it would be one that changed nothing.
    guard !actions.isEmpty else {
      throw .damaged(table: table, file: LogFileName.commitName(version), reason: "nothing is in it")
    }
    return actions
  }

  private func parse(_ bytes: [UInt8], file: String) throws(DeltaError) -> [Action] {
    var actions: [Action] = []
    try eachLine(bytes, file: file) { line throws(DeltaError) in
      do throws(DeltaFormatError) { actions.append(try Action(line)) } catch {
        throw DeltaError(error, table: table, file: file)
      }
    }
    return actions
  }

  /// Hands on the values of a file of JSON lines; empty lines are none.
  func eachLine(
    _ bytes: [UInt8], file: String, _ body: (JSONValue) throws(DeltaError) -> Void
  ) throws(DeltaError) {
    try bytes.withUnsafeBufferPointer { bytes throws(DeltaError) in
      var start = 0
      var number = 0
      while start < bytes.count {
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
        start = end + 1
        number += 1
        guard line.contains(where: { $0 != 0x20 && $0 != 0x0D }) else { continue }
        let json: JSONValue
        do { json = try JSONValue(parsing: line) } catch {
          throw .damaged(table: table, file: file, reason: "line \(number) is \(error)")
        }
        try body(json)
      }
    }
  }
}
