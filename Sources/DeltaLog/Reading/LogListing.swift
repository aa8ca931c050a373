/// The files of a log folder that matter, by version.
struct LogListing: Sendable {
  /// Versions with a JSON file, ascending.
  let commits: [Int64]
  /// Ascending by version.
  let checkpoints: [LogCheckpoint]
  let newest: Int64

  /// The oldest version a snapshot can be made of; -1 when none can.
  var oldestReadable: Int64 {
    if commits.first == 0 { return 0 }
    return checkpoints.first { $0.isComplete }?.version ?? -1
  }
}

/// A checkpoint's files: one, or several parts.
struct LogCheckpoint: Sendable, Hashable {
  let version: Int64
  let parts: Int
  let files: [String]

  /// A writer that was stopped leaves parts out; such a checkpoint does not count.
  var isComplete: Bool { files.count == parts }
}

/// What the name of a log file says.
enum LogFileName: Hashable {
  case commit(Int64)
  case checkpoint(Int64, part: Int, parts: Int)
  /// A checkpoint with a name of its own (PROTOCOL.md, "UUID-named checkpoint"); there may be several of a version.
  case namedCheckpoint(Int64)

  /// Nil for names that are none of the log's, which are to be passed over.
  init?(_ name: String) {
    let pieces = name.split(separator: ".", omittingEmptySubsequences: false)
    guard pieces.count >= 2, let version = Self.number(pieces[0], digits: 20) else { return nil }
    switch (pieces.count, pieces[1], pieces.last) {
    case (2, "json", _): self = .commit(version)
    case (3, "checkpoint", "parquet"): self = .checkpoint(version, part: 1, parts: 1)
    case (4, "checkpoint", "parquet"), (4, "checkpoint", "json"): self = .namedCheckpoint(version)
    case (5, "checkpoint", "parquet"):
      guard let part = Self.number(pieces[2], digits: 10), let parts = Self.number(pieces[3], digits: 10),
        part >= 1, part <= parts
      else { return nil }
      self = .checkpoint(version, part: Int(part), parts: Int(parts))
    default: return nil
    }
  }

  /// A version of this number cannot be followed by one.
  static let mostVersions = Int64.max

  static func commitName(_ version: Int64) -> String { padded(version) + ".json" }
  static func checkpointName(_ version: Int64) -> String { padded(version) + ".checkpoint.parquet" }

  private static func padded(_ version: Int64) -> String {
    let text = String(version)
    return String(repeating: "0", count: max(0, 20 - text.count)) + text
  }

  private static func number(_ text: Substring, digits: Int) -> Int64? {
    guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(text)
  }
}
