/// Rules about how often values occur. Rows whose columns are all NULL are left out.
extension SimplePlanner {
  func keyColumns() throws(Settled) -> [QualityContext.Column] {
    var columns: [QualityContext.Column] = []
    for name in simple.parameters { columns.append(try column(name)) }
    return columns
  }

  func keys(_ columns: [QualityContext.Column], _ measure: KeyMeasure) -> PlannedRule {
    asked(
      Question(
        scan: [countingRows], query: counting(columns, present: anyPresent(columns)),
        judge: .keys(measure, whenEmpty: emptiness(.failing))))
  }

  /// NULL is one value more, as AWS's executor counts.
  func distinctValues(_ columns: [QualityContext.Column], _ limits: Comparison<NumberLimit>?) -> PlannedRule {
    let present = anyPresent(columns)
    let null = "CAST(count(*) FILTER (WHERE \(filtered("NOT \(present)"))) > 0 AS INTEGER)"
    return asked(
      Question(
        scan: [countingRows, null], query: counting(columns, present: present),
        judge: .keys(.distinctValues(limits), whenEmpty: emptiness(.failing))))
  }

  func isUnique(_ columns: [QualityContext.Column]) -> PlannedRule {
    let present = anyPresent(columns)
    let question = Question(
      scan: [countingRows], query: counting(columns, present: present),
      judge: .keys(.isUnique, whenEmpty: emptiness(.failing)))
    let row = "CASE WHEN \(filtered(present)) THEN NOT \(isRepeated(columns, present: present)) END"
    return asked(question, row: row)
  }

  func isPrimaryKey(_ columns: [QualityContext.Column]) -> PlannedRule {
    let present = complete(columns)
    let question = Question(
      scan: [countingRows, "count(*) FILTER (WHERE \(filtered("NOT \(present)")))"],
      query: counting(columns, present: present), judge: .keys(.isPrimaryKey, whenEmpty: emptiness(.failing)))
    return asked(question, row: rowOutcome("(\(present) AND NOT \(isRepeated(columns, present: present)))"))
  }

  private func anyPresent(_ columns: [QualityContext.Column]) -> String {
    "(" + columns.map { "\($0.sql) IS NOT NULL" }.joined(separator: " OR ") + ")"
  }

  private func groups(_ select: String, _ columns: [QualityContext.Column], present: String) -> String {
    "SELECT \(select) FROM \(context.relation) AS t WHERE \(filtered(present)) "
      + "GROUP BY \(SQLPart.list(columns.map(\.sql)))"
  }

  /// Distinct values, values that occur once, rows. Rules with the same columns and `where` ask the same query.
  private func counting(_ columns: [QualityContext.Column], present: String) -> String {
    "SELECT count(*), count(*) FILTER (WHERE n = 1), CAST(coalesce(sum(n), 0) AS BIGINT) "
      + "FROM (\(groups("count(*) AS n", columns, present: present))) AS g"
  }

  private func isRepeated(_ columns: [QualityContext.Column], present: String) -> String {
    let key = context.dialect.key(columns.map(\.sql))
    return "(\(key) IN (\(groups(key, columns, present: present)) HAVING count(*) > 1))"
  }

  // MARK: Entropy

  /// Of the values that are there, by the natural logarithm.
  func entropy() throws(Settled) -> PlannedRule {
    let columns = [try column()]
    let groups = groups("count(*) AS n", columns, present: anyPresent(columns))
    let query =
      "SELECT -sum(n / total * ln(n / total)) + 0.0 "
      + "FROM (SELECT n, CAST(sum(n) OVER () AS DOUBLE) AS total FROM (\(groups)) AS g) AS p"
    return asked(
      Question(
        scan: [countingRows], query: query, judge: .queriedMeasure(try limits(), whenEmpty: emptiness(.failing))))
  }
}
