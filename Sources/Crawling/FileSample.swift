import Foundation

/// The beginning of a file that was found.
package struct FileSample: Sendable, Hashable {
  /// From the crawled folder on: `2026-11-08/orders.csv`.
  package let path: String
  package let size: Int
  /// The first bytes, all of them where the file is not larger.
  package let bytes: [UInt8]

  package init(path: String, size: Int, bytes: [UInt8]) { (self.path, self.size, self.bytes) = (path, size, bytes) }

  var isWhole: Bool { bytes.count >= size }
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The text, and how its bytes stand for it; nil where it is none.
  var text: (text: String, encoding: String)? {
    if bytes.starts(with: [0xFF, 0xFE]) { return decoded(.utf16LittleEndian, 2).map { ($0, "utf-16le") } }
    if bytes.starts(with: [0xFE, 0xFF]) { return decoded(.utf16BigEndian, 2).map { ($0, "utf-16be") } }
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    // A sample may end in the middle of a character.
    for cut in 0...(isWhole ? 0 : 3) {
      if let text = String(validating: body.dropLast(cut), as: UTF8.self) {
        return text.unicodeScalars.prefix(10_000).contains("\0") ? nil : (text, "utf-8")
      }
    }
    if body.prefix(10_000).contains(0) { return nil }
    return String(data: Data(body), encoding: .windowsCP1252).map { ($0, "windows-1252") }
  }

  private func decoded(_ encoding: String.Encoding, _ mark: Int) -> String? {
    let body = bytes.dropFirst(mark)
    return String(data: Data(body.dropLast(body.count % 2)), encoding: encoding)
  }
}
