import Words

/// Portable SQL into an engine's own: calls of portable functions, and casts to dates and moments, are replaced by position,
/// inside out.
package enum ModelExpansion {
  /// The SQL to run. `tables` may put other SQL (a subquery in parentheses, a quoted name) in the place of tables read;
  /// a table that the query gives no other name keeps its own.
  package static func expand(
    _ parsed: ParsedModel, dialect: SQLDialect = .duckdb, parameters: RunParameters, tables: [TableName: String] = [:]
  ) throws(SQLProblem) -> String {
    let expansion = Expansion(parsed: parsed, dialect: dialect, parameters: parameters, tables: tables)
    return try expansion.text(of: 0..<parsed.source.text.utf8.count)
  }
}

private struct Expansion {
  let parsed: ParsedModel
  let dialect: SQLDialect
  let parameters: RunParameters
  let tables: [TableName: String]
  let tokens: SQLTokens

  init(parsed: ParsedModel, dialect: SQLDialect, parameters: RunParameters, tables: [TableName: String]) {
    (self.parsed, self.dialect, self.parameters, self.tables) = (parsed, dialect, parameters, tables)
    tokens = SQLTokens(parsed.source.text)
  }

  /// The bytes of a range with everything in it replaced.
  func text(of range: Range<Int>) throws(SQLProblem) -> String {
    var result: [UInt8] = []
    var at = range.lowerBound
    for (place, replacement) in try replacements(in: range) {
      result.append(contentsOf: tokens.bytes[at..<place.lowerBound])
      result.append(contentsOf: replacement.utf8)
      at = place.upperBound
    }
    result.append(contentsOf: tokens.bytes[at..<range.upperBound])
    return String(decoding: result, as: UTF8.self)
  }

  /// The outermost calls and casts and the tables outside them, in order.
  private func replacements(in range: Range<Int>) throws(SQLProblem) -> [(Range<Int>, String)] {
    var found: [(Range<Int>, String)] = []
    var end = range.lowerBound
    for edit in edits where Self.holds(range, edit.range) && edit.range.lowerBound >= end {
      found.append((edit.range, try edit.text()))
      end = edit.range.upperBound
    }
    let calls = found.map(\.0)
    for use in parsed.tables where Self.holds(range, use.range) {
      guard let sql = tables[use.table], !calls.contains(where: { Self.holds($0, use.range) }) else { continue }
      let name = dialect == .spark ? SparkText.name(use.table.name) : "\"\(use.table.name)\""
      found.append((use.range, use.hasAlias ? sql : "\(sql) as \(name)"))
    }
    for use in parsed.typedUses where Self.holds(range, use.range) {
      guard !calls.contains(where: { Self.holds($0, use.range) }) else { continue }
      // Strict: a text that is no such value ends the statement, instead of being taken for null.
      found.append((use.range, "cast(\(tokens.text(use.range)) as \(use.kind.rawValue))"))
    }
    return found.sorted { $0.0.lowerBound < $1.0.lowerBound }
  }

  /// What is replaced, in order; of two places one of which holds the other, the outer one first.
  private var edits: [(range: Range<Int>, text: () throws(SQLProblem) -> String)] {
    var edits: [(range: Range<Int>, text: () throws(SQLProblem) -> String)] = []
    for call in parsed.calls {
      edits.append((call.range, { () throws(SQLProblem) -> String in try expand(call) }))
    }
    edits += dialect == .spark ? sparkEdits : castEdits
    return edits.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private var castEdits: [(range: Range<Int>, text: () throws(SQLProblem) -> String)] {
    parsed.casts.map { cast in
      (cast.range, { () throws(SQLProblem) -> String in cast.duckDB(try text(of: cast.value)) })
    }
  }

  private var sparkEdits: [(range: Range<Int>, text: () throws(SQLProblem) -> String)] {
    SparkSpelling(tokens: tokens).edits.map { edit in
      (
        edit.range,
        { () throws(SQLProblem) -> String in
          try edit.text { range throws(SQLProblem) in try text(of: range) }
        }
      )
    }
  }

  private func expand(_ call: FunctionCall) throws(SQLProblem) -> String {
    var arguments: [String] = []
    for range in call.arguments { arguments.append(try text(of: range)) }
    let literals = call.arguments.map { tokens.literal($0) }
    do throws(SQLQuote.Refusal) {
      switch dialect {
      case .duckdb:
        return try DuckDBFunctions.expand(call, arguments, literals: literals, parameters: parameters)
      case .spark: return try SparkFunctions.expand(call, arguments, literals: literals, parameters: parameters)
      }
    } catch {
      throw SQLProblem(call.position, .error, error.description)
    }
  }

  private static func holds(_ outer: Range<Int>, _ inner: Range<Int>) -> Bool {
    outer.lowerBound <= inner.lowerBound && inner.upperBound <= outer.upperBound
  }
}
