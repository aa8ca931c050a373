/// Numbers, and what many of them come to.
extension QualityDialect {
  /// A number of a rule, beside values of a column.
  func number(_ digits: String, beside column: QualityContext.Column) -> String {
    switch self {
    case .duckDB: "(\(digits))"
    // DuckDB takes a number of a rule for a float where it stands beside one, Spark both for doubles.
    case .spark where column.isFloat: "(CAST(\(digits) AS FLOAT))"
    // Spark decides beforehand on a decimal that no whole number of the column reaches, and forgets NULL.
    case .spark where column.isWhole && Int64(digits) == nil: Self.decimal(digits)
    case .spark: "(\(digits))"
    }
  }

  /// One that is not seen to be a constant before it is compared.
  private static func decimal(_ digits: String) -> String {
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    let scale = parts.count > 1 ? parts[1].utf8.count : 0
    guard parts.joined().filter(\.isNumber).utf8.count <= 38 else { return "(\(digits))" }
    return "(CAST('\(digits)' AS DECIMAL(38, \(scale))))"
  }

  /// A value beside one of another column: DuckDB compares floats with all but doubles as floats.
  func comparable(_ value: String, _ column: QualityContext.Column, with other: QualityContext.Column) -> String {
    guard self == .spark, column.kind == .number, other.kind == .number, column.isFloat != other.isFloat,
      !column.isDouble, !other.isDouble
    else { return value }
    return "CAST(\(value) AS FLOAT)"
  }

  /// `sum`, `avg`, `stddev_pop` or `var_pop` of a column's numbers.
  ///
  /// - Parameter filter: ` FILTER (…)`, or nothing.
  func aggregate(_ function: String, _ value: String, of column: QualityContext.Column, _ filter: String) -> String {
    guard self == .spark else { return "\(function)(\(value))\(filter)" }
    if function != "sum" && function != "avg" { return inRange("\(function)(CAST(\(value) AS DOUBLE))\(filter)") }
    guard column.kind == .number, !column.isFloating else { return "\(function)(\(value))\(filter)" }
    let sum = "sum(CAST(\(value) AS DECIMAL(38, \(column.scale))))\(filter)"
    guard function == "avg" else { return sum }
    // The digits of the sum by those of the count: one division, as there.
    return "(CAST(replace(CAST(\(sum) AS STRING), '.', '') AS DOUBLE) "
      + "/ nullif(CAST(count(\(value))\(filter) AS DOUBLE) * 1E\(column.scale)D, 0D))"
  }

  /// - Parameter filter: ` FILTER (…)`, or nothing.
  func correlation(_ one: String, _ other: String, _ filter: String) -> String {
    switch self {
    case .duckDB: "corr(\(one), \(other))\(filter)"
    case .spark: inRange("corr(CAST(\(one) AS DOUBLE), CAST(\(other) AS DOUBLE))\(filter)")
    }
  }

  /// DuckDB ends a spread that is no finite number, as where a value is none.
  private func inRange(_ spread: String) -> String {
    "CASE WHEN isnan(\(spread)) OR abs(\(spread)) = DOUBLE('inf') "
      + "THEN CAST(raise_error('a spread is out of range') AS DOUBLE) ELSE \(spread) END"
  }
}

extension QualityDialect {
  /// A decimal as text, without the noughts at its end.
  func withoutZeros(_ decimal: String) -> String {
    switch self {
    case .duckDB: #"regexp_replace(CAST(\#(decimal) AS VARCHAR), '\.?0+$', '')"#
    case .spark: #"regexp_replace(CAST(\#(decimal) AS STRING), '[.]?0+$', '')"#
    }
  }
}

extension QualityContext.Column {
  /// Without its parentheses: `DECIMAL`.
  private var typeName: String { type.prefix { $0 != "(" }.uppercased() }

  var isZoned: Bool { typeName == "TIMESTAMP WITH TIME ZONE" || typeName == "TIMESTAMPTZ" }

  /// One of 32 bits.
  var isFloat: Bool { typeName == "FLOAT" || typeName == "REAL" }

  var isDouble: Bool { typeName == "DOUBLE" }

  var isFloating: Bool { isFloat || isDouble }

  var isWhole: Bool { kind == .number && !isFloating && typeName != "DECIMAL" && typeName != "NUMERIC" }

  /// Digits behind the point; none of whole numbers.
  var scale: Int {
    guard typeName == "DECIMAL" || typeName == "NUMERIC" else { return 0 }
    return type.split { !$0.isNumber }.dropFirst().first.flatMap { Int($0) } ?? 0
  }
}
