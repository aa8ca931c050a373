/// Reads an expression by precedence climbing.
struct MathParser {
  private let tokens: [MathToken]
  private var at = 0
  private var depth = 0
  /// Nesting beyond it is no expression of a person, and would exhaust the stack.
  private static let deepest = 200
  private static let keywords: Set<String> = ["REPEAT", "LINEAR", "ASC", "DESC"]

  init(_ text: String) throws(MathError) {
    var lexer = MathLexer(text)
    tokens = try lexer.tokens()
  }

  private var token: MathToken { tokens[at] }

  mutating func expression() throws(MathError) -> MathNode {
    guard token.kind != .end else { throw MathError("the expression is empty", at: 1) }
    let node = try operation(over: 0)
    guard token.kind == .end else { throw unexpected() }
    return node
  }

  private func unexpected() -> MathError {
    if case .word(let word) = token.kind, ["and", "or", "not", "NOT"].contains(word) {
      return MathError(
        word.lowercased() == "not"
          ? "there is no NOT; write IF(x, 0, 1)" : "\(word) is written in capitals: \(word.uppercased())",
        at: token.column)
    }
    return MathError("an operator or the end is expected here, not \(token.words)", at: token.column)
  }

  private mutating func operation(over rank: Int) throws(MathError) -> MathNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw MathError("the expression is nested too deeply", at: token.column) }
    var left = try operand()
    while let next = MathOperator(token), next.rank > rank {
      let column = token.column
      at += 1
      // A power binds to the right: 2 ^ 3 ^ 2 is 2 ^ 9.
      let right = try operation(over: next == .power ? next.rank - 1 : next.rank)
      left = MathNode(content: .binary(next, left, right), column: column)
    }
    return left
  }

  private mutating func operand() throws(MathError) -> MathNode {
    let start = token
    at += start.kind == .end ? 0 : 1
    switch start.kind {
    case .number(let value): return MathNode(content: .number(value), column: start.column)
    case .text(let text): return MathNode(content: .text(text), column: start.column)
    case .word(let word): return try named(word, start.column)
    case .symbol("-"):
      // Between * and ^, so that -2 ^ 2 is -4 and -a * b is (-a) * b.
      return MathNode(content: .negative(try operation(over: 7)), column: start.column)
    case .symbol("+"): return try operation(over: 7)
    case .symbol("("):
      let node = try operation(over: 0)
      try close(")", openedAt: start.column)
      return node
    case .symbol("["):
      return MathNode(content: .list(try items(until: "]", openedAt: start.column)), column: start.column)
    case .symbol, .end:
      throw MathError("a number, an id or a function is expected here, not \(start.words)", at: start.column)
    }
  }

  private mutating func named(_ word: String, _ column: Int) throws(MathError) -> MathNode {
    guard token.kind == .symbol("(") else { return try bare(word, column) }
    guard let function = MathFunction(rawValue: word) else { throw noFunction(word, column) }
    let open = token.column
    at += 1
    let arguments = try items(until: ")", openedAt: open)
    guard function.arguments.contains(arguments.count) else {
      throw MathError("\(word) is called as \(function.form)", at: column)
    }
    return MathNode(content: .call(function, arguments), column: column)
  }

  private func bare(_ word: String, _ column: Int) throws(MathError) -> MathNode {
    if Self.keywords.contains(word) || MathFunction(rawValue: word) != nil {
      return MathNode(content: .keyword(word), column: column)
    }
    guard MathQuery.isID(word) else {
      throw MathError(
        "'\(word)' is no id: it begins with a small letter and has letters, digits and _", at: column)
    }
    return MathNode(content: .id(word), column: column)
  }

  private func noFunction(_ word: String, _ column: Int) -> MathError {
    if MathFunction.remote.contains(word) {
      return MathError("\(word) asks an account of AWS, and there is none here; name each metric", at: column)
    }
    if MathFunction(rawValue: word.uppercased()) != nil {
      return MathError("functions are written in capitals: \(word.uppercased())", at: column)
    }
    let names = MathFunction.allCases.map(\.rawValue).sorted().joined(separator: ", ")
    return MathError("there is no function \(word); there are \(names)", at: column)
  }

  private mutating func items(until end: String, openedAt column: Int) throws(MathError) -> [MathNode] {
    var items: [MathNode] = []
    if token.kind == .symbol(end) {
      at += 1
      return []
    }
    while true {
      items.append(try operation(over: 0))
      guard token.kind == .symbol(",") else { break }
      at += 1
    }
    try close(end, openedAt: column)
    return items
  }

  private mutating func close(_ end: String, openedAt column: Int) throws(MathError) {
    guard token.kind == .symbol(end) else {
      if token.kind == .end {
        throw MathError("'\(end)' is missing; it was opened at column \(column)", at: token.column)
      }
      throw MathError("'\(end)' or an operator is expected here, not \(token.words)", at: token.column)
    }
    at += 1
  }
}
