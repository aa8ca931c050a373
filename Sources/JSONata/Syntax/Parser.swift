/// Reads an expression by binding powers (Pratt).
struct Parser {
  private var lexer: Lexer
  private var token: Token
  private var slots = 0

  /// Where the text ended and a value was expected. What is open there is told first: it names the mistake better.
  private var end: Int?

  init(_ text: String) throws(EvaluationError) {
    lexer = Lexer(text)
    token = Token(kind: .end, position: 0)
    token = try lexer.next(isOperand: true)
  }

  /// The whole text as one expression.
  mutating func expression() throws(EvaluationError) -> Node {
    let node = try expression(0)
    guard case .end = token.kind else {
      throw EvaluationError(
        "S0201", "“\(token.text)” is not expected here", position: token.position, token: token.text)
    }
    if let end { throw EvaluationError("S0207", "the expression ends where a value is expected", position: end) }
    return node
  }

  private static let powers: [String: Int] = [
    ".": 75, "[": 80, "{": 70, "(": 80, "@": 80, "#": 80, "*": 60, "/": 60, "%": 60, "+": 50, "-": 50, "&": 50,
    "=": 40, "!=": 40, "<": 40, ">": 40, "<=": 40, ">=": 40, "^": 40, ":=": 10, "~>": 40, "and": 30, "or": 25,
    "in": 40, "?": 20,
  ]

  private var power: Int {
    guard case .symbol(let symbol) = token.kind else { return 0 }
    return Self.powers[symbol] ?? 0
  }

  mutating func expression(_ least: Int) throws(EvaluationError) -> Node {
    let first = token
    // Only a value can follow these; after a value a slash divides.
    try advance(isOperand: Self.expectsOperand(first))
    var left = try prefix(first)
    while least < power {
      let infix = token
      try advance(isOperand: true)
      left = try self.infix(infix, left)
    }
    return left
  }

  private static func expectsOperand(_ token: Token) -> Bool {
    guard case .symbol(let symbol) = token.kind else { return false }
    return !["*", "**", "%", "and", "or", "in", ")", "]", "}", "?"].contains(symbol)
  }

  private mutating func advance(isOperand: Bool) throws(EvaluationError) {
    token = try lexer.next(isOperand: isOperand)
  }

  private mutating func expect(_ symbol: String, isOperand: Bool = false) throws(EvaluationError) {
    guard token.isSymbol(symbol) else {
      if case .end = token.kind {
        throw EvaluationError("S0203", "“\(symbol)” is missing at the end", position: token.position, token: symbol)
      }
      throw EvaluationError(
        "S0202", "“\(symbol)” is expected here, not “\(token.text)”", position: token.position, token: token.text)
    }
    try advance(isOperand: isOperand)
  }

  // MARK: What begins an expression

  private mutating func prefix(_ token: Token) throws(EvaluationError) -> Node {
    let position = token.position
    switch token.kind {
    case .name(let name): return Node(.name(name), position)
    case .variable(let name): return Node(.variable(name), position)
    case .string(let text): return Node(.string(text), position)
    case .number(let number): return Node(.number(number), position)
    case .literal(let value): return Node(.literal(value), position)
    case .pattern(let pattern): return Node(.pattern(pattern), position)
    case .end:
      end = position
      return Node(.placeholder, position)
    case .symbol(let symbol): return try prefix(symbol, position)
    }
  }

  private mutating func prefix(_ symbol: String, _ position: Int) throws(EvaluationError) -> Node {
    switch symbol {
    case "-": return Node(.negation(try expression(70)), position)
    case "*": return Node(.wildcard, position)
    case "**": return Node(.descendants, position)
    case "and", "or", "in": return Node(.name(symbol), position)
    case "%":
      slots += 1
      return Node(.parent(AncestorSlot("!\(slots)")), position)
    case "(": return try block(position)
    case "[": return try arrayConstructor(position)
    case "{": return Node(.objectConstructor(try pairs()), position)
    case "|": return try transform(position)
    default:
      throw EvaluationError("S0211", "“\(symbol)” cannot begin a value", position: position, token: symbol)
    }
  }

  private mutating func block(_ position: Int) throws(EvaluationError) -> Node {
    var expressions: [Node] = []
    while !token.isSymbol(")") {
      expressions.append(try expression(0))
      guard token.isSymbol(";") else { break }
      try expect(";", isOperand: true)
    }
    try expect(")")
    return Node(.block(expressions), position)
  }

  private mutating func arrayConstructor(_ position: Int) throws(EvaluationError) -> Node {
    var items: [Node] = []
    if !token.isSymbol("]") {
      while true {
        var item = try expression(0)
        // A range is an item of an array, and no operator: it stands nowhere else.
        if token.isSymbol("..") {
          let range = token.position
          try expect("..", isOperand: true)
          item = Node(.binary("..", item, try expression(0)), range)
        }
        items.append(item)
        guard token.isSymbol(",") else { break }
        try expect(",", isOperand: true)
      }
    }
    try expect("]")
    return Node(.arrayConstructor(items), position)
  }

  private mutating func pairs() throws(EvaluationError) -> [(key: Node, value: Node)] {
    var pairs: [(key: Node, value: Node)] = []
    if !token.isSymbol("}") {
      while true {
        let key = try expression(0)
        try expect(":", isOperand: true)
        pairs.append((key, try expression(0)))
        guard token.isSymbol(",") else { break }
        try expect(",", isOperand: true)
      }
    }
    try expect("}")
    return pairs
  }

