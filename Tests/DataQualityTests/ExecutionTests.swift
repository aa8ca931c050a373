import DataQuality
import Testing

/// Every executed rule over tables of the real engine: rows that pass, rows that fail, NULL, and `where`.
@Suite
struct ExecutionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let rule: String
    let status: RuleResult.Status
    let value: Double?
    let message: String

    init(_ rule: String, _ status: RuleResult.Status, _ value: Double? = nil, _ message: String = "") {
      self.rule = rule
      self.status = status
      self.value = value
      self.message = message
    }

    var testDescription: String { rule }
  }

  /// Ten orders. One has no amount and no status, one a blank status; two share code C3; two have no code.
  static let orders = """
    SELECT * FROM (VALUES
      (1, 'A1', 10.00, 'paid', DATE '2026-11-20', TIMESTAMP '2026-11-21 05:10:00', '1', 'eu'),
      (2, 'B2', 20.50, 'paid', DATE '2026-11-19', TIMESTAMP '2026-11-20 06:10:00', '2', 'eu'),
      (3, 'C3', 30.00, 'new', DATE '2026-11-18', TIMESTAMP '2026-11-19 06:10:00', '3', 'eu'),
      (4, 'C3', 0.10, 'PAID', DATE '2026-11-17', TIMESTAMP '2026-11-18 06:10:00', '4', 'us'),
      (5, 'D4', 0.20, '', DATE '2026-11-16', TIMESTAMP '2026-11-17 06:10:00', '5.5', 'us'),
      (6, 'E5', -5.00, '  ', DATE '2026-11-15', TIMESTAMP '2026-11-16 06:10:00', 'six', 'us'),
      (7, NULL, NULL, NULL, NULL, NULL, NULL, 'us'),
      (8, NULL, 40.00, 'new', DATE '2026-11-13', TIMESTAMP '2026-11-14 06:10:00', '8', 'us'),
      (9, 'F6', 50.00, 'lost', DATE '2026-11-12', TIMESTAMP '2026-11-13 06:10:00', '9', 'us'),
      (10, 'G7', 60.00, 'lost', DATE '2026-11-11', TIMESTAMP '2026-11-12 06:10:00', '10', 'us')
    ) AS v(id, code, amount, status, day, loaded, "number as text", region)
    """

  static let tableCases: [Case] = [
    Case(#"RowCount = 10"#, .pass, 10),
    Case(#"RowCount > 10"#, .fail, 10, "RowCount is 10, not > 10"),
    Case(#"RowCount between 9 and 11"#, .pass, 10),
    Case(#"RowCount between 10 and 11"#, .fail, 10, "RowCount is 10, not between 10 and 11"),
    Case(#"RowCount not between 10 and 11"#, .pass, 10),
    Case(#"RowCount in [9, 10]"#, .pass, 10),
    Case(#"RowCount = 3 where "region = 'eu'""#, .pass, 3),
    Case(#"RowCount = 9 where "amount > -100 -- NULL is left out""#, .pass, 9),
    Case(#"RowCount > 2 * (3 + 1)"#, .pass, 10),
    Case(#"ColumnCount = 8"#, .pass, 8),
    Case(#"ColumnCount < 8"#, .fail, 8, "ColumnCount is 8, not < 8"),
    Case(#"ColumnExists "amount""#, .pass, 1),
    Case(#"ColumnExists "Amount""#, .fail, 0, #"the column "Amount" is not there; did you mean amount?"#),
    Case(#"ColumnExists "`amount`""#, .pass, 1),
    Case(#"ColumnExists "amuont""#, .fail, 0, #"the column "amuont" is not there; did you mean amount?"#),
    Case(#"IsComplete "id""#, .pass, 1),
    Case(#"IsComplete "amount""#, .fail, 0.9, "1 of 10 rows fails"),
    Case(#"IsComplete "amount" where "id < 7""#, .pass, 1),
    Case(#"IsComplete "amount" where "id > 6""#, .fail, 0.75, "1 of 4 rows fails"),
    Case(#"IsComplete "amount" where "id > 100""#, .pass, nil, "no row matches"),
    Case(#"IsComplete "nothing""#, .fail, nil, #"the column "nothing" is not there"#),
    Case(#"Completeness "amount" > 0.8"#, .pass, 0.9),
    Case(#"Completeness "amount" = 0.9"#, .pass, 0.9),
    Case(#"Completeness "amount" > 0.95"#, .fail, 0.9, "Completeness is 0.9, not > 0.95"),
    Case(#"Completeness "amount" = 1.0 where "id <> 7""#, .pass, 1),
    Case(#"Mean "id" = 5.5"#, .pass, 5.5),
    Case(#"Mean "amount" < 20"#, .fail, 22.866666666666667, "Mean is 22.866666666666667, not < 20"),
    Case(#"Mean "amount" = 10 where "id = 1 or id = 7""#, .pass, 10),
    Case(#"Mean "amount" > 0 where "id = 7""#, .fail, nil, "Mean has no value: there are no values to measure"),
    Case(#"Mean "code" > 0"#, .fail, nil, #"the column "code" is VARCHAR, a number is needed"#),
    Case(#"Sum "amount" = 205.8"#, .pass, 205.8),
    Case(#"Sum "amount" = 0.3 where "id in (4, 5)""#, .pass, 0.3),
    Case(#"Sum "amount" > 300"#, .fail, 205.8, "Sum is 205.80, not > 300"),
    Case(#"StandardDeviation "id" between 2.87 and 2.88"#, .pass, 2.8722813232690143),
    Case(#"StandardDeviation "id" = 0"#, .fail, 2.8722813232690143, "StandardDeviation is 2.8722813232690143, not = 0"),
    Case(#"StandardDeviation "amount" = 0 where "id in (1, 7)""#, .pass, 0),
  ]

  static let valueCases: [Case] = [
    Case(#"ColumnValues "id" > 0"#, .pass, 1),
    Case(#"ColumnValues "id" >= 2"#, .fail, 0.9, "1 of 10 rows fails"),
    Case(#"ColumnValues "amount" > -100"#, .fail, 0.9, "1 of 10 rows fails"),
    Case(#"ColumnValues "amount" > -100 where "id <> 7""#, .pass, 1),
    Case(#"ColumnValues "amount" <= 60 with threshold > 0.8"#, .pass, 0.9),
    Case(
      #"ColumnValues "amount" <= 60 with threshold > 0.9"#, .fail, 0.9,
      "1 of 10 rows fails: the share that passes is 0.9, not > 0.9"),
    Case(#"ColumnValues "amount" in [0.1, 0.2] where "id in (4, 5)""#, .pass, 1),
    Case(#"ColumnValues "id" between 0 and 11"#, .pass, 1),
    Case(#"ColumnValues "id" between 1 and 10"#, .fail, 0.8, "2 of 10 rows fail"),
    Case(#"ColumnValues "amount" between -100 and 100"#, .fail, 0.9, "1 of 10 rows fails"),
    Case(#"ColumnValues "id" not between 10 and 20 where "id >= 10""#, .pass, 1),
    Case(#"ColumnValues "amount" not between 100 and 200"#, .fail, 0.9, "1 of 10 rows fails"),
    Case(#"ColumnValues "amount" = 10 where "id in (1, 7)""#, .fail, 0.5, "1 of 2 rows fails"),
    Case(#"ColumnValues "amount" != 11"#, .pass, 1),
    Case(#"ColumnValues "amount" != 10"#, .fail, 0.9, "1 of 10 rows fails"),
    Case(#"ColumnValues "amount" not in [11, 12]"#, .pass, 1),
    Case(#"ColumnValues "amount" not in [11, NULL]"#, .fail, 0.9, "1 of 10 rows fails"),
    Case(#"ColumnValues "amount" in [10, 20.5, NULL] where "id in (1, 2, 7)""#, .pass, 1),
    Case(#"ColumnValues "amount" = NULL where "id = 7""#, .pass, 1),
    Case(#"ColumnValues "amount" != NULL"#, .fail, 0.9, "1 of 10 rows fails"),
    Case(#"ColumnValues "number as text" >= 1 where "id < 6""#, .pass, 1),
    Case(#"ColumnValues "number as text" >= 1"#, .fail, 0.8, "2 of 10 rows fail"),
    Case(#"ColumnValues "day" > 5"#, .fail, nil, #"the column "day" is DATE, a number is needed"#),
    Case(#"ColumnValues "status" = "paid" where "id < 3""#, .pass, 1),
    Case(#"ColumnValues "status" = "paid""#, .fail, 0.2, "8 of 10 rows fail"),
    Case(#"ColumnValues "status" != "gone""#, .pass, 1),
    Case(#"ColumnValues "status" != "new""#, .fail, 0.8, "2 of 10 rows fail"),
    Case(
      #"ColumnValues "status" in ["paid", "new", "PAID", "lost", NULL, EMPTY, WHITESPACES_ONLY]"#, .pass, 1),
    Case(
      #"ColumnValues "status" in ["paid", "new", "lost", NULL, EMPTY, WHITESPACES_ONLY] with ignoreCase = "true""#,
      .pass, 1),
    Case(
      #"ColumnValues "status" in ["paid", "new", "PAID", "lost", EMPTY, WHITESPACES_ONLY]"#, .fail, 0.9,
      "1 of 10 rows fails"),
    Case(#"ColumnValues "status" not in ["gone"]"#, .pass, 1),
    Case(#"ColumnValues "status" not in ["gone", NULL]"#, .fail, 0.9, "1 of 10 rows fails"),
    Case(#"ColumnValues "status" != EMPTY"#, .fail, 0.9, "1 of 10 rows fails"),
    Case(#"ColumnValues "status" not in [EMPTY, WHITESPACES_ONLY]"#, .fail, 0.8, "2 of 10 rows fail"),
    Case(#"ColumnValues "status" = WHITESPACES_ONLY where "id = 6""#, .pass, 1),
    Case(#"ColumnValues "id" in ["1", "2"] where "id < 3""#, .pass, 1),
    Case(#"ColumnValues "code" = "O'Hara""#, .fail, 0, "10 of 10 rows fail"),
    Case(#"ColumnValues "code" matches "[A-Z]\d" where "code is not null""#, .pass, 1),
    Case(#"ColumnValues "code" matches "[A-Z]" where "code is not null""#, .fail, 0, "8 of 8 rows fail"),
    Case(#"ColumnValues "code" matches "[A-Z]\d""#, .fail, 0.8, "2 of 10 rows fail"),
    Case(#"ColumnValues "code" not matches "X.""#, .fail, 0.8, "2 of 10 rows fail"),
    Case(#"ColumnValues "day" >= "2026-11-11" where "id <> 7""#, .pass, 1),
    Case(#"ColumnValues "day" >= "2026-11-11""#, .fail, 0.9, "1 of 10 rows fails"),
    Case(
      #"ColumnValues "day" between "2026-11-11" and "2026-11-21" where "id <> 7""#, .fail, 8.0 / 9, "1 of 9 rows fails"),
    Case(#"ColumnValues "day" not between "2026-11-20" and "2026-11-30""#, .fail, 0.9, "1 of 10 rows fails"),
    Case(#"ColumnValues "day" <= now() where "id <> 7""#, .pass, 1),
    Case(#"ColumnValues "loaded" = "2026-11-21" where "id = 1""#, .pass, 1),
    Case(#"ColumnValues "loaded" > (now() - 2 days) where "id < 4""#, .fail, 2.0 / 3, "1 of 3 rows fails"),
    Case(#"ColumnValues "day" != "2026-01-01""#, .pass, 1),
    Case(#"ColumnValues "day" in ["2026-11-20", NULL] where "id in (1, 7)""#, .pass, 1),
    Case(#"ColumnValues "number as text" = "2026-01-01""#, .fail, 0, "10 of 10 rows fail"),
    Case(#"ColumnLength "code" <= 2"#, .pass, 1),
    Case(#"ColumnLength "code" = 2 where "code is not null""#, .pass, 1),
    Case(#"ColumnLength "code" > 1"#, .fail, 0.8, "2 of 10 rows fail"),
    Case(#"ColumnLength "code" in [0, 2]"#, .pass, 1),
    Case(#"ColumnLength "code" != 2"#, .fail, 0.2, "8 of 10 rows fail"),
    Case(
      #"ColumnLength "id" between 0 and 3"#, .fail, nil, #"the column "id" is INTEGER, a text is needed"#),
  ]

  static let typeCases: [Case] = [
    Case(#"ColumnDataType "number as text" = "Integer" where "id < 5""#, .pass, 1),
    Case(#"ColumnDataType "number as text" = "Integer""#, .fail, 0.8, "2 of 10 rows fail"),
    Case(#"ColumnDataType "number as text" = "Double" with threshold >= 0.8"#, .pass, 0.8),
    Case(#"ColumnDataType "number as text" = "Decimal(10,2)" where "id < 6""#, .pass, 1),
    Case(#"ColumnDataType "number as text" != "Integer" where "id in (6, 7)""#, .pass, 1),
    Case(#"ColumnDataType "amount" = "Long" where "id in (1, 3)""#, .pass, 1),
    Case(#"ColumnDataType "amount" = "Long" where "id in (1, 2)""#, .pass, 1),
    Case(#"ColumnDataType "day" = "Date" where "id < 7""#, .pass, 1),
    Case(#"ColumnDataType "day" = "Timestamp""#, .fail, 0.9, "1 of 10 rows fails"),
    Case(#"ColumnDataType "code" = "Boolean""#, .fail, 0, "10 of 10 rows fail"),
    Case(#"ColumnDataType "code" = "Intger""#, .fail, nil, #"the type "Intger" is unknown; did you mean Integer?"#),
    Case(#"DataFreshness "loaded" <= 9 days where "id <> 7""#, .pass, 1),
    Case(#"DataFreshness "loaded" <= 60 minutes where "id = 1""#, .pass, 1),
    Case(#"DataFreshness "loaded" < 60 minutes where "id = 1""#, .fail, 0, "1 of 1 rows fails"),
    Case(#"DataFreshness "loaded" <= 9 days"#, .fail, 0.9, "1 of 10 rows fails"),
    Case(#"DataFreshness "loaded" between 23 hours and 25 hours where "id = 2""#, .pass, 1),
    Case(#"DataFreshness "day" > 3 hours where "id = 1""#, .pass, 1),
    Case(
      #"DataFreshness "amount" > 3 hours"#, .fail, nil,
      #"the column "amount" is DECIMAL(4,2), a date or a timestamp is needed"#),
  ]

  static let keyCases: [Case] = [
    Case(#"IsUnique "id""#, .pass, 1),
    Case(#"IsUnique "code""#, .fail, 0.75, "2 of 8 rows share their key with another"),
    Case(#"IsUnique "code" where "id <> 4""#, .pass, 1),
    Case(#"IsUnique "code" "region""#, .fail, 0.8, "2 of 10 rows share their key with another"),
    Case(#"IsUnique "code" where "id = 7""#, .fail, nil, "there are no values, only NULL"),
    Case(#"IsUnique "code" where "id = 77""#, .pass, nil, "no row matches"),
    Case(#"IsUnique "cod""#, .fail, nil, #"the column "cod" is not there; did you mean code?"#),
    Case(#"Uniqueness "code" > 0.7"#, .pass, 0.75),
    Case(#"Uniqueness "code" > 0.75"#, .fail, 0.75, "Uniqueness is 0.75, not > 0.75"),
    Case(#"Uniqueness "code" = 1.0 where "id > 4""#, .pass, 1),
    Case(#"IsPrimaryKey "id""#, .pass, 1),
    Case(#"IsPrimaryKey "code""#, .fail, 0.6, "2 of 8 rows share their key with another, 2 without a complete key"),
    Case(#"IsPrimaryKey "code" where "id in (1, 2, 3)""#, .pass, 1),
    Case(#"IsPrimaryKey "code" "id""#, .fail, 0.8, "2 without a complete key"),
    Case(#"UniqueValueRatio "code" between 0.85 and 0.86"#, .pass, 6.0 / 7),
    Case(#"UniqueValueRatio "code" = 1"#, .fail, 6.0 / 7, "UniqueValueRatio is 0.8571428571428571, not = 1"),
    Case(#"UniqueValueRatio "code" = 1 where "id <> 3""#, .pass, 1),
    Case(#"DistinctValuesCount "code" = 8"#, .pass, 8),
    Case(#"DistinctValuesCount "code" > 8"#, .fail, 8, "DistinctValuesCount is 8, not > 8"),
    Case(#"DistinctValuesCount "code" = 1 where "id = 7""#, .pass, 1),
    Case(#"DistinctValuesCount "code" = 7 where "id <> 7 and id <> 8""#, .pass, 7),
    Case(#"DistinctValuesCount "region" = 2"#, .pass, 2),
  ]

  static let statementCases: [Case] = [
    Case(#"CustomSql "select count(*) from primary" = 10"#, .pass, 10),
    Case(
      #"CustomSql "SELECT sum(amount) FROM Primary AS p -- primary" > 300"#, .fail, 205.8,
      "CustomSql is 205.80, not > 300"),
    Case(
      #"CustomSql "with x as (select * from primary) select count(*) from x where code = 'primary';" = 0"#, .pass, 0),
    Case(#"CustomSql "select count(*) > 3 from primary" = 1"#, .pass, 1),
    Case(
      #"CustomSql "select sum(amount) from primary where id = 7" > 0"#, .fail, nil, "the statement gave NULL, not > 0"),
    Case(#"CustomSql "select count(*) from silver.orders" = 10"#, .pass, 10),
    Case(
      #"CustomSql "select id from primary" > 0"#, .error, nil,
      "the statement must give one number, it gave more than one row"),
    Case(#"CustomSql "select 1, 2" > 0"#, .error, nil, "the statement must give one number, it gave 2 columns"),
    Case(#"CustomSql "select 'x'" > 0"#, .error, nil, "the statement must give one number, it gave a text"),
    Case(#"CustomSql "select id from primary""#, .pass, 1),
    Case(#"CustomSql "select id from primary where amount > 0""#, .fail, 0.8, "2 of 10 rows fail"),
    Case(
      #"CustomSql "select code, region from primary where code is null or code < 'D'" with threshold > 0.5"#, .pass, 0.6
    ),
    Case(
      #"CustomSql "select id as key from primary""#, .fail, nil,
      #"the statement gives the column "key", but may only give columns of the target"#),
    Case(#"RowCount > 1 with sample = "x""#, .error, nil, "with sample is unknown; RowCount knows no tag"),
  ]

  static let table = Result { try RealTable(orders) }
  static let cases = tableCases + valueCases + typeCases + keyCases + statementCases

  @Test("a rule is judged", arguments: cases)
  func aRuleIsJudged(_ expected: Case) throws {
    let result = try Self.table.get().reconnected().check(expected.rule).results[0]
    #expect(result.status == expected.status)
    #expect(result.value == expected.value)
    #expect(result.message == expected.message)
  }

  @Test("all rules together come to what each comes to alone") func allRulesTogetherComeToWhatEachComesToAlone() throws
  {
    let rules = Self.cases.map(\.rule)
    let report = try Self.table.get().reconnected().check(rules.joined(separator: ",\n"))
    #expect(report.results.map(\.status) == Self.cases.map(\.status))
    #expect(report.results.map(\.value) == Self.cases.map(\.value))
  }
}
