import Foundation
import JSON

/// The `_delta_log` folder of a table, read.
struct LogFolder: Sendable {
  let table: String
  var path: String { table + "/_delta_log" }

  func commitPath(_ version: Int64) -> String { path + "/" + LogFileName.commitName(version) }

  /// The log's files, or nil when there is no log. Throws `gap` when commits are missing in between.
  ///
  /// A directory listing is no snapshot: while others write, it can leave out files that are there. So a version that
  /// seems to be missing is asked for by name, and the folder listed again, before the log counts as broken.
  func list() throws(DeltaError) -> LogListing? {
    var missing: DeltaError?
    for _ in 0..<4 {
      guard let names = try FileSystem.names(in: path) else { return nil }
      let listing = listing(of: names)
      guard let listing else { return nil }
      guard let gap = gap(in: listing) else { return listing }
      missing = .gap(table: table, missing: gap, newest: listing.newest)
    }
    if let missing { throw missing }
    return nil
  }

  private func listing(of names: [String]) -> LogListing? {
    var commits: Set<Int64> = []
    var parts: [Int64: [Int: [Int: String]]] = [:]
    var holdsV2 = false
    for name in names {
      switch LogFileName(name) {
      case .commit(let version): commits.insert(version)
      case .checkpoint(let version, let part, let count): parts[version, default: [:]][count, default: [:]][part] = name
      case .v2Checkpoint: holdsV2 = true
      case nil: break
      }
    }
    let checkpoints = parts.flatMap { version, byCount in
      byCount.map { count, files in
        LogCheckpoint(version: version, parts: count, files: files.sorted { $0.key < $1.key }.map(\.value))
      }
    }.sorted { ($0.version, $1.parts) < ($1.version, $0.parts) }
    var newest = max(commits.max() ?? -1, checkpoints.last { $0.isComplete }?.version ?? -1)
    while FileSystem.exists(commitPath(newest + 1)) {
      newest += 1
      commits.insert(newest)
    }
    guard newest >= 0 else { return nil }
    return LogListing(
      commits: reprobed(commits), checkpoints: checkpoints, newest: newest, holdsV2Checkpoint: holdsV2)
  }

  /// Adds the versions the listing left out although their files are there.
  private func reprobed(_ listed: Set<Int64>) -> [Int64] {
    var found: [Int64] = []
    for version in listed.union(FileSystem.exists(commitPath(0)) ? [0] : []).sorted() {
      while let last = found.last, last + 1 < version, FileSystem.exists(commitPath(last + 1)) {
        found.append(last + 1)
      }
      found.append(version)
    }
    return found
  }

  /// The first version that is not there although later ones, and nothing in its place, are.
  private func gap(in listing: LogListing) -> Int64? {
    let checkpoint = listing.checkpoints.last { $0.isComplete }?.version
    if checkpoint == nil, let first = listing.commits.first, first > 0, !listing.holdsV2Checkpoint { return 0 }
    var expected = checkpoint.map { $0 + 1 } ?? listing.commits.first ?? 0
    for version in listing.commits where version >= expected {
      if version > expected { return expected }
      expected += 1
    }
    return nil
  }

  /// A version's actions in their order.
  func actions(_ version: Int64, newest: Int64) throws(DeltaError) -> [Action] {
    let bytes: [UInt8]
    do { bytes = try FileSystem.read(commitPath(version)) } catch {
      guard case .file(let failure) = error, failure.code == ENOENT else { throw error }
      throw .gap(table: table, missing: version, newest: newest)
    }
    return try parse(bytes, file: LogFileName.commitName(version))
  }

  private func parse(_ bytes: [UInt8], file: String) throws(DeltaError) -> [Action] {
    var actions: [Action] = []
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
      guard line.contains(where: { $0 != 0x20 && $0 != 0x0D }) else { continue }
      let json: JSONValue
      do { json = try JSONValue(parsing: Array(line)) } catch {
        throw .damaged(table: table, file: file, reason: "line \(index + 1) is \(error)")
      }
      do { actions.append(try Action(json)) } catch { throw DeltaError(error, table: table, file: file) }
    }
    return actions
  }
}
