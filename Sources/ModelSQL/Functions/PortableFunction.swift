/// The functions of the portable subset that every engine spells differently. A model calls them by these names; each
/// call is replaced by the engine's own words.
package enum PortableFunction: String, Sendable, Hashable, CaseIterable {
  case parseDate = "parse_date"
  case parseTimestamp = "parse_timestamp"
  case tryInt = "try_int"
  case tryDecimal = "try_decimal"
  case regexpReplace = "regexp_replace"
  case regexpExtract = "regexp_extract"
  case dateAddDays = "date_add_days"
  case dateDiffDays = "date_diff_days"
  case dayOfWeek = "day_of_week"
  case isoWeek = "iso_week"
  case isoYear = "iso_year"
  case monthName = "month_name"
  case dayName = "day_name"
  case percentile
  case stringAgg = "string_agg"
  case jsonText = "json_text"
  case hashKey = "hash_key"
  case hashText = "hash_text"
  case dateSeries = "date_series"
  case safeDivide = "safe_divide"
  case runDate = "run_date"
  case runTimestamp = "run_timestamp"
  case secret

  /// How it is called, for messages and help.
  package var signature: String {
    switch self {
    case .parseDate, .parseTimestamp: "\(rawValue)(text, 'format', …)"
    case .tryInt: "try_int(text)"
    case .tryDecimal: "try_decimal(text, precision, scale)"
    case .regexpReplace: "regexp_replace(text, pattern, replacement)"
    case .regexpExtract: "regexp_extract(text, pattern, group)"
    case .dateAddDays: "date_add_days(date, days)"
    case .dateDiffDays: "date_diff_days(from, to)"
    case .dayOfWeek, .isoWeek, .isoYear, .monthName, .dayName: "\(rawValue)(date)"
    case .percentile: "percentile(value, fraction)"
    case .stringAgg: "string_agg(text, separator)"
    case .jsonText: "json_text(json, path)"
    case .hashKey, .hashText: "\(rawValue)(value, …)"
    case .dateSeries: "date_series(from, to)"
    case .safeDivide: "safe_divide(dividend, divisor)"
    case .runDate, .runTimestamp: "\(rawValue)()"
    case .secret: "secret('name')"
    }
  }

  /// How many arguments it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .parseDate, .parseTimestamp: 2...Int.max
    case .hashKey, .hashText: 1...Int.max
    case .tryDecimal, .regexpReplace, .regexpExtract: 3...3
    case .dateAddDays, .dateDiffDays, .percentile, .stringAgg, .jsonText, .dateSeries, .safeDivide: 2...2
    case .tryInt, .dayOfWeek, .isoWeek, .isoYear, .monthName, .dayName, .secret: 1...1
    case .runDate, .runTimestamp: 0...0
    }
  }
}
