import Canvas
import Clocks
import Foundation
import Operations

/// A file to export, written beside nothing that exists.
struct ExportFile: Sendable {
  let folder: String
  let name: String
  let suffix: String
  let content: String

  init(folder: String, name: String, at moment: Date, suffix: String, content: String) {
    self.folder = folder
    let digits = Timestamp.text(moment).filter(\.isNumber).prefix(14)
    self.name = "assay-\(Self.plain(name))-\(digits.prefix(8))-\(digits.suffix(6))"
    self.suffix = suffix
    self.content = content
  }

  /// Blocks on the file system. Returns the path written.
  func write() throws -> String {
    for attempt in 1...99 {
      let path = "\(folder)/\(name)\(attempt == 1 ? "" : "-\(attempt)").\(suffix)"
      do {
        try Data(content.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
        return path
      } catch let error as CocoaError where error.code == .fileWriteFileExists {
        continue
      } catch {
        throw OperationsError.failed("\(path) cannot be written: \(error.localizedDescription)")
      }
    }
    throw OperationsError.failed("\(folder) holds too many files of this second")
  }

  /// Names come from data: only letters, digits, dots and dashes go into a path, and it starts with none of the latter.
  private static func plain(_ name: String) -> String {
    let kept = name.unicodeScalars.map { scalar -> Character in
      scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == ".")
        ? Character(scalar) : "-"
    }
    return String(String(kept).drop { $0 == "." || $0 == "-" }.prefix(60))
  }
}
