import Words

/// What each portable function is called in Spark SQL (3.5 and later, ANSI mode, UTC). Arguments come expanded, as SQL.
enum SparkFunctions {
  static func expand(
    _ call: FunctionCall, _ arguments: [String], literals: [String?], parameters: RunParameters
  ) throws(SQLQuote.Refusal) -> String {
    switch call.function {
    case .parseDate: parse(arguments[0], literals.dropFirst(), as: "date")
    case .parseTimestamp: parse(arguments[0], literals.dropFirst(), as: "timestamp")
    case .tryInt: tryInt(arguments[0])
    case .tryDecimal: tryDecimal(arguments)
    case .regexpReplace: try regexpReplace(arguments, literals)
    case .regexpExtract:
      "nullif(regexp_extract(\(text(arguments[0])), \(try pattern(literals[1])), \(arguments[2])), '')"
    case .dateAddDays: "date_add(cast(\(arguments[0]) as date), cast(\(arguments[1]) as int))"
    case .dateDiffDays: "cast(datediff(cast(\(arguments[1]) as date), cast(\(arguments[0]) as date)) as bigint)"
    case .dayOfWeek: "(weekday(cast(\(arguments[0]) as date)) + 1)"
    case .isoWeek: "weekofyear(cast(\(arguments[0]) as date))"
    case .isoYear: "extract(yearofweek from cast(\(arguments[0]) as date))"
    case .monthName: "date_format(cast(\(arguments[0]) as date), 'MMMM')"
    case .dayName: "date_format(cast(\(arguments[0]) as date), 'EEEE')"
    case .percentile: "percentile(cast(\(arguments[0]) as double), \(arguments[1]))"
    case .stringAgg: try stringAgg(arguments)
    case .jsonText: try jsonText(arguments, literals[1])
    case .hashKey: hashKey(arguments)
    case .hashText: "sha2(cast(\(canonicalText(arguments)) as binary), 256)"
    case .dateSeries: dateSeries(arguments, hasAlias: call.hasAlias)
    case .safeDivide: "(cast(\(arguments[0]) as double) / nullif(cast(\(arguments[1]) as double), 0))"
    case .runDate: "cast(\(SparkText.literal(parameters.runDate)) as date)"
    case .runTimestamp: "cast(\(SparkText.literal(parameters.runTimestamp)) as timestamp)"
    // A value in the text would stand in Spark's plans and logs.
    case .secret: "(select \(SparkText.name(literals[0] ?? "")) from \(SparkSecrets.view))"
    }
  }

  private static func text(_ value: String) -> String { "cast(\(value) as string)" }

  private static func parse(_ value: String, _ formats: ArraySlice<String?>, as type: String) -> String {
    var readings: [String] = []
    for format in formats {
      // The formats were read when the model was analysed; one that was not is read by nothing.
      guard let format, let known = try? DateFormat(parsing: format) else { continue }
      readings.append(known.spark(text(value), as: type))
    }
    let isMoment = "typeof(\(value)) in ('date', 'timestamp', 'timestamp_ntz')"
    return "(case when \(isMoment) then try_cast(\(text(value)) as \(type)) "
      + "else coalesce(\(readings.joined(separator: ", "))) end)"
  }

  private static func tryInt(_ value: String) -> String {
    let (number, fraction) = ("try_cast(\(text(value)) as bigint)", "try_cast(\(text(value)) as double)")
    let whole = #"'^[ \\t\\n\\f\\r]*[+-]?[0-9]+[ \\t\\n\\f\\r]*\\z'"#
    return "(case when \(text(value)) rlike \(whole) then \(number) "
      + "when typeof(\(value)) in ('double', 'float') and \(fraction) = rint(\(fraction)) "
      + "then try_cast(\(fraction) as bigint) "
      + "when typeof(\(value)) like 'decimal%' and \(text(value)) rlike '^-?[0-9]+[.]0+\\\\z' "
      + "then try_cast(try_cast(\(text(value)) as decimal(38, 0)) as bigint) end)"
  }

