import Words

/// What each portable function is called in DuckDB. Arguments come expanded, as SQL.
enum DuckDBFunctions {
  /// Throws when a literal cannot be said in SQL.
  static func expand(
    _ call: FunctionCall, _ arguments: [String], literals: [String?], parameters: RunParameters
  ) throws(SQLQuote.Refusal) -> String {
    switch call.function {
    case .parseDate: try parse(arguments[0], literals.dropFirst(), as: "date")
    case .parseTimestamp: try parse(arguments[0], literals.dropFirst(), as: "timestamp")
    case .tryInt: tryInt(arguments[0])
    case .tryDecimal: tryDecimal(arguments)
    case .regexpReplace: try regexpReplace(arguments, literals[2])
    case .regexpExtract: "nullif(regexp_extract(\(text(arguments[0])), \(arguments[1]), \(arguments[2])), '')"
    case .dateAddDays: "(cast(\(arguments[0]) as date) + cast(\(arguments[1]) as integer))"
    case .dateDiffDays: "date_diff('day', cast(\(arguments[0]) as date), cast(\(arguments[1]) as date))"
    case .dayOfWeek: "cast(isodow(cast(\(arguments[0]) as date)) as integer)"
    case .isoWeek: "cast(week(cast(\(arguments[0]) as date)) as integer)"
    case .isoYear: "cast(isoyear(cast(\(arguments[0]) as date)) as integer)"
    case .monthName: "monthname(cast(\(arguments[0]) as date))"
    case .dayName: "dayname(cast(\(arguments[0]) as date))"
    case .percentile: "quantile_cont(cast(\(arguments[0]) as double), \(arguments[1]))"
    case .stringAgg: stringAgg(arguments)
    case .jsonText: jsonText(arguments)
    case .hashKey: hashKey(arguments)
    case .hashText: "sha256(\(canonicalText(arguments)))"
    case .dateSeries: dateSeries(arguments, hasAlias: call.hasAlias)
    case .safeDivide: "(cast(\(arguments[0]) as double) / nullif(cast(\(arguments[1]) as double), 0))"
    case .runDate: "cast(\(try SQLQuote.literal(parameters.runDate)) as date)"
    case .runTimestamp: "cast(\(try SQLQuote.literal(parameters.runTimestamp)) as timestamp)"
    case .secret: "getvariable(\(try SQLQuote.literal("secret_" + (literals[0] ?? ""))))"
    }
  }

  private static func text(_ value: String) -> String { "cast(\(value) as varchar)" }

  private static func parse(
    _ value: String, _ formats: ArraySlice<String?>, as type: String
  ) throws(SQLQuote.Refusal) -> String {
    var readings: [String] = []
    for format in formats {
      // The formats were read when the model was analysed; one that was not is read by nothing.
      guard let format, let known = try? DateFormat(parsing: format) else { continue }
      readings.append(try known.duckDB(text(value), as: type))
    }
    let read = readings.count == 1 ? readings[0] : "coalesce(\(readings.joined(separator: ", ")))"
    // The type is known before the query runs, so that the branch costs nothing; a moment's text is read by no format.
    return "(case when \(isMoment(value)) then try_cast(\(text(value)) as \(type)) else \(read) end)"
  }

  /// Whether a value is a date or a moment already, as Parquet files bring them.
  private static func isMoment(_ value: String) -> String {
    "typeof(\(value)) in ('DATE', 'TIMESTAMP', 'TIMESTAMP WITH TIME ZONE')"
  }

  /// A cast alone would round '1.5' and take '0x1f', '1e3' and '1_000'. A text that the number turns back into is none of
  /// those, which is known in two thirds of the time a pattern takes; an argument that is itself worked out is not worked
  /// out more often for that.
  private static func tryInt(_ value: String) -> String {
    let number = "try_cast(\(text(value)) as bigint)"
    let plain = value.contains("(") ? "" : "when cast(\(number) as varchar) = \(text(value)) then \(number) "
    return "(case \(plain)when regexp_full_match(\(text(value)), '\\s*[+-]?[0-9]+\\s*') then \(number) "
      + "when \(isWholeFraction(value)) then \(number) end)"
  }

