import DataQuality
import JSON
import Testing

/// Rules joined, single rows, references, and what goes wrong, over the real engine.
@Suite
struct RowOutcomeTests {
  /// The example of AWS's documentation.
  static let pairs = "SELECT * FROM (VALUES (2, 1), (0, 3)) AS v(myCol1, myCol2)"
  static let composite = #"(ColumnValues "myCol1" > 1) or (ColumnValues "myCol2" > 2)"#

  @Test("joined rules are judged over all rows, or row by row where that is asked for")
  func joinedRulesAreJudgedOverAllRowsOrRowByRowWhereThatIsAskedFor() throws {
    var table = try RealTable(Self.pairs)
    let columnwise = try table.check(Self.composite)
    #expect(columnwise.results[0].status == .fail)
    #expect(
      columnwise.results[0].message
        == #"ColumnValues "myCol1" > 1: 1 of 2 rows fails; ColumnValues "myCol2" > 2: 1 of 2 rows fails"#)
    #expect(columnwise.results[0].legs.map(\.value) == [0.5, 0.5])
    // No single row fails both, so no row fails the joined rule.
    #expect(columnwise.rowsFailed == 0)
    table.context.compositeEvaluation = .row
    let rowwise = try table.check(Self.composite)
    #expect(rowwise.results[0].status == .pass)
    #expect(rowwise.results[0].value == 1)
  }

