/// Which log lines a metric counts (CloudWatch "Filter and pattern syntax", for lines without a structure): every word must
/// be in the line, `-word` must not, and of `?word`s at least one. Words in double quotes may hold blanks. Case matters.
package struct LogPattern: Sendable, Hashable {
  package let text: String
  private(set) var needed: [String] = []
  private(set) var excluded: [String] = []
  private(set) var anyOf: [String] = []

  /// Throws what is wrong, in words. An empty pattern matches every line, as CloudWatch's does.
  package init(_ text: String) throws(LogPatternError) {
    self.text = text
    var rest = Substring(text)
    while let first = rest.first {
      if first == " " {
        rest.removeFirst()
        continue
      }
      let sign: Character? = first == "-" || first == "?" ? rest.removeFirst() : nil
      let word = try Self.word(&rest)
      switch sign {
      case "-": excluded.append(word)
      case "?": anyOf.append(word)
      default: needed.append(word)
      }
    }
  }

  private static func word(_ rest: inout Substring) throws(LogPatternError) -> String {
    guard rest.first == "\"" else {
      let word = rest.prefix { $0 != " " }
      rest = rest[word.endIndex...]
      guard let first = word.first, first != "\"" else { throw .emptyWord }
      if "{[%".contains(first) { throw .structure(String(first)) }
      return String(word)
    }
    rest.removeFirst()
    guard let end = rest.firstIndex(of: "\"") else { throw .openQuote }
    let word = String(rest[..<end])
    rest = rest[rest.index(after: end)...]
    guard !word.isEmpty else { throw .emptyWord }
    return word
  }

  package func matches(_ line: String) -> Bool {
    needed.allSatisfy(line.contains) && !excluded.contains(where: line.contains)
      && (anyOf.isEmpty || anyOf.contains(where: line.contains))
  }
}

package enum LogPatternError: Error, Hashable, CustomStringConvertible {
  case openQuote, emptyWord
  case structure(String)

  package var description: String {
    switch self {
    case .openQuote: "a quote is not closed"
    case .emptyWord: "a sign or a pair of quotes has no word"
    case .structure(let sign):
      "patterns that begin with \(sign) are for structured lines; write words, or \"\(sign)…\" for the sign itself"
    }
  }
}
