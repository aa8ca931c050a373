/// A file that people write, whole: a page and not data.
package enum TextFile {
  /// In bytes.
  private static let limit = 64_000_000

  package static func text(of path: String) throws(TextFileError) -> String {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try RegularFile(path).bytes(limit: limit)
    } catch {
      throw TextFileError(error.isMissing ? "there is no file \(path)" : "\(error)")
    }
    guard bytes.count <= limit, let text = String(validating: bytes, as: UTF8.self) else {
      throw TextFileError("\(path) cannot be read: it must be a UTF-8 text file this user may read")
    }
    return text
  }
}

/// Why a text could not be read, in words for whoever named it.
package struct TextFileError: Error, Sendable, Hashable, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}
