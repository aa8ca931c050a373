/// SQL that says of one row whether a value meets a comparison: true or false, never NULL.
///
/// What NULL does follows AWS's executor: it fails every comparison but `!=` and `not in`, and where NULL stands among
/// the values it counts as one of them.
enum RowTest {
  /// - Parameters:
  ///   - value: what is compared; NULL where the column's value is none of its kind.
  ///   - column: the column itself, for the question whether it is NULL.
  static func sql<Value>(
    _ comparison: Comparison<Value>, value: String, column: String, literal: (Value) -> String
  ) -> String {
    let literals = comparison.values.map(literal)
    switch comparison.comparator {
    case .equal, .isIn: return member(literals, comparison.includesNull, value, column)
    case .notEqual, .notIn: return stranger(literals, comparison.includesNull, value, column)
    case .between: return known("\(value) > \(literals[0]) AND \(value) < \(literals[1])")
    case .notBetween: return known("\(value) <= \(literals[0]) OR \(value) >= \(literals[1])")
    case .greater, .greaterOrEqual, .less, .lessOrEqual:
      return known("\(value) \(comparison.comparator.rawValue) \(literals[0])")
    }
  }

  static func known(_ condition: String) -> String { "coalesce(\(condition), false)" }

  private static func member(_ literals: [String], _ withNull: Bool, _ value: String, _ column: String) -> String {
    let listed = literals.isEmpty ? nil : known("\(value) IN (\(SQLPart.list(literals)))")
    let null = withNull ? "\(column) IS NULL" : nil
    return "(" + [listed, null].compactMap { $0 }.joined(separator: " OR ") + ")"
  }

  private static func stranger(_ literals: [String], _ withNull: Bool, _ value: String, _ column: String) -> String {
    guard !literals.isEmpty else { return "(\(column) IS NOT NULL)" }
    let unlisted = known("\(value) NOT IN (\(SQLPart.list(literals)))")
    return withNull ? unlisted : "(\(column) IS NULL OR \(unlisted))"
  }

  // MARK: Texts

  static func sql(_ comparison: Comparison<TextValue>, of column: QualityContext.Column, ignoresCase: Bool) -> String {
    let any = anyOf(comparison.values, column.text, column.dialect, ignoresCase: ignoresCase)
    let column = column.sql
    switch (comparison.comparator, comparison.includesNull) {
    case (.equal, false), (.isIn, false): return any
    case (.equal, true), (.isIn, true): return "(\(column) IS NULL OR \(any))"
    case (_, false): return "(NOT \(any))"
    case (_, true): return "(\(column) IS NOT NULL AND NOT \(any))"
    }
  }

  private static func anyOf(
    _ values: [TextValue], _ text: String, _ dialect: QualityDialect, ignoresCase: Bool
  ) -> String {
    var literals: [String] = []
    var conditions: [String] = []
    for value in values {
      switch value {
      case .literal(let literal): literals.append(dialect.literal(ignoresCase ? literal.lowercased() : literal))
      case .empty: conditions.append("\(text) = ''")
      case .whitespacesOnly: conditions.append(dialect.fullMatch(text, #"\s+"#))
      }
    }
    let compared = ignoresCase ? dialect.lower(text) : text
    if !literals.isEmpty { conditions.insert("\(compared) IN (\(SQLPart.list(literals)))", at: 0) }
    return conditions.isEmpty ? "false" : known(conditions.joined(separator: " OR "))
  }

  /// NULL fails a pattern and its negation.
  static func sql(
    pattern: String, negated: Bool, of column: QualityContext.Column, ignoresCase: Bool
  ) -> String {
    let matches = column.dialect.fullMatch(column.text, ignoresCase ? "(?i)" + pattern : pattern)
    return known("\(negated ? "NOT " : "")\(matches)")
  }
}
