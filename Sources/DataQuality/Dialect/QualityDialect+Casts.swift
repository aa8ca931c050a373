import Clocks
import Foundation

/// Values as values of another type. NULL is what has none.
extension QualityDialect {
  /// - Parameter name: as DuckDB calls the type.
  func type(_ name: String) -> String {
    switch (self, name) {
    case (.spark, "VARCHAR"): "STRING"
    case (.spark, "TIMESTAMPTZ"): "TIMESTAMP"
    default: name
    }
  }

  /// A value that is no text.
  func tryCast(_ value: String, as name: String) -> String {
    switch (self, name) {
    // Spark has no float too large: it is infinity then.
    case (.spark, "FLOAT"):
      "CASE WHEN abs(CAST(\(value) AS DOUBLE)) < 3.4028235677973366E38D OR abs(CAST(\(value) AS DOUBLE)) >= DOUBLE('inf') "
        + "THEN TRY_CAST(\(value) AS FLOAT) END"
    default: "TRY_CAST(\(value) AS \(type(name)))"
    }
  }

  /// A number without its fraction.
  func truncated(_ value: String, of column: QualityContext.Column, as name: String) -> String {
    switch self {
    case .duckDB: "TRY_CAST(trunc(\(value)) AS \(name))"
    // The least double above all longs is the greatest long to Spark.
    case .spark where column.isFloating:
      "CASE WHEN \(value) < 9223372036854775808D THEN TRY_CAST(\(value) AS \(name)) END"
    case .spark: "TRY_CAST(\(value) AS \(name))"
    }
  }

  /// A text, nearly of the shape of such a value.
  func read(_ text: String, as name: String) -> String {
    switch (self, name) {
    case (.duckDB, _): "TRY_CAST(trim(\(text)) AS \(name))"
    case (.spark, "TIMESTAMPTZ"): sparkMoment(text)
    case (.spark, _): "TRY_CAST(\(text) AS \(type(name)))"
    }
  }

  /// Of a text that is a moment the day as it is written.
  func writtenDay(_ text: String) -> String {
    switch self {
    case .duckDB: "TRY_CAST(trim(\(text)) AS DATE)"
    case .spark: "TRY_CAST(regexp_extract(\(text), '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}', 0) AS DATE)"
    }
  }