  private mutating func transform(_ position: Int) throws(EvaluationError) -> Node {
    let pattern = try expression(0)
    try expect("|", isOperand: true)
    let update = try expression(0)
    var delete: Node?
    if token.isSymbol(",") {
      try expect(",", isOperand: true)
      delete = try expression(0)
    }
    try expect("|")
    return Node(.transform(pattern: pattern, update: update, delete: delete), position)
  }

  // MARK: What goes on after a value

  private mutating func infix(_ token: Token, _ left: Node) throws(EvaluationError) -> Node {
    guard case .symbol(let symbol) = token.kind else { return left }
    let position = token.position
    switch symbol {
    case ".": return Node(.step(left, try expression(75)), position)
    case "(": return try call(left, position)
    case "[": return try filter(left, position)
    case "{": return Node(.grouped(left, try pairs()), position)
    case "^": return Node(.sorted(left, try sortTerms()), position)
    case "?": return try condition(left, position)
    case "~>": return Node(.chain(left, try expression(40)), position)
    case "@": return Node(.focused(left, try variable()), position)
    case "#": return Node(.indexed(left, try variable()), position)
    case ":=":
      guard case .variable(let name) = left.kind else {
        throw EvaluationError(
          "S0212", "before := stands a variable, as $name", position: left.position, token: Self.text(left))
      }
      return Node(.assignment(name, try expression(9)), position)
    default: return Node(.binary(symbol, left, try expression(Self.powers[symbol] ?? 0)), position)
    }
  }

  private static func text(_ node: Node) -> String? {
    switch node.kind {
    case .name(let text), .string(let text): text
    case .number(let number): NumberText.text(number)
    default: nil
    }
  }

  private mutating func variable() throws(EvaluationError) -> String {
    let node = try expression(80)
    guard case .variable(let name) = node.kind else {
      throw EvaluationError("S0214", "after @ and # stands a variable, as $name", position: node.position)
    }
    return name
  }

  private mutating func filter(_ left: Node, _ position: Int) throws(EvaluationError) -> Node {
    guard !token.isSymbol("]") else {
      try expect("]")
      var step = left
      while case .filtered(let inner, _) = step.kind { step = inner }
      step.keepsArray = true
      return left
    }
    let predicate = try expression(0)
    try expect("]")
    return Node(.filtered(left, by: predicate), position)
  }

  private mutating func sortTerms() throws(EvaluationError) -> [SortTerm] {
    try expect("(", isOperand: true)
    var terms: [SortTerm] = []
    while true {
      let isDescending = token.isSymbol(">")
      if isDescending || token.isSymbol("<") { try advance(isOperand: true) }
      terms.append(SortTerm(isDescending: isDescending, expression: try expression(0)))
      guard token.isSymbol(",") else { break }
      try expect(",", isOperand: true)
    }
    try expect(")")
    return terms
  }

  private mutating func condition(_ left: Node, _ position: Int) throws(EvaluationError) -> Node {
    let then = try expression(0)
    guard token.isSymbol(":") else { return Node(.condition(left, then: then, otherwise: nil), position) }
    try expect(":", isOperand: true)
    return Node(.condition(left, then: then, otherwise: try expression(0)), position)
  }

  private mutating func call(_ left: Node, _ position: Int) throws(EvaluationError) -> Node {
    var arguments: [Node] = []
    var isPartial = false
    if !token.isSymbol(")") {
      while true {
        let argument = try argument()
        if case .placeholder = argument.kind { isPartial = true }
        arguments.append(argument)
        guard token.isSymbol(",") else { break }
        try expect(",", isOperand: true)
      }
    }
    try expect(")")
    if case .name(let word) = left.kind, word == "function" || word == "λ" { return try lambda(arguments, position) }
    return Node(isPartial ? .partialCall(left, arguments) : .call(left, arguments), position)
  }

  private mutating func argument() throws(EvaluationError) -> Node {
    guard token.isSymbol("?") else { return try expression(0) }
    let node = Node(.placeholder, token.position)
    try expect("?")
    return node
  }

  private mutating func lambda(_ arguments: [Node], _ position: Int) throws(EvaluationError) -> Node {
    var parameters: [String] = []
    for (index, argument) in arguments.enumerated() {
      guard case .variable(let name) = argument.kind else {
        throw EvaluationError(
          "S0208", "parameter \(index + 1) of a function is a variable, as $name", position: argument.position)
      }
      parameters.append(name)
    }
    let signature = token.isSymbol("<") ? try self.signature() : nil
    try expect("{", isOperand: true)
    let body = try expression(0)
    try expect("}")
    return Node(.lambda(parameters: parameters, signature: signature, body: body), position)
  }

  private mutating func signature() throws(EvaluationError) -> Signature {
    let start = token.position
    var text = "<"
    var depth = 1
    while depth > 0 {
      try advance(isOperand: false)
      if case .end = token.kind {
        throw EvaluationError("S0203", "“>” is missing at the end", position: token.position, token: ">")
      }
      if token.isSymbol("{") { break }
      if token.isSymbol("<") { depth += 1 }
      if token.isSymbol(">") { depth -= 1 }
      text += token.text
    }
    try expect(">")
    return try Signature(parsing: text, position: start)
  }
}
