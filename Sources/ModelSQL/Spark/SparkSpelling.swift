import Words

/// The places of a model's text that Spark spells otherwise, apart from the portable functions: texts, names in quotes, long
/// numbers, types, and the order of nulls, which it has the other way round where nothing is said.
struct SparkSpelling {
  let tokens: SQLTokens

  struct Edit {
    let range: Range<Int>
    /// Given what expands a range of the text.
    let text: ((Range<Int>) throws(SQLProblem) -> String) throws(SQLProblem) -> String
  }

  var edits: [Edit] {
    var edits: [Edit] = []
    for index in tokens.tokens.indices {
      let token = tokens.tokens[index]
      switch token.kind {
      case .string: edits.append(string(token.range))
      case .quotedName: edits.append(name(token.range))
      case .number: edits += number(token.range).map { [$0] } ?? []
      case .word: edits += word(index)
      default: continue
      }
    }
    return edits
  }

  private func string(_ range: Range<Int>) -> Edit {
    let text = tokens.literal(range) ?? ""
    return Edit(range: range) { _ throws(SQLProblem) in SparkText.literal(text) }
  }

  private func name(_ range: Range<Int>) -> Edit {
    let name = String(tokens.text(range).dropFirst().dropLast()).replacing("\"\"", with: "\"")
    return Edit(range: range) { _ throws(SQLProblem) in SparkText.name(name) }
  }

  /// Spark knows no `_` between digits. Beside a literal beyond BIGINT it takes a comparison of a whole number for decided, also
  /// where that is null; beside a cast it compares.
  private func number(_ range: Range<Int>) -> Edit? {
    let given = String(tokens.text(range))
    var text = given.replacing("_", with: "")
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let (whole, fraction) = (parts[0], parts.dropFirst().first ?? "")
    if (whole + fraction).utf8.allSatisfy({ (0x30...0x39).contains($0) }), Int64(whole.isEmpty ? "0" : whole) == nil {
      let digits = whole.drop { $0 == "0" }.utf8.count + fraction.utf8.count
      if digits <= 38 { text = "cast(\(text) as decimal(\(digits), \(fraction.utf8.count)))" }
    }
    let spelled = text
    return spelled == given ? nil : Edit(range: range) { _ throws(SQLProblem) in spelled }
  }

  private func word(_ index: Int) -> [Edit] {
    if let cast = SparkCast(tokens, at: index) {
      let edit = Edit(range: cast.range) { expand throws(SQLProblem) in cast.sql(try expand(cast.value)) }
      return [edit]
    }
    if tokens.isWord(index, "order"), tokens.isWord(index + 1, "by") { return nullsLast(after: index + 1) }
    return guarded(index).map { [$0] } ?? []
  }

  /// Functions whose answer for one type is another than the embedded engine's stop there, instead of giving it.
  private func guarded(_ index: Int) -> Edit? {
    let name = tokens.text(index).lowercased()
    guard name == "round" || name == "avg",
      let (range, arguments) = tokens.call(atByte: tokens.tokens[index].range.lowerBound), let first = arguments.first,
      !SQLTokens(tokens.text(first)).isWord(0, "distinct")
    else { return nil }
    let (type, instead) =
      name == "round"
      ? ("double", "round of a double differs by engine: cast it to a decimal first")
      : ("decimal", "avg of a decimal differs by engine: write safe_divide(sum(x), count(x))")
    return Edit(range: range) { expand throws(SQLProblem) in
      let value = try expand(first)
      let rest = try arguments.dropFirst().map { range throws(SQLProblem) in ", " + (try expand(range)) }.joined()
      return
        "\(name)(if(typeof(\(value)) like '\(type)%', raise_error(\(SparkText.literal(instead))), \(value))\(rest))"
    }
  }

  private static let ends: Set<String> = [
    "limit", "offset", "rows", "range", "groups", "fetch", "union", "except", "intersect",
  ]

  /// The embedded engine has nulls last in either direction.
  private func nullsLast(after by: Int) -> [Edit] {
    var (edits, depth, saysNulls, last) = ([Edit](), 0, false, by)
    func close() {
      guard last > by, !saysNulls else { return }
      let end = tokens.tokens[last].range.upperBound
      edits.append(Edit(range: end..<end) { _ throws(SQLProblem) in " nulls last" })
    }
    for index in (by + 1)..<tokens.tokens.count {
      if depth == 0,
        tokens.isMark(index, ")")
          || tokens.tokens[index].kind == .word && Self.ends.contains(tokens.text(index).lowercased())
      {
        break
      }
      if depth == 0, tokens.isMark(index, ",") {
        close()
        saysNulls = false
        continue
      }
      if tokens.isMark(index, "(") { depth += 1 }
      if tokens.isMark(index, ")") { depth -= 1 }
      if tokens.isWord(index, "nulls") { saysNulls = true }
      last = index
    }
    close()
    return edits
  }
}
