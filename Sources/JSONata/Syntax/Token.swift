/// One word of an expression.
struct Token {
  enum Kind {
    case end
    case name(String)
    case variable(String)
    case string(String)
    case number(Double)
    case literal(Value)
    case pattern(Pattern)
    case symbol(String)
  }

  let kind: Kind
  /// The offset just after it, in scalars: where the reference implementation says a word is.
  let position: Int

  /// What it is called in messages.
  var text: String {
    switch kind {
    case .end: "(end)"
    case .name(let text), .variable(let text), .string(let text), .symbol(let text): text
    case .number(let number): NumberText.text(number)
    case .literal(let value): Stringify.text(value) ?? "null"
    case .pattern: "regex"
    }
  }

  func isSymbol(_ text: String) -> Bool { if case .symbol(text) = kind { true } else { false } }
}
