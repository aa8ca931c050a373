/// Reads the tokens of one ruleset. After a mistake inside a rule it goes on with the next rule, so that all of them
/// are told at once.
struct RulesetParser {
  enum Variable {
    case text(String)
    case list([String])
  }

  let source: SourceText
  let tokens: [Token]
  var at = 0
  var variables: [String: Variable] = [:]
  var defaultLabels: [Label] = []
  var problems: [RulesetError] = []
  private var depth = 0

  static let sections = ["Metadata", "DataSources", "DefaultLabels", "Rules", "Analyzers"]

  init(source: SourceText, tokens: [Token]) {
    self.source = source
    self.tokens = tokens
  }

  mutating func document() -> (ruleset: Ruleset, problems: [RulesetError]) {
    var ruleset = Ruleset()
    do {
      try sections(into: &ruleset)
    } catch {
      problems.append(error)
    }
    return (ruleset, problems)
  }

  private mutating func sections(into ruleset: inout Ruleset) throws(RulesetError) {
    if try takeSection("Metadata") { try metadata(into: &ruleset) }
    if try takeSection("DataSources") { try dataSources(into: &ruleset) }
    while let name = variableName() { try declareVariable(name) }
    if try takeSection("DefaultLabels") { defaultLabels = try labelList() }
    ruleset.defaultLabels = defaultLabels
    let hasRules = try takeSection("Rules")
    if hasRules, !takesEmptyRules() {
      ruleset.rules = try list("Rules") { (parser) throws(RulesetError) in try parser.rule() }
    }
    let hasAnalyzers = try takeSection("Analyzers")
    if hasAnalyzers {
      ruleset.analyzers = try list("Analyzers") { (parser) throws(RulesetError) in try parser.analyzer() }
    }
    guard peek.kind == .end else { throw unexpectedSection() }
    guard hasRules || hasAnalyzers else {
      throw error("the ruleset has no rules", hint: "write Rules = [ … ]")
    }
  }

  /// A list without rules may stand before analyzers.
  private mutating func takesEmptyRules() -> Bool {
    guard peek.kind == .symbol("["), peek(1).kind == .symbol("]"), peek(2).word == "Analyzers" else { return false }
    at += 2
    return true
  }

  private func unexpectedSection() -> RulesetError {
    guard let word = peek.word else { return error("a section expected, found \(peek.display)") }
    if word == "Rules" {
      return error(
        "Rules stands too late", hint: "it comes before Analyzers; AWS would drop these rules without a word")
    }
    if Self.sections.contains(word) {
      let order = "Metadata, DataSources, variables, DefaultLabels, Rules, Analyzers"
      return error("the section \(word) stands twice or too late", hint: "the order is \(order)")
    }
    if case .variable = peek(1).kind { return error(at: peek(1), "'$' cannot stand inside a name") }
    return error("'\(word)' is no section", hint: Suggestion.hint(for: word, among: Self.sections))
  }

  // MARK: Sections before the rules

  private mutating func metadata(into ruleset: inout Ruleset) throws(RulesetError) {
    for (key, value, token) in try dictionary(keys: ["Version"]) {
      guard case .text(let text) = value else { throw error(at: token, "\(key) is one text, not a list") }
      ruleset.version = text
    }
  }

  private mutating func dataSources(into ruleset: inout Ruleset) throws(RulesetError) {
    for (key, value, token) in try dictionary(keys: ["Primary", "AdditionalDataSources"]) {
      switch (key, value) {
      case ("Primary", .text(let name)): ruleset.primarySource = name
      case ("AdditionalDataSources", .list(let names)): ruleset.additionalSources = names
      case ("Primary", _): throw error(at: token, "Primary is one text, not a list")
      default: throw error(at: token, "\(key) is a list of texts")
      }
    }
  }

  private mutating func dictionary(
    keys: [String]
  ) throws(RulesetError) -> [(key: String, value: Variable, token: Token)] {
    try expect("{")
    var pairs: [(key: String, value: Variable, token: Token)] = []
    repeat {
      let token = peek
      let key = try text("a key in double quotes")
      guard keys.contains(key) else {
        throw error(at: token, "the key \"\(key)\" is unknown here", hint: "known: \(keys.joined(separator: ", "))")
      }
      try expect(":")
      pairs.append((key, try textOrList(), token))
    } while take(",")
    try expect("}")
    return pairs
  }

