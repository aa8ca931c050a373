/// A ruleset's text as bytes, with the way back from a byte to the line and column a person counts.
struct SourceText: Sendable {
  let file: String
  let bytes: [UInt8]
  private let lineStarts: [Int]

  init(_ text: String, file: String) {
    self.file = file
    let bytes = Array(text.utf8)
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func position(_ offset: Int) -> (line: Int, column: Int) {
    let line = lineStarts.lastIndex { $0 <= offset } ?? 0
    return (line + 1, text(lineStarts[line]..<offset).count + 1)
  }

  func error(at offset: Int, _ message: String, hint: String? = nil) -> RulesetError {
    let (line, column) = position(offset)
    return RulesetError(file: file, line: line, column: column, message: message, hint: hint)
  }
}