  /// Nothing before the clock would be today to Spark. DuckDB reads more than it: 24:00 for the next midnight, and any offset; and less: an offset only behind seconds.
  private func sparkMoment(_ text: String) -> String {
    let blank = #"[ \t\n\f\r]*"#
    let zone = #"(?:(?:Z| UTC|([+-][0-9]{2})(?::?([0-9]{2}))?)\#(blank))?"#
    let clock = #"(?:[ T]([0-9]{1,2}:[0-9]{2})(?:(:[0-9]{2}(?:[.][0-9]+)?)\#(zone))?)?"#
    let shape = literal(#"\A\#(blank)([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})\#(clock) *\z"#)
    func part(_ number: Int) -> String { "regexp_extract(\(text), \(shape), \(number))" }
    func number(_ text: String) -> String { "coalesce(TRY_CAST(\(text) AS INT), 0)" }
    let midnight = "TIMESTAMPADD(HOUR, 24, TRY_CAST(concat(\(part(1)), ' 00:00:00Z') AS TIMESTAMP))"
    let time = "coalesce(nullif(\(part(2)), ''), '00:00'), coalesce(nullif(\(part(3)), ''), ':00')"
    let local =
      "CASE WHEN concat(\(part(2)), \(part(3))) RLIKE '^24:00(:00([.]0*)?)?$' THEN \(midnight) "
      + "ELSE TRY_CAST(concat(nullif(\(part(1)), ''), ' ', \(time), 'Z') AS TIMESTAMP) END"
    let offset = "3600 * abs(\(number(part(4)))) + 60 * \(number(part(5)))"
    let east = "CASE WHEN \(part(4)) LIKE '-%' THEN \(offset) ELSE -(\(offset)) END"
    return "TIMESTAMPADD(SECOND, \(east), \(local))"
  }

  // MARK: As text

  func text(_ column: QualityContext.Column) -> String {
    let value = column.sql
    switch (self, column.kind) {
    case (_, .text): return value
    case (.duckDB, _): return "CAST(\(value) AS VARCHAR)"
    case (.spark, .timestamp):
      let plain = "trim(LEADING '+' FROM CAST(\(value) AS STRING))"
      return column.isZoned ? "concat(\(plain), '+00')" : plain
    case (.spark, .date): return "trim(LEADING '+' FROM CAST(\(value) AS STRING))"
    case (.spark, _): return column.isFloating ? text(ofDouble: value) : "CAST(\(value) AS STRING)"
    }
  }

  /// A double as DuckDB writes it: whole digits below 10¹⁶, `1e+16` from there on, `1e-05` below 10⁻⁴.
  func text(ofDouble value: String) -> String {
    guard self == .spark else { return "CAST(\(value) AS VARCHAR)" }
    let written = "CAST(\(value) AS STRING)"
    let size = "abs(CAST(\(value) AS DOUBLE))"
    let plain = "regexp_replace(CAST(CAST(\(written) AS DECIMAL(38, 21)) AS STRING), '([.][0-9]+?)0*$', '$1')"
    let mantissa = "regexp_replace(\(written), '([.]0)?E.*$', '')"
    let exponent = "CAST(regexp_extract(\(written), 'E(-?[0-9]+)$', 1) AS INT)"
    let scientific =
      "concat(\(mantissa), CASE WHEN \(exponent) < 0 THEN 'e-' ELSE 'e+' END, "
      + "CASE WHEN abs(\(exponent)) < 10 THEN '0' ELSE '' END, CAST(abs(\(exponent)) AS STRING))"
    return "CASE WHEN isnan(\(value)) THEN 'nan' WHEN \(size) = DOUBLE('inf') "
      + "THEN CASE WHEN \(value) < 0 THEN '-inf' ELSE 'inf' END "
      + "WHEN NOT \(written) RLIKE 'E' THEN \(written) "
      + "WHEN \(size) < 1E16D AND \(size) >= 1E-4D THEN \(plain) ELSE \(scientific) END"
  }

  /// Whether a text is a day in a form such as `dd/MM/yyyy`, with no blank and no digit missing. A form without a year takes
  /// 29 February.
  func isWritten(_ text: String, as form: String) -> String {
    switch self {
    case .duckDB:
      let full = form.replacing("yyyy", with: "%Y").replacing("MM", with: "%m").replacing("dd", with: "%d")
      guard form.contains("yyyy") else {
        return MomentSQL.isWritten("(\(text) || '-2000')", as: literal(full + "-%Y"))
      }
      return MomentSQL.isWritten(text, as: literal(full))
    case .spark: return sparkIsWritten(text, as: form)
    }
  }

  private func sparkIsWritten(_ text: String, as form: String) -> String {
    let parts = form.split { !$0.isLetter }.map(String.init)
    let digits = parts.map { $0 == "yyyy" ? "([0-9]{4})" : "([0-9]{2})" }
    let pattern = literal("\\A\(digits.joined(separator: form.contains("/") ? "/" : "-"))\\z")
    let iso = [("yyyy", "2000"), ("MM", "01"), ("dd", "01")].map { part, otherwise in
      parts.firstIndex(of: part).map { "$\($0 + 1)" } ?? otherwise
    }
    let day = "TRY_CAST(regexp_replace(\(text), \(pattern), '\(iso.joined(separator: "-"))') AS DATE)"
    return "coalesce(\(text) RLIKE \(pattern) AND \(day) IS NOT NULL, false)"
  }

  // MARK: Moments

  func literal(_ moment: Date) -> String { "TIMESTAMP '\(Timestamp.text(moment).dropLast())'" }

  func literal(_ day: CalendarDay) -> String { "DATE '\(day)'" }

  /// From a moment (SQL of type timestamp) to another.
  func microseconds(from moment: String, to end: Date) -> String {
    switch self {
    case .duckDB: "date_diff('microsecond', \(moment), \(literal(end)))"
    case .spark: "(unix_micros(\(literal(end))) - unix_micros(\(moment)))"
    }
  }

  /// Seconds since 1970, as a double.
  func seconds(_ moment: String) -> String {
    switch self {
    case .duckDB: "epoch(\(moment))"
    case .spark: "(unix_micros(CAST(\(moment) AS TIMESTAMP)) / 1000000D)"
    }
  }
}
