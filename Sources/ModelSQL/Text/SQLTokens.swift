/// The tokens of one SQL text, and questions about them.
package struct SQLTokens {
  let bytes: [UInt8]
  let tokens: [SQLToken]

  package init(_ text: String) {
    bytes = Array(text.utf8)
    tokens = SQLTokenizer.tokens(text)
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
  func text(_ index: Int) -> String { text(tokens[index].range) }
  func isMark(_ index: Int, _ mark: String) -> Bool {
    tokens.indices.contains(index) && tokens[index].kind == .mark && text(index) == mark
  }
  func isWord(_ index: Int, _ word: String) -> Bool {
    tokens.indices.contains(index) && tokens[index].kind == .word && text(index).lowercased() == word
  }

  /// The token that begins at a byte.
  func index(atByte offset: Int) -> Int? {
    var (low, high) = (0, tokens.count)
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].range.lowerBound < offset { low = middle + 1 } else { high = middle }
    }
    return low < tokens.count && tokens[low].range.lowerBound == offset ? low : nil
  }

  /// Where a keyword stands last before a byte (all bytes when nil).
  func lastWord(_ word: String, before offset: Int?) -> Int? {
    for index in tokens.indices.reversed() where offset.map({ tokens[index].range.lowerBound < $0 }) ?? true {
      if isWord(index, word) { return tokens[index].range.lowerBound }
    }
    return nil
  }

  func lastMark(_ mark: String, before offset: Int) -> Int? {
    tokens.indices.last { tokens[$0].range.lowerBound < offset && isMark($0, mark) }.map { tokens[$0].range.lowerBound }
  }

  /// Whether the token that ends right before a byte is the mark.
  func isMark(_ mark: String, before offset: Int) -> Bool { isMark((index(atByte: offset) ?? 0) - 1, mark) }

  func isSymbol(_ symbol: String, before offset: Int) -> Bool {
    let index = (index(atByte: offset) ?? 0) - 1
    return tokens.indices.contains(index) && tokens[index].kind == .symbol && text(index) == symbol
  }

  func firstWord(_ word: String, after offset: Int = -1) -> Int? {
    tokens.indices.first { tokens[$0].range.lowerBound > offset && isWord($0, word) }.map {
      tokens[$0].range.lowerBound
    }
  }

  /// The bytes of `schema.name` (or `name`) from its first byte.
  func nameRange(atByte offset: Int) -> Range<Int>? {
    guard let first = index(atByte: offset) else { return nil }
    var last = first
    while isMark(last + 1, "."), last + 2 < tokens.count { last += 2 }
    return tokens[first].range.lowerBound..<tokens[last].range.upperBound
  }

  /// The whole call whose name begins at a byte, and its arguments; nil when no parenthesis follows the name or none
  /// closes it.
  func call(atByte offset: Int) -> (range: Range<Int>, arguments: [Range<Int>])? {
    guard let name = index(atByte: offset), isMark(name + 1, "(") else { return nil }
    var arguments: [Range<Int>] = []
    var depth = 0
    var first = name + 2
    for index in (name + 1)..<tokens.count where tokens[index].kind == .mark {
      switch text(index) {
      case "(", "[", "{": depth += 1
      case ")", "]", "}":
        depth -= 1
        guard depth == 0 else { continue }
        if first < index { arguments.append(range(first, index)) }
        return (tokens[name].range.lowerBound..<tokens[index].range.upperBound, arguments)
      case "," where depth == 1:
        if first < index { arguments.append(range(first, index)) }
        first = index + 1
      default: continue
      }
    }
    return nil
  }

  /// The text of a string literal without its quotes; nil when the range is anything but one plain `'…'`.
  func literal(_ range: Range<Int>) -> String? {
    guard let index = index(atByte: range.lowerBound), tokens[index].range == range, tokens[index].kind == .string,
      bytes[range.lowerBound] == UInt8(ascii: "'")
    else { return nil }
    return String(text(range).dropFirst().dropLast()).replacing("''", with: "'")
  }

  private func range(_ first: Int, _ end: Int) -> Range<Int> {
    tokens[first].range.lowerBound..<tokens[end - 1].range.upperBound
  }
}