  static let joins: [(rule: String, status: RuleResult.Status)] = [
    (#"(RowCount > 0) and (IsComplete "myCol1")"#, .pass),
    (#"(RowCount > 5) and (IsComplete "myCol1")"#, .fail),
    (#"(RowCount > 5) or (IsComplete "myCol1")"#, .pass),
    (#"(RowCount > 5) or (RowCount > 6)"#, .fail),
    (#"(RowCount > 5) and (RowCount = 2 with sample = "x")"#, .fail),
    (#"(RowCount > 0) and (RowCount = 2 with sample = "x")"#, .error),
    (#"(RowCount > 0) or (RowCount = 2 with sample = "x")"#, .pass),
    (#"(RowCount > 5) or (RowCount = 2 with sample = "x")"#, .error),
    (#"(RowCount > 5) or ((IsUnique "myCol1") and (RowCount = 2))"#, .pass),
  ]

  @Test("a leg that cannot be judged decides nothing", arguments: joins)
  func aLegThatCannotBeJudgedDecidesNothing(_ rule: String, _ status: RuleResult.Status) throws {
    let report = try RealTable(Self.pairs).check(rule)
    #expect(report.results.map(\.status) == [status])
    #expect(report.score == (status == .pass ? 1 : 0))
  }

  @Test("failing rows come with the rules they fail") func failingRowsComeWithTheRulesTheyFail() throws {
    let table = try RealTable(
      """
      SELECT * FROM (VALUES (1, 'a', 5.00), (2, 'b', -1.00), (2, NULL, 3.00), (3, NULL, NULL), (NULL, 'x', 1.50))
        AS v(id, code, amount)
      """)
    let rules = [
      #"IsPrimaryKey "id""#, #"ColumnValues "amount" > 0 where "id < 3""#, #"RowCount > 0"#,
      #"(IsComplete "code") or (IsComplete "amount")"#, #"CustomSql "select code from primary where code <> 'x'""#,
      #"Completeness "code" > 0.9"#,
    ]
    let report = try table.check(rules.joined(separator: ",\n"))
    #expect(report.results.map(\.status) == [.fail, .fail, .pass, .fail, .fail, .fail])
    #expect(report.results.map(\.rowsFailed) == [3, 1, nil, nil, 3, nil])
    #expect(report.rowsPassed == 1)
    #expect(report.rowsFailed == 4)
    let failing = try table.failingRows(report)
    #expect(
      failing == [
        FailingRow(values: ["2", "b", "-1.00"].numbered, rules: [rules[0], rules[1]]),
        FailingRow(values: [.number("2"), .null, .number("3.00")], rules: [rules[0], rules[4]]),
        FailingRow(values: [.number("3"), .null, .null], rules: [rules[3], rules[4]]),
        FailingRow(values: [.null, .string("x"), .number("1.50")], rules: [rules[0], rules[4]]),
      ])
    #expect(try table.failingRows(report, limit: 2).count == 2)
  }

  @Test("the sample is never larger than the context allows") func theSampleIsNeverLargerThanTheContextAllows() throws {
    var table = try RealTable("SELECT range AS id FROM range(50)")
    table.context.maximumSampleRows = 7
    let report = try table.check(#"ColumnValues "id" > 100"#)
    #expect(try table.failingRows(report, limit: 20).count == 7)
    #expect(report.rowsFailed == 50)
  }

  @Test("names with quotes and blanks are only names") func namesWithQuotesAndBlanksAreOnlyNames() throws {
    let table = try RealTable(#"SELECT 1 AS "a ""b""; drop", 'x''y' AS "select""#)
    let report = try table.check(
      #"IsPrimaryKey "a \"b\"; drop" "select""#, #"ColumnValues "select" = "x'y""#, #"IsUnique "select""#,
      #"ColumnValues "a \"b\"; drop" = 2"#)
    #expect(report.results.map(\.status) == [.pass, .pass, .pass, .fail])
    #expect(try table.failingRows(report).map(\.rules.count) == [1])
  }

  static let references: [(rule: String, status: RuleResult.Status, value: Double?, message: String)] = [
    (#"ReferentialIntegrity "product" "silver.products.product_id" >= 0.5"#, .pass, 0.5, ""),
    (
      #"ReferentialIntegrity "product" "silver.products.{product_id}" = 1.0"#, .fail, 0.5,
      "ReferentialIntegrity is 0.5, not = 1.0; for example P9, NULL"
    ),
    (#"ReferentialIntegrity "primary.id, product" "pairs.{a,b}" > 0.2"#, .pass, 0.25, ""),
    (
      #"ReferentialIntegrity "product" "silver.product.product_id" = 1.0"#, .fail, nil,
      #"the reference "silver.product" is not there; did you mean silver.products?"#
    ),
    (
      #"ReferentialIntegrity "prodct" "pairs.b" = 1.0"#, .fail, nil,
      #"the column "prodct" is not there; did you mean product?"#
    ),
    (#"ReferentialIntegrity "product" "silver.stock.product_id" = 1.0"#, .error, nil, "silver.stock was never built"),
    (#"ReferentialIntegrity "id" "pairs.{a,b}" = 1.0"#, .error, nil, "1 columns cannot be looked up in 2"),
    (#"CustomSql "select count(*) from primary p join pairs on pairs.a = p.id" = 1"#, .pass, 1, ""),
    (#"CustomSql "select count(*) from silver.products" = 3"#, .pass, 3, ""),
  ]

  @Test("keys are looked up in other tables", arguments: references)
  func keysAreLookedUpInOtherTables(
    _ rule: String, _ status: RuleResult.Status, _ value: Double?, _ message: String
  ) throws {
    var table = try RealTable("SELECT * FROM (VALUES (1, 'P1'), (2, 'P2'), (3, 'P9'), (4, NULL)) AS v(id, product)")
    try table.connection.execute(
      "CREATE TABLE silver.products AS SELECT * FROM (VALUES ('P1'), ('P2'), ('P1')) AS v(product_id)")
    table.context.references = [
      "silver.products": "silver.products", "silver.stock": "silver.stock",
      "pairs": "(SELECT 1 AS a, 'P1' AS b UNION ALL SELECT 9, 'P1')",
    ]
    table.context.unbuilt = ["silver.stock"]
    let result = try table.check(rule).results[0]
    #expect(result.status == status)
    #expect(result.value == value)
    #expect(sorted(result.message) == sorted(message))
  }

  /// The engine promises no order of its examples.
  private func sorted(_ message: String) -> [Character] { message.sorted() }

  @Test("a rule the engine refuses leaves the others their verdicts")
  func aRuleTheEngineRefusesLeavesTheOthersTheirVerdicts() throws {
    let table = try RealTable("SELECT 1 AS id, 'a' AS code")
    let report = try table.check(
      #"IsComplete "id""#, #"IsComplete "id" where "nosuch > 1""#, #"CustomSql "select nosuch from primary" > 0"#,
      #"CustomSql "select nosuch from primary""#, #"ColumnValues "code" matches "(""#,
      #"IsUnique "id" where "nosuch > 1""#, #"RowCount = 1"#)
    #expect(report.results.map(\.status) == [.pass, .error, .error, .error, .error, .error, .pass])
    #expect(report.results[1].message.contains("nosuch"))
    #expect(report.rowsPassed == 1)
    #expect(report.rowsFailed == 0)
    #expect(report.score == 2.0 / 7)
  }

  @Test("a where cannot leave its parentheses") func aWhereCannotLeaveItsParentheses() throws {
    let report = try RealTable("SELECT 1 AS id").check(#"RowCount = 1 where "true) or (true""#, "RowCount = 1")
    #expect(report.results.map(\.status) == [.pass, .pass])
    let dropped = try RealTable("SELECT 1 AS id").check(
      #"CustomSql "select 1) as s; drop table silver.orders; --" = 1"#)
    #expect(dropped.results[0].status == .error)
  }

  @Test("a table without rows fails what is said of its values") func aTableWithoutRowsFailsWhatIsSaidOfItsValues()
    throws
  {
    let table = try RealTable("SELECT 1 AS id, 'a' AS code WHERE false")
    let report = try table.check(
      #"RowCount = 0"#, #"IsComplete "id""#, #"IsPrimaryKey "id""#, #"ColumnValues "id" > 5"#,
      #"Completeness "id" > 0.5"#, #"Sum "id" > 0"#, #"CustomSql "select id from primary""#)
    #expect(report.results.map(\.status) == [.pass, .fail, .fail, .fail, .fail, .fail, .fail])
    #expect(report.results[1].message == "no rows to judge")
    #expect(report.rowsPassed == 0)
    #expect(report.rowsFailed == 0)
  }
}

extension RowOutcomeTests {
  @Test("nothing judged has no score, and a where that matches no row passes whatever the rule")
  func nothingJudgedHasNoScoreAndAWhereThatMatchesNoRowPassesWhateverTheRule() throws {
    let table = try RealTable("SELECT * FROM (VALUES (1, 'a'), (2, NULL)) AS v(id, code)")
    let rules = [
      "RowCount > 5", #"IsComplete "code""#, #"Mean "id" > 5"#, #"Sum "id" > 5"#, #"Entropy "id" > 5"#,
      #"Uniqueness "code" > 2"#, #"DistinctValuesCount "code" > 5"#, #"ColumnCorrelation "id" "id" > 5"#,
      #"ColumnValues "id" > 5"#, #"Variance "id" > 5"#,
    ].map { $0 + #" where "id > 100""# }
    let report = try table.check(rules.joined(separator: ",\n"))
    #expect(report.results.map(\.status) == rules.map { _ in .pass })
    #expect(Set(report.results.map(\.message)) == ["no row matches"])
    #expect(report.score == nil)
    #expect(try table.check(rules[0], "RowCount = 2").score == 1)
  }

  @Test("a column of nothing but NULL is not unique") func aColumnOfNothingButNULLIsNotUnique() throws {
    let table = try RealTable("SELECT CAST(NULL AS INTEGER) AS n FROM range(3)")
    let report = try table.check(
      #"IsUnique "n", Uniqueness "n" > 0, UniqueValueRatio "n" > 0, DistinctValuesCount "n" = 1"#)
    #expect(report.results.map(\.status) == [.fail, .fail, .fail, .pass])
  }
}

extension [String] {
  fileprivate var numbered: [JSONValue] { map { Double($0) == nil ? .string($0) : .number($0) } }
}