  /// A variable is whole: another one inside its text is not put in, so it must not look as if it were.
  private func withoutVariables(_ value: Variable, at place: Token) throws(RulesetError) -> Variable {
    let texts: [String]
    switch value {
    case .text(let text): texts = [text]
    case .list(let list): texts = list
    }
    for name in variables.keys.sorted() where texts.contains(where: { Self.mentions(name, in: $0) }) {
      throw error(at: place, "the variable $\(name) is not put into another one's text", hint: "write its value")
    }
    return value
  }

  private static func mentions(_ name: String, in text: String) -> Bool {
    text.ranges(of: "$" + name).contains { range in
      text[range.upperBound...].utf8.first.map { !Lexer.isWordByte($0) } ?? true
    }
  }

  private func variableName() -> Token? {
    guard let word = peek.word, !Self.sections.contains(word), peek(1).kind == .symbol("=") else { return nil }
    return peek
  }

  private mutating func declareVariable(_ token: Token) throws(RulesetError) {
    let name = token.word ?? ""
    at += 2
    let holdsTexts = isText(peek) || (peek.kind == .symbol("[") && isText(peek(1)))
    guard holdsTexts else {
      if let section = Suggestion.nearest(to: name, among: Self.sections) {
        throw error(at: token, "'\(name)' is no section", hint: "did you mean \(section)?")
      }
      throw error("the variable \(name) must hold a text, or a list of texts, in double quotes")
    }
    guard variables[name] == nil else { throw error(at: token, "the variable \(name) stands twice") }
    let value = peek
    variables[name] = try withoutVariables(try textOrList(), at: value)
  }

  private mutating func textOrList() throws(RulesetError) -> Variable {
    guard take("[") else { return .text(try text("a text in double quotes")) }
    var items: [String] = []
    repeat { items.append(try text("a text in double quotes")) } while take(",")
    try expect("]")
    return .list(items)
  }

  /// What stands in parentheses. The depth is bounded, so that no text can exhaust the stack.
  mutating func nested<Value>(
    _ read: (inout RulesetParser) throws(RulesetError) -> Value
  ) throws(RulesetError) -> Value {
    guard depth < 100 else { throw error("nested too deeply") }
    depth += 1
    defer { depth -= 1 }
    let value = try read(&self)
    try expect(")")
    return value
  }

  // MARK: Lists of rules

  private mutating func takeSection(_ name: String) throws(RulesetError) -> Bool {
    guard peek.word == name else { return false }
    at += 1
    try expect("=")
    return true
  }

  private mutating func list<Item>(
    _ section: String, item: (inout RulesetParser) throws(RulesetError) -> Item
  ) throws(RulesetError) -> [Item] {
    try expect("[")
    guard peek.kind != .symbol("]") else { throw error("\(section) is empty", hint: "write at least one entry") }
    var items: [Item] = []
    repeat {
      let start = at
      do throws(RulesetError) {
        items.append(try item(&self))
        guard [.symbol(","), .symbol("]")].contains(peek.kind) else {
          throw error("',' or ']' expected, found \(peek.display)", hint: missingWord)
        }
      } catch {
        problems.append(error)
        skipEntry(from: start)
      }
    } while take(",")
    // An entry that could not be read has told its own problem; a bracket missing behind it is the same one.
    guard take("]") || !problems.isEmpty else { throw error("']' expected, found \(peek.display)") }
    return items
  }

  private var missingWord: String? {
    guard let word = peek.word else { return nil }
    if word == "threshold" { return "write with threshold" }
    return RuleType(rawValue: word) == nil ? nil : "is a comma missing before it?"
  }

  /// Goes to the comma or bracket that ends the entry beginning at a token.
  private mutating func skipEntry(from start: Int) {
    var depth = 0
    at = start
    while peek.kind != .end {
      switch peek.kind {
      case .symbol(",") where depth == 0, .symbol("]") where depth == 0: return
      case .symbol("("), .symbol("["), .symbol("{"): depth += 1
      case .symbol(")"), .symbol("]"), .symbol("}"): depth = max(0, depth - 1)
      default: break
      }
      at += 1
    }
  }
}