  private static func tryDecimal(_ arguments: [String]) -> String {
    // Spark takes digits of other scripts and the `d` behind a number of Java.
    let number = #"'^[ \\t\\n\\x0B\\f\\r]*[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?[ \\t\\n\\x0B\\f\\r]*\\z'"#
    return "(case when \(text(arguments[0])) rlike \(number) then "
      + "try_cast(\(text(arguments[0])) as decimal(\(arguments[1]), \(arguments[2]))) end)"
  }

  private static func pattern(_ literal: String?) throws(SQLQuote.Refusal) -> String {
    guard let literal, let pattern = SparkText.pattern(literal) else {
      throw SQLQuote.Refusal(
        reason: "a pattern for Spark must be a text in quotes, without [[:class:]], (?P<name>, \\Q, \\C or \\z")
    }
    return SparkText.literal(pattern)
  }

  private static func regexpReplace(_ arguments: [String], _ literals: [String?]) throws(SQLQuote.Refusal) -> String {
    guard let replacement = literals[2] else {
      throw SQLQuote.Refusal(reason: "what regexp_replace puts in must be a text in quotes for Spark")
    }
    let replaced = SparkText.literal(SparkText.replacement(replacement))
    return "regexp_replace(\(text(arguments[0])), \(try pattern(literals[1])), \(replaced))"
  }

  private static func stringAgg(_ arguments: [String]) throws(SQLQuote.Refusal) -> String {
    guard SQLTokens(arguments[1]).firstWord("order") == nil else {
      throw SQLQuote.Refusal(reason: "string_agg with an order of its own is not yet run on Spark; leave the order out")
    }
    let first = SQLTokens(arguments[0])
    let isDistinct = first.isWord(0, "distinct")
    let value =
      isDistinct ? String(decoding: first.bytes[first.tokens[0].range.upperBound...], as: UTF8.self) : arguments[0]
    let collected = "sort_array(\(isDistinct ? "collect_set" : "collect_list")(\(text(value))))"
    return "(case when count(\(value)) > 0 then array_join(\(collected), \(arguments[1])) end)"
  }

  private static func jsonText(_ arguments: [String], _ path: String?) throws(SQLQuote.Refusal) -> String {
    guard let path, path.wholeMatch(of: /\$([.][A-Za-z_][A-Za-z0-9_]*|\[[0-9]+\])*/) != nil else {
      throw SQLQuote.Refusal(reason: "a path for Spark must be a text such as '$.a.b' or '$.a[0]'")
    }
    let json = text(arguments[0])
    // Spark stops reading at what it looks for; a text that goes on wrongly behind that is no JSON.
    return "(case when get_json_object(\(json), '$') is not null then get_json_object(\(json), '\(path)') end)"
  }

  /// Arguments as text, joined by '|', a null as nothing; null when all are.
  private static func canonicalText(_ arguments: [String]) -> String {
    guard arguments.count > 1 else { return text(arguments[0]) }
    let joined = arguments.map { "coalesce(\(text($0)), '')" }.joined(separator: " || '|' || ")
    let allNull = arguments.map { "(\($0)) is null" }.joined(separator: " and ")
    return "case when \(allNull) then null else \(joined) end"
  }

  private static func hashKey(_ arguments: [String]) -> String {
    let digits = "substring(md5(cast(\(canonicalText(arguments)) as binary)), 1, 15)"
    return "coalesce(cast(conv(\(digits), 16, 10) as bigint), -1)"
  }

  private static func dateSeries(_ arguments: [String], hasAlias: Bool) -> String {
    let (from, to) = ("cast(\(arguments[0]) as date)", "cast(\(arguments[1]) as date)")
    let days = "case when \(from) <= \(to) then sequence(\(from), \(to), interval 1 day) end"
    return "(select explode(\(days)) as `date`)" + (hasAlias ? "" : " as date_series")
  }
}

/// The one row of a project's secrets that a query may read, as a view of the Spark session.
package enum SparkSecrets {
  package static let view = "assay_secrets"
}
