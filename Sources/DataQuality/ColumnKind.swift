import Clocks

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
  var sql: String { SQLText.identifier(name) }

  /// As text, for lengths, patterns and lists of texts.
  var text: String { kind == .text ? sql : "CAST(\(sql) AS VARCHAR)" }

  /// As a number; nil when the type has none. A text that is no number is NULL.
  var number: String? {
    switch kind {
    case .number: sql
    case .text: "TRY_CAST(\(sql) AS DOUBLE)"
    default: nil
    }
  }

  /// As a calendar day; nil when the type has none. A text that is no day is NULL.
  var day: String? {
    switch kind {
    case .date, .timestamp: "TRY_CAST(\(sql) AS DATE)"
    case .text: MomentSQL.day(sql)
    default: nil
    }
  }

  /// As a moment; nil when the type has none.
  var moment: String? {
    switch kind {
    case .date, .timestamp: "TRY_CAST(\(sql) AS TIMESTAMP)"
    case .text: MomentSQL.moment(sql)
    default: nil
    }
  }
}
