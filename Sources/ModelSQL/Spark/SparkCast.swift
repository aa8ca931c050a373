import Words

/// A cast in a model's text, and what Spark calls it so that it means the same.
struct SparkCast {
  /// From `cast` to the closing parenthesis.
  let range: Range<Int>
  let value: Range<Int>
  /// In Spark's words.
  let type: String
  /// What is cast holds a query, which must not be asked twice.
  private let holdsQuery: Bool

  /// Nil for a word that begins no cast, or one to a type outside of the portable ones.
  init?(_ tokens: SQLTokens, at word: Int) {
    guard tokens.isWord(word, "cast"),
      let (range, arguments) = tokens.call(atByte: tokens.tokens[word].range.lowerBound),
      let argument = arguments.first,
      let last = arguments.last, let keyword = Self.lastAs(tokens, word + 2, before: range.upperBound)
    else { return nil }
    let kind = tokens.text(tokens.tokens[keyword + 1].range.lowerBound..<last.upperBound)
    guard let type = Self.sparkType(kind) else { return nil }
    (self.range, self.type) = (range, type)
    let value = argument.lowerBound..<tokens.tokens[keyword - 1].range.upperBound
    self.value = value
    holdsQuery = tokens.tokens.indices.contains {
      value.contains(tokens.tokens[$0].range.lowerBound) && tokens.isWord($0, "select")
    }
  }

  private static func lastAs(_ tokens: SQLTokens, _ first: Int, before end: Int) -> Int? {
    var (depth, found) = (0, Int?.none)
    for index in first..<tokens.tokens.count where tokens.tokens[index].range.upperBound < end {
      if tokens.isMark(index, "(") { depth += 1 }
      if tokens.isMark(index, ")") { depth -= 1 }
      if depth == 0, tokens.isWord(index, "as") { found = index }
    }
    return found.flatMap { $0 > first && $0 + 1 < tokens.tokens.count ? $0 : nil }
  }

  static func sparkType(_ type: String) -> String? {
    let words = SQLTokens(type)
    guard words.tokens.first?.kind == .word else { return nil }
    let rest = String(decoding: words.bytes[words.tokens[0].range.upperBound...], as: UTF8.self)
    switch words.text(0).lowercased() {
    case "varchar", "text", "string", "char": return "string"
    case "int", "integer", "int4": return rest.isEmpty ? "int" : nil
    case "bigint", "int8", "long": return rest.isEmpty ? "bigint" : nil
    case "double", "float8": return "double"
    case "boolean", "bool": return "boolean"
    case "date": return "date"
    case "timestamp", "datetime": return rest.isEmpty ? "timestamp" : nil
    // The engine's own default.
    case "decimal", "numeric": return rest.isEmpty ? "decimal(18, 3)" : "decimal\(rest)"
    default: return nil
    }
  }

  /// - Parameter value: what is cast, expanded.
  func sql(_ value: String) -> String {
    guard !holdsQuery else { return "cast(\(value) as \(type))" }
    switch type {
    case "int", "bigint": return rounded(value)
    case "date", "timestamp": return moment(value)
    default: return type.hasPrefix("decimal(") ? decimal(value) : "cast(\(value) as \(type))"
    }
  }

  /// Of a double Spark rounds the digits it is written with; the embedded engine multiplies and rounds what that gives.
  private func decimal(_ value: String) -> String {
    let cast = "cast(\(value) as \(type))"
    let numbers = type.split { !$0.isNumber }.compactMap { Int($0) }
    guard let scale = numbers.count > 1 ? numbers[1] : numbers.isEmpty ? nil : 0 else { return cast }
    let whole = "cast(cast(round(cast(\(value) as double) * 1e\(scale)) as bigint) as decimal(38, 0))"
    return "(case when typeof(\(value)) in ('double', 'float') and abs(cast(\(value) as double)) * 1e\(scale) < 9e18 "
      + "then cast(\(whole) * cast(1e-\(scale) as decimal(38, \(scale))) as \(type)) else \(cast) end)"
  }

  /// Spark cuts a fraction off where the embedded engine rounds it.
  private func rounded(_ value: String) -> String {
    "(case when typeof(\(value)) in ('double', 'float') then cast(rint(cast(\(value) as double)) as \(type)) "
      + "when typeof(\(value)) like 'decimal%' then cast(cast(\(value) as decimal(38, 0)) as \(type)) "
      + "else cast(\(value) as \(type)) end)"
  }

  /// Spark takes `2026` and `2026-11` for days, and stops at what follows a day. The shapes are those of `TextCast`.
  private func moment(_ value: String) -> String {
    let text = "cast(\(value) as string)"
    let (day, clock) = (
      #"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}"#, #"[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?"#
    )
    let offset = #" ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)"#
    let blank = #"[ \t\n\f\r]*"#
    // An offset that the text says counts, and is none of a day alone.
    let shape = SparkText.literal("^\(blank)\(day)(\(clock)(\(offset))?)?\(blank)\\z")
    let dashed = "replace(trim(translate(\(text), '\\t\\n\\f\\r', '    ')), '/', '-')"
    // An offset behind minutes is none to Spark.
    let iso = "regexp_replace(\(dashed), '([ T][0-9]{1,2}:[0-9]{2}) ?([Z+-])', '$1:00$2')"
    return "(case when typeof(\(value)) <> 'string' or \(value) is null then cast(\(value) as \(type)) "
      + "when \(text) rlike \(shape) then cast(cast(\(iso) as timestamp) as \(type)) "
      + "else cast(raise_error(concat('no \(type): ', \(text))) as \(type)) end)"
  }
}
