import JSON
import Synchronization

/// The statistics of one file as the log holds them. Copies of a file share them, so that they are parsed once whoever
/// asks, and not at all where nobody does.
final class StatisticsText: Sendable {
  let text: String
  private let memory = Mutex<Memory>(.unread)

  private enum Memory {
    case unread
    /// Unreadable statistics are as good as none: they are advice to readers, never the truth about rows.
    case read(FileStatistics?)
  }

  init(_ text: String) { self.text = text }

  var parsed: FileStatistics? {
    memory.withLock { memory in
      if case .read(let known) = memory { return known }
      let statistics = (try? JSONValue(parsing: text)).flatMap(FileStatistics.init(json:))
      memory = .read(statistics)
      return statistics
    }
  }

  /// Nearly every writer puts the number first; only where it stands elsewhere is all of it read.
  var numRecords: Int64? {
    let start = #"{"numRecords":"#
    guard text.utf8.starts(with: start.utf8) else { return parsed?.numRecords }
    let rest = text.utf8.dropFirst(start.utf8.count)
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    switch rest.dropFirst(digits.count).first {
    case UInt8(ascii: ","), UInt8(ascii: "}"): return Int64(Substring(digits))
    default: return parsed?.numRecords
    }
  }
}

extension StatisticsText: Hashable {
  static func == (a: StatisticsText, b: StatisticsText) -> Bool { a.text == b.text }
  func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