  /// A number of a type with fractions that has none, as Parquet files bring them; a text is never one.
  private static func isWholeFraction(_ value: String) -> String {
    let number = "try_cast(\(text(value)) as bigint)"
    return
      "(typeof(\(value)) in ('DOUBLE', 'FLOAT') and cast(\(number) as double) = try_cast(\(text(value)) as double)) "
      + "or (starts_with(typeof(\(value)), 'DECIMAL') and regexp_full_match(\(text(value)), '-?[0-9]+[.]0+'))"
  }

  /// A cast alone would take '1_000'.
  private static func tryDecimal(_ arguments: [String]) -> String {
    let value = text(arguments[0])
    return "(case when not contains(\(value), '_') then "
      + "try_cast(\(value) as decimal(\(arguments[1]), \(arguments[2]))) end)"
  }

  /// All matches, groups as `$1`, the way Java and Spark write them; RE2 wants `\1`.
  private static func regexpReplace(_ arguments: [String], _ replacement: String?) throws(SQLQuote.Refusal) -> String {
    let value = text(arguments[0])
    guard let replacement else { return "regexp_replace(\(value), \(arguments[1]), \(arguments[2]), 'g')" }
    let translated = replacement.replacing("\\", with: "\\\\").replacing(/\$([0-9])/) { "\\\($0.output.1)" }
    return "regexp_replace(\(value), \(arguments[1]), \(try SQLQuote.literal(translated)), 'g')"
  }

  /// Without an order the engine's threads decide it, so the texts are sorted unless the model says how.
  private static func stringAgg(_ arguments: [String]) -> String {
    let tokens = SQLTokens(arguments[1])
    guard tokens.firstWord("order") == nil else { return "string_agg(\(arguments[0]), \(arguments[1]))" }
    let first = SQLTokens(arguments[0])
    let isDistinct = first.isWord(0, "distinct")
    let value =
      isDistinct ? String(decoding: first.bytes[first.tokens[0].range.upperBound...], as: UTF8.self) : arguments[0]
    return "string_agg(\(isDistinct ? "distinct " : "")\(text(value)), \(arguments[1]) order by \(text(value)))"
  }

  /// DuckDB stops at text that is no JSON.
  private static func jsonText(_ arguments: [String]) -> String {
    "(case when json_valid(\(text(arguments[0]))) then json_extract_string(\(text(arguments[0])), \(arguments[1])) end)"
  }

  /// Arguments as text, joined by '|', a null as nothing; null when all are.
  private static func canonicalText(_ arguments: [String]) -> String {
    guard arguments.count > 1 else { return text(arguments[0]) }
    let joined = arguments.map { "coalesce(\(text($0)), '')" }.joined(separator: " || '|' || ")
    let allNull = arguments.map { "(\($0)) is null" }.joined(separator: " and ")
    return "case when \(allNull) then null else \(joined) end"
  }

  /// The first 15 hexadecimal digits of the MD5. `md5_number` holds the digest's bytes in reverse, so the lowest eight
  /// bytes are turned round; that takes half the time of cutting and reading the hexadecimal text, which gives the same.
  private static func hashKey(_ arguments: [String]) -> String {
    let digest = "cast(md5_number(\(canonicalText(arguments))) & 18446744073709551615::uhugeint as ubigint)"
    let bytes = (0..<7).map { "(((\(digest) >> \(8 * $0)) & 255) << \(52 - 8 * $0))" } + ["(\(digest) >> 60)"]
    return "coalesce(cast(\(bytes.joined(separator: " | ")) as bigint), -1)"
  }

  private static func dateSeries(_ arguments: [String], hasAlias: Bool) -> String {
    let (from, to) = ("cast(\(arguments[0]) as timestamp)", "cast(\(arguments[1]) as timestamp)")
    let days = "unnest(generate_series(\(from), \(to), interval 1 day))"
    return "(select cast(\(days) as date) as \"date\")" + (hasAlias ? "" : " as date_series")
  }
}
