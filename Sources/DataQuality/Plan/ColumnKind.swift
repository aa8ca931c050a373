/// The kinds of DuckDB types that rules tell apart.
enum ColumnKind {
  case number, text, date, timestamp, boolean, other

  init(type: String) {
    let name = type.prefix { $0 != "(" }.uppercased()
    switch name {
    case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
      "UHUGEINT", "FLOAT", "REAL", "DOUBLE", "DECIMAL", "NUMERIC":
      // Nested types print their element first: INTEGER[] is a list.
      self = type.hasSuffix("]") ? .other : .number
    case "VARCHAR", "TEXT", "STRING": self = .text
    case "DATE": self = .date
    case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ",
      "DATETIME":
      self = .timestamp
    case "BOOLEAN", "BOOL": self = .boolean
    default: self = .other
    }
  }
}

extension QualityContext.Column {
  var kind: ColumnKind { ColumnKind(type: type) }

  /// As text, for lengths, patterns and lists of texts.
  var text: String { dialect.text(self) }

  /// As a number; nil when the type has none. A text that is no number is NULL.
  var number: String? {
    switch kind {
    case .number: sql
    case .text: TextShape.number.cast(sql, to: "DOUBLE", dialect)
    default: nil
    }
  }

  /// As a calendar day; nil when the type has none. A text that is no day is NULL.
  var day: String? {
    switch kind {
    case .date, .timestamp: "TRY_CAST(\(sql) AS DATE)"
    // The day as it is written, of a moment that there is: the engine would not look at the hour.
    case .text:
      "CASE WHEN \(TextShape.moment.cast(sql, to: "TIMESTAMPTZ", dialect)) IS NOT NULL THEN \(dialect.writtenDay(sql)) END"
    default: nil
    }
  }

  /// As a moment; nil when the type has none.
  var moment: String? {
    switch kind {
    case .date, .timestamp: "TRY_CAST(\(sql) AS TIMESTAMP)"
    case .text: "CAST(\(TextShape.moment.cast(sql, to: "TIMESTAMPTZ", dialect)) AS TIMESTAMP)"
    default: nil
    }
  }
}

/// What a text must look like to stand for a value of another type. The engine alone is too kind: it takes `2026-02-1O`
/// for the first of February, `nan` for a number and `1_000` for a thousand.
enum TextShape: String {
  case number = #"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*"#
  /// A number without an exponent.
  case decimal = #"\s*[+-]?(\d+\.?\d*|\.\d+)\s*"#
  case moment = #"""
    \s*\d{4}-\d{1,2}-\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2}(\.\d{1,9})?)?\s*(Z|UTC|[+-]\d{2}(:?\d{2})?)?)?\s*
    """#

  /// NULL where the text has another shape, or no such value, as 30 February.
  func cast(_ sql: String, to type: String, _ dialect: QualityDialect) -> String {
    "CASE WHEN \(dialect.fullMatch(sql, rawValue)) THEN \(dialect.read(sql, as: type)) END"
  }
}
