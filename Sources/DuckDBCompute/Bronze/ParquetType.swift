import Lake

/// The types that columns of Parquet files have in Bronze: the file's own where the model language has it, text for the
/// rest. Where files differ the column has the narrowest type that holds every value of both, text where there is none.
///
/// Types are the engine's words. `NULL` is that of a column without any value, which goes with every other.
enum ParquetType {
  static let empty = ParquetContents.emptyType

  /// What a column of the engine's type is in Bronze.
  static func bronze(_ type: String) -> String {
    switch type {
    case "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "FLOAT", "DOUBLE", "DATE", "TIMESTAMP", empty: type
    case "UTINYINT": "SMALLINT"
    case "USMALLINT": "INTEGER"
    case "UINTEGER": "BIGINT"
    case "UBIGINT": "DECIMAL(20,0)"
    case "TIMESTAMP WITH TIME ZONE", "TIMESTAMP_S", "TIMESTAMP_MS": "TIMESTAMP"
    default: decimal(type) == nil ? "VARCHAR" : type
    }
  }

  /// The type that holds the values of both.
  static func joined(_ one: String, _ other: String) -> String {
    if one == other || other == empty { return one }
    if one == empty { return other }
    switch (number(one), number(other)) {
    case (.integer(let a)?, .integer(let b)?): return a >= b ? one : other
    case (.float?, .float?): return "DOUBLE"
    case (.integer(let digits)?, .float?), (.float?, .integer(let digits)?):
      // A double holds every whole number of 15 digits.
      return digits <= 15 ? "DOUBLE" : "VARCHAR"
    case (let a?, let b?): return wider(a, b)
    default: return Set([one, other]) == ["DATE", "TIMESTAMP"] ? "TIMESTAMP" : "VARCHAR"
    }
  }

  private enum Number {
    case integer(digits: Int)
    case decimal(whole: Int, scale: Int)
    case float

    var parts: (whole: Int, scale: Int)? {
      switch self {
      case .integer(let digits): (digits, 0)
      case .decimal(let whole, let scale): (whole, scale)
      case .float: nil
      }
    }
  }

  private static func number(_ type: String) -> Number? {
    switch type {
    case "TINYINT": .integer(digits: 3)
    case "SMALLINT": .integer(digits: 5)
    case "INTEGER": .integer(digits: 10)
    case "BIGINT": .integer(digits: 19)
    case "FLOAT", "DOUBLE": .float
    default: decimal(type).map { .decimal(whole: $0.precision - $0.scale, scale: $0.scale) }
    }
  }

  private static func wider(_ a: Number, _ b: Number) -> String {
    guard let a = a.parts, let b = b.parts else { return "VARCHAR" }
    let scale = max(a.scale, b.scale)
    let precision = max(a.whole, b.whole) + scale
    return precision <= 38 ? "DECIMAL(\(precision),\(scale))" : "VARCHAR"
  }

  private static func decimal(_ type: String) -> (precision: Int, scale: Int)? {
    guard let match = type.wholeMatch(of: /DECIMAL\((\d+),(\d+)\)/), let precision = Int(match.1),
      let scale = Int(match.2)
    else { return nil }
    return (precision, scale)
  }

  // MARK: Values

  /// SQL that gives a column of a file, whose type is `found`, in the type of the table.
  static func value(_ name: String, found: String, as type: String) -> String {
    if found == empty { return "CAST(NULL AS \(type))" }
    let own = bronze(found)
    let typed: String
    switch found {
    case "TIMESTAMP WITH TIME ZONE": typed = EngineTypes.plainTimestamp(name)
    case let nested where nested.hasSuffix("]") || nested.hasPrefix("STRUCT(") || nested.hasPrefix("MAP("):
      typed = "CAST(to_json(\(name)) AS VARCHAR)"
    case "FLOAT", "DOUBLE": typed = type == "VARCHAR" ? numberText(name) : name
    default: typed = "CAST(\(name) AS \(own))"
    }
    return own == type ? typed : "CAST(\(typed) AS \(type))"
  }

  /// A whole number as such: beside integers `1.0` would be read as none.
  private static func numberText(_ name: String) -> String {
    "CASE WHEN isfinite(\(name)) AND trunc(\(name)) = \(name) AND abs(\(name)) < 1e15 "
      + "THEN CAST(CAST(\(name) AS BIGINT) AS VARCHAR) ELSE CAST(\(name) AS VARCHAR) END"
  }
}
