import Words

/// SQL that changes the tables of a warehouse: all of it or nothing. Whoever carries it out puts one transaction around it.
package struct WarehouseScript: Sendable {
  package struct Statement: Sendable, Hashable {
    package let text: String
    /// Whether it only asks.
    package let isQuestion: Bool
  }

  package let statements: [Statement]
  /// The lake's tables that are read, as they are written.
  package let tables: Set<TableName>

  /// What may begin a statement, and for some what has to follow.
  private static let openings: [String: Set<String>] = [
    "select": [], "with": [], "insert": [], "update": [], "delete": [], "merge": [], "truncate": [],
    "create": ["table", "schema", "sequence", "index"], "drop": ["table", "schema", "sequence", "index"],
    "alter": ["table"],
  ]

  /// - Parameter parameters: values for `:name`, put in as texts.
  package init(_ source: SQLText, parameters: [String: String] = [:]) throws(SQLProblem) {
    let scanner = SQLTokens(source.text)
    var (statements, tables): ([Statement], Set<TableName>) = ([], [])
    var parts = try Self.parts(scanner, source)[...]
    // Scripts of a warehouse often bring the transaction that is around them here anyway.
    if let first = parts.first, scanner.isOne(of: ["begin", "start"], at: first.lowerBound) {
      parts = parts.dropFirst()
      if let last = parts.last, scanner.isOne(of: ["commit", "end"], at: last.lowerBound) { parts = parts.dropLast() }
    }
    for part in parts {
      try Self.check(scanner, part, source)
      tables.formUnion(scanner.lakeTables(part))
      statements.append(
        Statement(
          text: scanner.text(part, replacing: parameters),
          isQuestion: scanner.isOne(of: ["select", "with"], at: part.lowerBound) && !scanner.changes(part)))
    }
    guard !statements.isEmpty else { throw SQLProblem(source.start, .error, "there is no statement") }
    (self.statements, self.tables) = (statements, tables)
  }

  /// The tokens of each statement, without its semicolon.
  private static func parts(_ scanner: SQLTokens, _ source: SQLText) throws(SQLProblem) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    for index in scanner.tokens.indices {
      if scanner.tokens[index].kind == .unterminated {
        throw SQLProblem(
          source.position(ofByte: scanner.tokens[index].range.lowerBound), .error, "a quote or a comment has no end")
      }
      guard scanner.isMark(index, ";") else { continue }
      if start < index { parts.append(start..<index) }
      start = index + 1
    }
    return start < scanner.tokens.count ? parts + [start..<scanner.tokens.count] : parts
  }

  private static func check(_ scanner: SQLTokens, _ part: Range<Int>, _ source: SQLText) throws(SQLProblem) {
    let place = source.position(ofByte: scanner.tokens[part.lowerBound].range.lowerBound)
    let word = scanner.text(part.lowerBound).lowercased()
    if ["begin", "start", "commit", "end", "rollback"].contains(word) {
      throw SQLProblem(place, .error, "\(word.uppercased()) stands within; all of a script is one transaction anyway")
    }
    guard let objects = openings[word] else {
      throw SQLProblem(
        place, .error,
        "a statement begins with SELECT, WITH, INSERT, UPDATE, DELETE, MERGE, TRUNCATE, CREATE, ALTER or DROP, not with "
          + scanner.text(part.lowerBound))
    }
    guard !objects.isEmpty else { return }
    let modifiers: Set<String> = ["or", "replace", "temp", "temporary", "unique"]
    let object = part.dropFirst().first { !modifiers.contains(scanner.text($0).lowercased()) }
    guard let object, objects.contains(scanner.text(object).lowercased()) else {
      let named = objects.sorted().joined(separator: ", ").uppercased()
      throw SQLProblem(place, .error, "\(word.uppercased()) here is of one of \(named)")
    }
  }
}

extension SQLTokens {
  fileprivate func isOne(of words: Set<String>, at index: Int) -> Bool { words.contains { isWord(index, $0) } }

  /// `WITH … INSERT` changes rows.
  fileprivate func changes(_ part: Range<Int>) -> Bool {
    guard isWord(part.lowerBound, "with") else { return false }
    var depth = 0
    for index in part {
      if isMark(index, "(") { depth += 1 }
      if isMark(index, ")") { depth -= 1 }
      if depth == 0, isOne(of: ["insert", "update", "delete", "merge"], at: index) { return true }
    }
    return false
  }

  /// `silver.orders`, where nothing stands before it.
  fileprivate func lakeTables(_ part: Range<Int>) -> Set<TableName> {
    var found: Set<TableName> = []
    for index in part where isMark(index + 1, ".") && !isMark(index - 1, ".") && part.contains(index + 2) {
      guard let layer = Layer(rawValue: text(index).lowercased()) else { continue }
      let name = text(index + 2).lowercased().replacing("\"", with: "")
      if TableName.isName(name) { found.insert(TableName(layer, name)) }
    }
    return found
  }

  /// The statement's bytes, with values for the parameters that stand in it.
  fileprivate func text(_ part: Range<Int>, replacing parameters: [String: String]) -> String {
    let (first, last) = (tokens[part.lowerBound].range.lowerBound, tokens[part.upperBound - 1].range.upperBound)
    var (result, at) = ("", first)
    for index in part.dropLast() where tokens[index].kind == .symbol && text(index) == ":" {
      let name = tokens[index + 1]
      guard name.kind == .word, name.range.lowerBound == tokens[index].range.upperBound,
        let value = parameters[text(index + 1)]
      else { continue }
      result += text(at..<tokens[index].range.lowerBound) + SQLQuote.text(value)
      at = name.range.upperBound
    }
    return result + text(at..<last)
  }
}
