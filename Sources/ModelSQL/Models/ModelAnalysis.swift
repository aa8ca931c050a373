import JSON
import Words

/// Understands a model through the engine's parse of it.
package enum ModelAnalysis {
  package enum Purpose: Sendable, Hashable {
    /// Portability is checked, `secret(…)` may be used; a DuckDB-only model may leave the portable subset.
    case model(isDuckDBOnly: Bool)
    /// A saved query, a tile, or what a person typed.
    case query
    /// The SQL of a data quality rule.
    case rule(RuleScope)
    /// The same to be asked of another engine: portability is checked.
    case sharedRule(RuleScope)
  }

  /// `knownTables`: what may be read, for errors with a suggestion; nil leaves tables unchecked. `columns`: those of
  /// tables, where they are known; a name that cannot be a column is an error then.
  /// Throws only when the engine cannot be asked; what is wrong with the SQL is among the problems.
  package static func analyze(
    _ source: SQLText, as purpose: Purpose, knownTables: Set<TableName>? = nil,
    columns: [TableName: [String]] = [:], serializer: some SQLSerializer
  ) throws -> ParsedModel {
    var reader = TreeReader(source, purpose, knownTables, columns)
    guard reader.checkText() else { return reader.parsed }
    let answer: JSONValue
    do {
      answer = try serializer.serialize(source.text)
    } catch let error as JSONError {
      reader.unreadable(error)
      return reader.parsed
    }
    if answer["error"]?.boolValue == true {
      reader.refused(answer)
    } else {
      reader.read(answer["statements"]?.arrayValue ?? [])
    }
    return reader.parsed
  }

  /// Checks the columns and tables its settings name, too.
  package static func analyze(
    _ model: Model, knownTables: Set<TableName>? = nil, columns: [TableName: [String]] = [:],
    serializer: some SQLSerializer
  ) throws -> ParsedModel {
    let purpose = Purpose.model(isDuckDBOnly: model.settings.isDuckDBOnly)
    var parsed = try analyze(
      model.source, as: purpose, knownTables: knownTables, columns: columns, serializer: serializer)
    guard !parsed.hasErrors else { return parsed }
    parsed.problems += columnProblems(model, parsed) + tableProblems(model, parsed)
    parsed.problems.sort { ($0.position, $0.message) < ($1.position, $1.message) }
    return parsed
  }

  private static func columnProblems(_ model: Model, _ parsed: ParsedModel) -> [SQLProblem] {
    guard let columns = parsed.outputColumns else { return [] }
    return model.columnMentions.filter { !columns.contains($0.column) }.map { mention in
      let hint = NearestName.closest(to: mention.column, among: columns).map { "did you mean \($0)" }
      return SQLProblem(
        mention.position, .error, "\(mention.setting): the SELECT has no column \(mention.column)", hint: hint)
    }
  }

  private static func tableProblems(_ model: Model, _ parsed: ParsedModel) -> [SQLProblem] {
    let inputs = parsed.inputs
    return model.tableMentions.filter { !inputs.contains($0.table) }.map { mention in
      let hint = NearestName.closest(to: mention.table.description, among: inputs.map(\.description))
      return SQLProblem(
        mention.position, .error, "\(mention.setting): the SELECT does not read \(mention.table)",
        hint: hint.map { "did you mean \($0)" })
    }
  }
}

extension TreeReader {
  init(
    _ source: SQLText, _ purpose: ModelAnalysis.Purpose, _ knownTables: Set<TableName>?,
    _ columns: [TableName: [String]]
  ) {
    parsed = ParsedModel(source: source)
    tokens = SQLTokens(source.text)
    (self.knownTables, knownColumns) = (knownTables, columns)
    switch purpose {
    case .model(let isDuckDBOnly): (isModel, isPortable) = (true, !isDuckDBOnly)
    case .query: (isModel, isPortable) = (false, false)
    case .rule(let scope): (isModel, isPortable, rule) = (false, false, scope)
    case .sharedRule(let scope): (isModel, isPortable, rule) = (false, true, scope)
    }
  }

  /// What can be told before the engine is asked; false when it need not be.
  mutating func checkText() -> Bool {
    guard let first = tokens.tokens.first else {
      report(byte: 0, .error, "there is no SELECT in this file")
      return false
    }
    if let open = tokens.tokens.first(where: { $0.kind == .unterminated }) {
      let word = ["'": "text", "\"": "name", "/": "comment"][tokens.text(open.range).prefix(1)] ?? "text"
      report(byte: open.range.lowerBound, .error, "the \(word) that begins here is not closed")
      return false
    }
    if tokens.bytes.contains(0) {
      report(byte: first.range.lowerBound, .error, "the SQL holds the character NUL")
      return false
    }
    return true
  }

  /// The engine's own words for what it does not understand.
  mutating func refused(_ answer: JSONValue) {
    let message = answer["error_message"]?.stringValue ?? "the SQL is not understood"
    if message.hasPrefix("Only SELECT") {
      notOneSelect()
      return
    }
    report(byte: errorOffset(answer), .error, message.prefix { $0 != "\n" }.description)
  }

  /// The engine's answer is as deep as the expression.
  mutating func unreadable(_ error: JSONError) {
    let message =
      error.message.contains("deep") ? "an expression is nested too deeply" : "the engine's parse is \(error)"
    report(byte: tokens.tokens[0].range.lowerBound, .error, message, hint: "split it with WITH")
  }

  private mutating func notOneSelect() {
    for word in ["pivot", "unpivot"] {
      guard let place = tokens.firstWord(word) else { continue }
      let hint = "group and count with case when … then … end"
      report(byte: place, .error, "\(word.uppercased()) hides which columns it makes", hint: hint)
      return
    }
    report(byte: tokens.tokens[0].range.lowerBound, .error, "one SELECT is expected, nothing else")
  }

  /// DuckDB counts `position` in characters, everything else in bytes; past the end stands for the last token.
  private func errorOffset(_ answer: JSONValue) -> Int {
    guard let text = answer["position"]?.stringValue, let position = Int(text) else {
      return tokens.tokens.first?.range.lowerBound ?? 0
    }
    let scalars = parsed.source.text.unicodeScalars
    let offset = scalars.prefix(position).reduce(0) { $0 + UTF8.width($1) }
    let last = tokens.tokens.last?.range.upperBound ?? 0
    return min(offset, last)
  }
}
