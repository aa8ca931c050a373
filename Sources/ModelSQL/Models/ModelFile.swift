/// A model's or saved query's text in its two parts: the settings between `/*---` and `---*/`, and the SQL.
package struct ModelFile: Sendable, Hashable {
  /// The header as YAML, with blanks in the place of everything before it, so that its lines and columns are the file's;
  /// nil when the file has none.
  package let header: String?
  /// From the first to the last word of the statement; a closing semicolon and what follows it are left out.
  package let source: SQLText

  package init(_ text: String) throws(SQLProblem) {
    let whole = SQLText(text)
    let bytes = Array(text.utf8)
    guard let open = Self.firstByte(bytes), bytes[open...].starts(with: Self.opening) else {
      if let late = Self.find(Self.opening, in: bytes, from: 0) {
        let message = "the header '/*---' must stand before everything else"
        throw SQLProblem(whole.position(ofByte: late), .error, message)
      }
      header = nil
      source = whole.statement
      return
    }
    guard let close = Self.find(Self.closing, in: bytes, from: open + Self.opening.count) else {
      throw SQLProblem(whole.position(ofByte: open), .error, "the header has no end", hint: "close it with ---*/")
    }
    var yaml = Array(bytes[..<close])
    for index in 0..<(open + Self.opening.count) where yaml[index] != 0x0A { yaml[index] = 0x20 }
    header = String(decoding: yaml, as: UTF8.self)
    source = whole.cut((close + Self.closing.count)..<bytes.count).statement
  }

  private static let opening = Array("/*---".utf8)
  private static let closing = Array("---*/".utf8)

  /// The first byte that is no blank and in no line comment.
  private static func firstByte(_ bytes: [UInt8]) -> Int? {
    var at = 0
    while at < bytes.count {
      if [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) {
        at += 1
      } else if bytes[at...].starts(with: "--".utf8) {
        while at < bytes.count, bytes[at] != 0x0A { at += 1 }
      } else {
        return at
      }
    }
    return nil
  }

  private static func find(_ part: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count >= start + part.count else { return nil }
    return (start...(bytes.count - part.count)).first { bytes[$0] == part[0] && bytes[$0...].starts(with: part) }
  }
}

extension SQLText {
  /// A part of the text, still knowing its places in the file.
  package func cut(_ range: Range<Int>) -> SQLText {
    let part = String(decoding: Array(text.utf8)[range], as: UTF8.self)
    return SQLText(part, start: position(ofByte: range.lowerBound), indent: indent)
  }

  /// From the first to the last token, without closing semicolons, so that it can stand in parentheses.
  package var statement: SQLText {
    let tokens = SQLTokens(text)
    guard let first = tokens.tokens.first else { return cut(0..<0) }
    let last = tokens.tokens.indices.last { !tokens.isMark($0, ";") } ?? 0
    return cut(first.range.lowerBound..<tokens.tokens[last].range.upperBound)
  }
}
