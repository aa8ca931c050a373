extension RulesetParser {
  /// Words that cannot name a parameter unless quoted.
  static let keywords: Set<String> = [
    "and", "AND", "or", "OR", "of", "OF", "null", "NULL", "empty", "EMPTY", "whitespaces_only", "WHITESPACES_ONLY",
    "between", "in", "not", "matches", "with", "where",
  ]

  mutating func rule() throws(RulesetError) -> Rule {
    let start = at
    let inner = try alternatives()
    let place = peek
    let labels = inner.labels + (try labels())
    try checkCount(of: labels, at: place)
    return makeRule(inner.kind, labels: labels, from: start)
  }

  private func makeRule(_ kind: Rule.Kind, labels: [Label], from start: Int) -> Rule {
    let (line, column) = source.position(tokens[start].range.lowerBound)
    return Rule(text: sourceText(from: start), line: line, column: column, kind: kind, labels: labels)
  }

  /// `and` binds tighter than `or`, as in AWS's grammar; parentheses are the author's choice.
  private mutating func alternatives() throws(RulesetError) -> Rule {
    try joined(.or) { (parser) throws(RulesetError) in
      try parser.joined(.and) { (parser) throws(RulesetError) in try parser.leg() }
    }
  }

  private mutating func joined(
    _ connective: Rule.Connective, leg: (inout RulesetParser) throws(RulesetError) -> Rule
  ) throws(RulesetError) -> Rule {
    let start = at
    var legs = [try leg(&self)]
    while take(word: connective.rawValue) || take(word: connective.rawValue.uppercased()) {
      legs.append(try leg(&self))
    }
    guard legs.count > 1 else { return legs[0] }
    return makeRule(.composite(connective, legs), labels: [], from: start)
  }

  private mutating func leg() throws(RulesetError) -> Rule {
    guard take("(") else { return try simple() }
    return try nested { (parser) throws(RulesetError) in try parser.rule() }
  }

  private mutating func simple() throws(RulesetError) -> Rule {
    let start = at
    let typeToken = peek
    let type = try ruleType("rule")
    guard !type.analyzesOnly else {
      throw error(at: typeToken, "\(type.rawValue) is an analyzer, not a rule", hint: "move it to Analyzers = [ … ]")
    }
    let parameters = try parameters()
    let signature = try signature(of: type, typeToken, parameters: parameters)
    let condition = try condition(of: type, signature)
    let filter = try filter(of: type)
    var labels = try labels()
    let (threshold, tags) = try tags(of: type)
    labels += try self.labels()
    let simple = SimpleRule(
      type: type, parameters: parameters.map(\.text), condition: condition, filter: filter, threshold: threshold,
      tags: tags)
    return makeRule(.simple(simple), labels: labels, from: start)
  }

  mutating func analyzer() throws(RulesetError) -> Analyzer {
    let start = at
    let typeToken = peek
    let type = try ruleType("analyzer")
    guard type.mayAnalyze else {
      throw error(at: typeToken, "\(type.rawValue) is true or false, so it is no analyzer")
    }
    let parameters = try parameters()
    _ = try signature(of: type, typeToken, parameters: parameters)
    guard !atCondition else { throw error("an analyzer takes no condition") }
    let (line, column) = source.position(typeToken.range.lowerBound)
    return Analyzer(
      text: sourceText(from: start), line: line, column: column, type: type, parameters: parameters.map(\.text))
  }

  private mutating func ruleType(_ what: String) throws(RulesetError) -> RuleType {
    guard let word = peek.word else {
      throw error("a\(what == "rule" ? "" : "n") \(what) expected, found \(peek.display)")
    }
    guard let type = RuleType(rawValue: word) else {
      if RuleType.deequOnly.contains(word) {
        throw error("the \(what) \(word) is Deequ's own, not DQDL of AWS Glue")
      }
      let hint = Suggestion.hint(for: word, among: RuleType.allCases.map(\.rawValue))
      throw error("the \(what) \(word) is unknown", hint: hint)
    }
    at += 1
    return type
  }

  // MARK: Parameters

  private struct Parameter {
    let text: String
    let token: Token
  }

  private mutating func parameters() throws(RulesetError) -> [Parameter] {
    var parameters: [Parameter] = []
    while true {
      let skipped = ["of", "OF", "and", "AND"].contains(peek.word) && isParameter(ahead: 1) ? 1 : 0
      // A rule's name behind `and` is the next rule: `IsComplete "a" and IsUnique "b"`.
      if peek.word?.lowercased() == "and", peek(1).word.flatMap(RuleType.init(rawValue:)) != nil { return parameters }
      guard isParameter(ahead: skipped) else { return parameters }
      at += skipped
      parameters.append(Parameter(text: try parameterText(), token: peek))
      at += 1
    }
  }

  private func isParameter(ahead: Int) -> Bool {
    switch peek(ahead).kind {
    case .text, .variable: true
    case .word("labels"): peek(ahead + 1).kind != .symbol("=")
    case .word(let word): !Self.keywords.contains(word)
    default: false
    }
  }

  private func parameterText() throws(RulesetError) -> String {
    switch peek.kind {
    case .text(let text), .word(let text): return text
    case .variable(let name):
      guard case .text(let text) = try variable(name) else {
        throw error("the variable $\(name) is a list, a text is needed here")
      }
      return text
    default: throw error("a parameter expected, found \(peek.display)")
    }
  }

  private func signature(
    of type: RuleType, _ token: Token, parameters: [Parameter]
  ) throws(RulesetError) -> RuleType.Signature {
    if let match = type.signatures.first(where: { $0.parameters.contains(parameters.count) }) { return match }
    let least = type.signatures.map(\.parameters.lowerBound).min() ?? 0
    let most = type.signatures.map(\.parameters.upperBound).max() ?? 0
    let wanted =
      most == 0 ? "no" : least == most ? "\(most)" : most == .max ? "at least \(least)" : "\(least) to \(most)"
    let noun = least == most && most == 1 ? "parameter" : "parameters"
    let message = "\(type.rawValue) takes \(wanted) \(noun), not \(parameters.count)"
    guard parameters.count > most else { throw error(at: token, message) }
    let surplus = parameters[most]
    guard RuleType(rawValue: surplus.text) != nil else { throw error(at: surplus.token, message) }
    throw error(at: surplus.token, message, hint: "is a comma missing before it?")
  }

  // MARK: where and with

  private mutating func filter(of type: RuleType) throws(RulesetError) -> String? {
    let token = peek
    guard take(word: "where") else { return nil }
    guard type.takesWhere else { throw error(at: token, "\(type.rawValue) takes no where") }
    let start = peek
    let filter = try text("the condition of where in double quotes")
    guard filter.contains(where: { !$0.isWhitespace }) else {
      throw error(at: start, "the condition of where is empty")
    }
    return filter
  }

  private mutating func tags(
    of type: RuleType
  ) throws(RulesetError) -> (threshold: Comparison<NumberExpression>?, tags: [RuleTag]) {
    var threshold: Comparison<NumberExpression>?
    var tags: [RuleTag] = []
    while take(word: "with") {
      let token = peek
      guard let name = token.word, !Self.keywords.contains(name) else {
        throw error("a name expected after with, found \(token.display)")
      }
      at += 1
      guard name != "threshold" || threshold == nil, !tags.contains(where: { $0.name == name }) else {
        throw error(at: token, "with \(name) stands twice")
      }
      if name == "threshold" {
        guard type.takesThreshold else { throw error(at: token, "\(type.rawValue) takes no threshold") }
        threshold = try thresholdComparison()
      } else {
        tags.append(RuleTag(name: name, value: try tagValue()))
      }
    }
    return (threshold, tags)
  }

  private mutating func tagValue() throws(RulesetError) -> String {
    try expect("=")
    switch peek.kind {
    case .text(let value), .number(let value):
      at += 1
      return value
    default: throw error("a text or a number expected, found \(peek.display)")
    }
  }
}
