import Files
import Foundation
import Project

/// Whether a file has come whole, as far as it can be told from outside: by its age and by what lies beside it.
struct Arrival {
  let source: SourceDefinition
  let now: Date

  /// What programs that send files put behind the name while they send.
  static let suffixes = [".part", ".filepart", ".partial", ".tmp", ".crdownload"]

  /// A file whose last line has no end is given so many times as long.
  private static let patience = 10

  /// Why a file is left for the next run; nil for one that can be taken.
  ///
  /// - Parameter quiet: seconds that it must have been left alone at least, whatever the source's setting.
  func isUnfinished(_ file: IncomingFile, quiet: Int = 0) -> String? {
    if let twin = Self.suffixes.first(where: { FileKind.at(link: RawPath(bytes: file.path.bytes + $0.utf8)) != nil }) {
      return "is still being sent: \(file.name)\(twin) lies beside it"
    }
    guard isYounger(file, than: max(quiet, source.settleSeconds)) else { return nil }
    guard source.settleSeconds >= quiet else { return "changed a moment ago" }
    return "changed less than \(source.settleSeconds) s ago, and settle says to wait"
  }

  /// Whether a text that may be half of one is to be waited for.
  func mayGrow(_ file: IncomingFile) -> Bool { isYounger(file, than: source.settleSeconds * Self.patience) }

  /// A time that lies further ahead than the wait was set by hand or by another clock, and says nothing.
  private func isYounger(_ file: IncomingFile, than seconds: Int) -> Bool {
    abs(now.timeIntervalSince(file.modifiedAt)) < Double(seconds)
  }
}
