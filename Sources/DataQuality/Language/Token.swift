/// The smallest piece of a ruleset: what it is and which bytes it takes.
struct Token: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// A name, a keyword or a unit.
    case word(String)
    /// Digits with at most one point between them; a sign is a symbol of its own.
    case number(String)
    /// A text between double quotes, escapes resolved.
    case text(String)
    /// `$name`, without the sign.
    case variable(String)
    case symbol(String)
    case end
  }

  let kind: Kind
  let range: Range<Int>

  var word: String? { if case .word(let word) = kind { word } else { nil } }

  /// How a message names it.
  var display: String {
    switch kind {
    case .word(let text), .number(let text), .symbol(let text): "'\(text)'"
    case .text(let text): "\"\(text.count > 30 ? String(text.prefix(30)) + "…" : text)\""
    case .variable(let name): "'$\(name)'"
    case .end: "the end of the text"
    }
  }
}
