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
      return RowTest.sql(comparison, text: column.text, column: column.sql, ignoresCase: ignoresCase)
    case .pattern(let pattern, let negated):
      return RowTest.sql(pattern: pattern, negated: negated, text: column.text, ignoresCase: ignoresCase)
    default: throw Settled(verdict: .error("the condition fits no column"))
    }
  }

  private func numberTest(
    _ column: QualityContext.Column, _ comparison: Comparison<NumberExpression>
  ) throws(Settled) -> String {
    guard let number = column.number else { throw mismatch(column, "a number") }
    return RowTest.sql(try limits(comparison), value: number, column: column.sql) { "(\($0.text))" }
  }

  /// Calendar days are compared, whatever the time of day.
  private func dateTest(
    _ column: QualityContext.Column, _ comparison: Comparison<DateExpression>
  ) throws(Settled) -> String {
    guard let day = column.day else { throw mismatch(column, "a date") }
    return RowTest.sql(comparison, value: day, column: column.sql) {
      SQLText.literal(CalendarDay($0.moment(now: context.now)))
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

  /// A value that cannot be cast, NULL included, meets `!=` and `not in`.
  func dataTypeTest() throws(Settled) -> String {
    let column = try column()
    guard case .text(let comparison)? = simple.condition, !comparison.includesNull else {
      throw Settled(verdict: .error("ColumnDataType is compared with the name of a type"))
    }
    var tests: [String] = []
    for value in comparison.values {
      guard case .literal(let name) = value, let test = DataTypeTest.sql(name, column, format: tag("format")) else {
        throw Settled(verdict: .fail(unknownType(value)))
      }
      tests.append(test)
    }
    let any = "(" + tests.joined(separator: " OR ") + ")"
    return [.equal, .isIn].contains(comparison.comparator) ? any : "(NOT \(any))"
  }

  private func unknownType(_ value: TextValue) -> String {
    guard case .literal(let name) = value else { return "ColumnDataType is compared with the name of a type" }
    if name.lowercased() == "date", let format = tag("format") { return "the date format \"\(format)\" is unknown" }
    let hint =
      Suggestion.hint(for: name, among: DataTypeTest.names) ?? "known: \(DataTypeTest.names.joined(separator: ", "))"
    return "the type \"\(name)\" is unknown; \(hint)"
  }

  /// The age of every row is judged, not only that of the newest (Deequ `DataFreshnessExecutor`). Ages are compared to
  /// the microsecond.
  func freshnessTest() throws(Settled) -> String {
    let column = try column()
    guard let moment = column.moment else { throw mismatch(column, "a date or a timestamp") }
    guard case .duration(let comparison)? = simple.condition else {
      throw Settled(verdict: .error("DataFreshness is compared with a duration"))
    }
    let age = "date_diff('microsecond', \(moment), \(SQLText.literal(context.now)))"
    let test = RowTest.sql(comparison, value: age, column: moment) { "\($0.minutes * 60_000_000)" }
    return "(\(moment) IS NOT NULL AND \(test))"
  }
}
