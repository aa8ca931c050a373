/// A sum, mean or spread of a column's numbers.
///
/// Texts are numbers where a rule takes them for such: every text must be one, and the rule fails that finds another.
struct NumberMeasure {
  let column: QualityContext.Column
  let function: String

  init(_ column: QualityContext.Column, _ function: String) {
    self.column = column
    self.function = function
  }

  /// The column as a number.
  var value: String { column.number ?? "CAST(NULL AS DOUBLE)" }

  func aggregate(_ filter: String?) -> String {
    guard column.kind == .text, function == "sum" else {
      return column.dialect.aggregate(function, value, of: column, Self.clause(filter))
    }
    return exactSum(filter)
  }

  /// Texts are summed as the decimals they are, so that money adds up; as doubles only where one has more digits than
  /// a decimal holds.
  private func exactSum(_ filter: String?) -> String {
    let isPlain = column.dialect.fullMatch(column.sql, #"\s*[+-]?\d{1,20}(\.\d{0,10})?\s*"#)
    let others = Self.joined(filter, "\(column.sql) IS NOT NULL AND NOT \(isPlain)")
    let decimal =
      "sum(CASE WHEN \(isPlain) THEN \(column.dialect.read(column.sql, as: "DECIMAL(38,10)")) END)\(Self.clause(filter))"
    let exact = column.dialect.withoutZeros(decimal)
    return "CASE WHEN count(*) FILTER (WHERE \(others)) = 0 THEN \(exact) "
      + "ELSE \(column.dialect.text(ofDouble: "sum(\(value))\(Self.clause(filter))")) END"
  }

  /// Counts the values that are no numbers; nil where there can be none.
  func strangers(_ filter: String?) -> String? {
    guard column.kind == .text else { return nil }
    return "count(*) FILTER (WHERE \(Self.joined(filter, "\(column.sql) IS NOT NULL AND (\(value)) IS NULL")))"
  }

  private static func clause(_ filter: String?) -> String { filter.map { " FILTER (WHERE \($0))" } ?? "" }

  private static func joined(_ filter: String?, _ condition: String) -> String {
    filter.map { "\($0) AND \(condition)" } ?? condition
  }
}
