import DataQuality
import Testing

/// ColumnDataType asks whether Apache Spark could cast a value; so a column's own type decides as well as the value.
@Suite struct CastTests {
  private static let types = [
    "Boolean", "Date", "Timestamp", "Integer", "Long", "Float", "Double", "Decimal(10,2)",
  ]

  struct Case: Sendable, CustomTestStringConvertible {
    let value: String
    /// The letters of the types it can be cast to, in the order of `types`.
    let castable: String

    init(_ value: String, _ castable: String) { (self.value, self.castable) = (value, castable) }

    var testDescription: String { value }
  }

  private static let numbers: [Case] = [
    Case("1", "b.tilfdm"), Case("-7::TINYINT", "b.tilfdm"), Case("1.5::DOUBLE", "b.tilfdm"),
    Case("-2.25::DECIMAL(9,4)", "b.tilfdm"), Case("0", "b.tilfdm"), Case("1.5::FLOAT", "b.tilfdm"),
    // Spark's own cast would wrap or cut these; a value that does not fit is not castable here.
    Case("3000000000", "b.t.lfd."), Case("1e20::DOUBLE", "b....fd."), Case("123456789.5::DOUBLE", "b.tilfd."),
    Case("'NaN'::DOUBLE", "b....fd."), Case("'Infinity'::DOUBLE", "b....fd."), Case("NULL::INTEGER", "........"),
  ]

  private static let others: [Case] = [
    Case("true", "b.tilfdm"), Case("NULL::BOOLEAN", "........"), Case("DATE '2026-11-20'", ".dt....."),
    Case("NULL::DATE", "........"), Case("TIMESTAMP '2026-11-20 10:00:00'", "bdtilfd."),
    Case("TIMESTAMPTZ '2026-11-20 10:00:00+09:00'", "bdtilfd."), Case("TIMESTAMP '1970-01-02 00:00:00.5'", "bdtilfdm"),
    Case("TIMESTAMP '2126-11-20 10:00:00'", "bdt.lfd."), Case("NULL::TIMESTAMP", "........"),
    Case("[1, 2]", "........"), Case("{'a': 1}", "........"),
  ]

  private static let texts: [Case] = [
    Case("'1'", "b..ilfdm"), Case("'1.5'", "...ilfdm"), Case("' 3. '", "...ilfdm"), Case("'.5'", "...ilfdm"),
    Case("'-0.9'", "...ilfdm"), Case("'1e3'", ".....fdm"), Case("'3000000000'", "....lfd."),
    Case("'1_000'", "........"),
    Case("'1,5'", "........"), Case("'nan'", ".....fd."), Case("'-Infinity'", ".....fd."), Case("'inf'", ".....fd."),
    Case("'t'", "b......."), Case("' TRUE '", "b......."), Case("'no'", "b......."), Case("'Y'", "b......."),
    Case("'on'", "........"), Case("'yess'", "........"), Case("''", "........"), Case("' '", "........"),
    Case("NULL::VARCHAR", "........"), Case("'2026-11-20'", ".dt....."), Case("'2026-11-20 10:00:00'", ".dt....."),
    Case("'0x1A'", "........"), Case("'.'", "........"), Case("'-'", "........"),
  ]

  private static let cases: [Case] = numbers + others + texts

  @Test("A column's values are castable to what Spark casts its type to", arguments: cases)
  func castable(_ one: Case) throws {
    let table = try RealTable("SELECT \(one.value) AS v")
    for (type, letter) in zip(Self.types, one.castable) {
      let report = try table.check("ColumnDataType \"v\" = \"\(type)\"", "ColumnDataType \"v\" != \"\(type)\"")
      let expected: [RuleResult.Status] = letter == "." ? [.fail, .pass] : [.pass, .fail]
      #expect(report.results.map(\.status) == expected, "\(one.value) as \(type)")
    }
  }

  @Test(
    "A type DQDL does not have, and any comparison but = and !=, fails with what there is",
    arguments: [
      ("= \"String\"", "the type \"String\" is unknown; known: Boolean, Date, Timestamp, Integer, Double, Float, Long"),
      ("!= \"Varchar\"", "the type \"Varchar\" is unknown; known: Boolean"),
      ("= \"Intger\"", "the type \"Intger\" is unknown; did you mean Integer?"),
      ("in [\"Integer\"]", "ColumnDataType goes with = or != and one type"),
      ("not in [\"Integer\", \"Date\"]", "ColumnDataType goes with = or != and one type"),
      ("matches \"Int.*\"", "ColumnDataType goes with = or != and one type"),
    ])
  func unknown(condition: String, message: String) throws {
    for rows in ["SELECT 1 AS v", "SELECT 1 AS v WHERE false"] {
      let result = try #require(try RealTable(rows).check("ColumnDataType \"v\" \(condition)").results.first)
      #expect(result.status == .fail)
      #expect(result.message.hasPrefix(message), "\(result.message)")
    }
  }

  @Test(
    "Texts are what patterns, and booleans what no text, are compared with",
    arguments: [
      ("7", "matches \"[0-9]+\"", "the column \"v\" is INTEGER, a text is needed"),
      ("7", "not matches \"[a-z]+\"", "the column \"v\" is INTEGER, a text is needed"),
      ("DATE '2026-11-20'", "matches \".*\"", "the column \"v\" is DATE, a text is needed"),
      ("true", "matches \"true\"", "the column \"v\" is BOOLEAN, a text is needed"),
      ("true", "= \"true\"", "the column \"v\" is BOOLEAN, a text is needed"),
      ("true", "in [\"true\", \"false\"]", "the column \"v\" is BOOLEAN, a text is needed"),
      ("true", "!= \"x\"", "the column \"v\" is BOOLEAN, a text is needed"),
      ("true", "not in [\"x\", NULL]", "the column \"v\" is BOOLEAN, a text is needed"),
    ])
  func texts(value: String, condition: String, message: String) throws {
    let result = try #require(
      try RealTable("SELECT \(value) AS v").check("ColumnValues \"v\" \(condition)").results.first)
    #expect(result.status == .fail && result.message == message)
  }

  @Test(
    "NULL is asked for in a column of any type",
    arguments: ["true", "7", "'x'", "1.5", "DATE '2026-11-20'", "TIMESTAMP '2026-11-20 10:00:00'", "[1]"])
  func null(value: String) throws {
    let rules = ["= NULL", "!= NULL", "in [NULL]", "not in [NULL]"].map { "ColumnValues \"v\" \($0)" }.joined(
      separator: ",")
    #expect(try RealTable("SELECT \(value) AS v").check(rules).results.map(\.status) == [.fail, .pass, .fail, .pass])
    let none = try RealTable("SELECT CASE WHEN false THEN \(value) END AS v").check(rules)
    #expect(none.results.map(\.status) == [.pass, .fail, .pass, .fail])
  }
}
