import Clocks

/// Rules about the value of each row.
extension SimplePlanner {
  func valueTest() throws(Settled) -> String {
    let column = try column()
    let ignoresCase = tag("ignoreCase")?.lowercased() == "true"
    switch simple.condition {
    case .number(let comparison): return try numberTest(column, comparison)
    case .date(let comparison): return try dateTest(column, comparison)
    case .text(let comparison):
      // No text is a truth; NULL alone is asked for in a column of any type.
      if column.kind == .boolean, !comparison.values.isEmpty { throw mismatch(column, "a text") }
      return RowTest.sql(comparison, of: column, ignoresCase: ignoresCase)
    case .pattern(let pattern, let negated):
      guard column.kind == .text else { throw mismatch(column, "a text") }
      return RowTest.sql(pattern: pattern, negated: negated, of: column, ignoresCase: ignoresCase)
    default: throw Settled(verdict: .error("the condition fits no column"))
    }
  }

  private func numberTest(
    _ column: QualityContext.Column, _ comparison: Comparison<NumberExpression>
  ) throws(Settled) -> String {
    guard let number = column.number else { throw mismatch(column, "a number") }
    return RowTest.sql(try limits(comparison), value: number, column: column.sql) {
      context.dialect.number($0.text, beside: column)
    }
  }

  /// Calendar days are compared, whatever the time of day.
  private func dateTest(
    _ column: QualityContext.Column, _ comparison: Comparison<DateExpression>
  ) throws(Settled) -> String {
    guard let day = column.day else { throw mismatch(column, "a date") }
    return RowTest.sql(comparison, value: day, column: column.sql) {
      context.dialect.literal($0.day(now: context.now, context.zone))
    }
  }

  /// NULL has the length 0 (AWS DQDL reference, ColumnLength, null behaviour). Only texts have a length.
  func lengthTest() throws(Settled) -> String {
    let column = try column()
    guard column.kind == .text else { throw mismatch(column, "a text") }
    let length = "length(coalesce(\(column.text), ''))"
    guard let limits = try limits() else { throw Settled(verdict: .error("the condition is no number")) }
    return RowTest.sql(limits, value: length, column: length) { "(\($0.text))" }
  }

  /// A value that cannot be cast, NULL included, meets `!=`.
  func dataTypeTest() throws(Settled) -> String {
    let column = try column()
    if let objection = DataTypeTest.objection(to: simple) { throw Settled(verdict: .fail(objection)) }
    guard case .text(let comparison)? = simple.condition, case .literal(let name)? = comparison.values.first,
      let test = DataTypeTest.sql(name, column, format: tag("format"))
    else { throw Settled(verdict: .fail(DataTypeTest.form)) }
    return comparison.comparator == .equal ? test : "(NOT \(test))"
  }

  /// The age of every row is judged, not only that of the newest (Deequ `DataFreshnessExecutor`). Ages are compared to
  /// the microsecond.
  func freshnessTest() throws(Settled) -> String {
    let column = try column()
    guard let moment = column.moment else { throw mismatch(column, "a date or a timestamp") }
    guard case .duration(let comparison)? = simple.condition else {
      throw Settled(verdict: .error("DataFreshness is compared with a duration"))
    }
    let age = context.dialect.microseconds(from: moment, to: context.now)
    let test = RowTest.sql(comparison, value: age, column: moment) { "\($0.minutes * 60_000_000)" }
    return "(\(moment) IS NOT NULL AND \(test))"
  }
}
