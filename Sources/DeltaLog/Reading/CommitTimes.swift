import Foundation
import JSON

/// When versions were committed, in milliseconds since 1970 and growing with the version.
///
/// A commit that carries an in-commit timestamp says it itself (PROTOCOL.md, In-Commit Timestamps). So do the commits of a
/// table that this program writes, by `commitInfo.timestamp`: a copied or restored project has new file times, and the same
/// history. Of other makers' tables the file's time counts, as it does for their own readers.
struct CommitTimes {
  /// What a commit and its file say of its moment.
  struct Stamp: Hashable {
    var modified: Int64
    var inCommit: Int64?
    /// `commitInfo.timestamp`.
    var written: Int64?
    /// This program wrote it.
    var isOwn = false
  }

  /// One for each stamp, in the order of versions.
  static func times(_ stamps: [Stamp]) -> [Int64] {
    let isOurs = stamps.contains(where: \.isOwn)
    let sure = stamps.map { $0.inCommit ?? (isOurs ? $0.written : nil) }
    var bounds = [Int64?](repeating: nil, count: stamps.count)
    var next: Int64?
    for index in stamps.indices.reversed() {
      bounds[index] = next
      next = sure[index] ?? next.map { $0 - 1 }
    }
    var times: [Int64] = []
    for (index, stamp) in stamps.enumerated() {
      // A file's time says little where the commits around it say theirs.
      let wanted = sure[index] ?? min(stamp.modified, bounds[index].map { $0 - 1 } ?? stamp.modified)
      times.append(times.last.map { max(wanted, $0 + 1) } ?? wanted)
    }
    return times
  }

  /// Moments that are none: a day in the year 33,000 would only break sums.
  static func plausible(_ milliseconds: Int64?) -> Int64? {
    milliseconds.flatMap { abs($0.clamped) < limit ? $0 : nil }
  }

  fileprivate static let limit: Int64 = 1_000_000_000_000_000
}

extension Int64 {
  fileprivate var clamped: Int64 { Swift.min(Swift.max(self, -CommitTimes.limit), CommitTimes.limit) }
}

extension LogFolder {
  /// As much of a commit's beginning as holds its `commitInfo` in all but the largest.
  private static let beginning = 65_536

  /// The moments of versions that follow each other.
  func timestamps(_ versions: ArraySlice<Int64>) throws(DeltaError) -> [(version: Int64, time: Date)] {
    var stamps: [CommitTimes.Stamp] = []
    for version in versions { stamps.append(try stamp(version)) }
    return zip(versions, CommitTimes.times(stamps)).map { ($0, Date(epochMilliseconds: $1)) }
  }

  /// The moment of one version, seen with those before it.
  func timestamp(of version: Int64, _ listing: LogListing) throws(DeltaError) -> Date? {
    let before = listing.commits.prefix { $0 <= version }
    return try timestamps(before.suffix(10)).last?.time
  }

  private func stamp(_ version: Int64) throws(DeltaError) -> CommitTimes.Stamp {
    let path = commitPath(version)
    var stamp = CommitTimes.Stamp(
      modified: CommitTimes.plausible(try store.status(of: path).modified) ?? 0)
    guard let info = try commitInfo(path) else { return stamp }
    stamp.inCommit = CommitTimes.plausible(info["inCommitTimestamp"]?.intValue)
    stamp.written = CommitTimes.plausible(info["timestamp"]?.intValue)
    stamp.isOwn = info["engineInfo"]?.stringValue == CommitInfo.ownEngine || info[CommitInfo.customKey] != nil
    return stamp
  }

  /// Nil for a commit that has none. Most have it in their first line; a damaged line is told by whoever reads the version.
  private func commitInfo(_ path: String) throws(DeltaError) -> JSONValue? {
    let head = try store.read(path, upTo: Self.beginning)
    let newline = UInt8(ascii: "\n")
    if let end = head.firstIndex(of: newline), let info = Self.commitInfo(head[..<end]) { return info }
    let all = head.count < Self.beginning ? head : try store.read(path)
    for line in all.split(separator: newline) {
      if let info = Self.commitInfo(line) { return info }
    }
    return nil
  }

  private static func commitInfo(_ line: ArraySlice<UInt8>) -> JSONValue? {
    guard String(decoding: line.prefix(32), as: UTF8.self).contains("\"commitInfo\"") else { return nil }
    // What is no JSON tells no time.
    return (try? JSONValue(parsing: Array(line)))?["commitInfo"]
  }
}
