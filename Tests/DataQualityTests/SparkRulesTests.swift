import DataQuality
import Engine
import Foundation
import JSON
import Testing

/// Rules asked of a real Spark and of the embedded engine, over the same rows. `ASSAY_SPARK` names a Python that has pyspark;
/// without it there is nothing to compare with.
@Suite("Rules in Spark's words")
struct SparkRulesTests {
  private static let plainRules = [
    "RowCount > 5", #"RowCount = 2 where "code is null""#, "ColumnCount > 3", #"ColumnExists "code""#,
    #"IsComplete "id""#,
    #"IsComplete "code""#, #"IsComplete "odd `name`""#, #"IsComplete "amount" where "id < 4""#,
    #"IsComplete "id" where "id < 0""#,
    #"Completeness "code" > 0.9"#, #"Completeness "bytes" > 0.9"#, #"ColumnNamesMatchPattern "[a-z]""#,
    #"Mean "id" > 1000"#, #"Mean "amount" > 1000"#, #"Mean "huge" > 5"#, #"Mean "plain" = 1"#, #"Mean "short" = 2"#,
    #"Mean "amount" = 10 where "id = 1 or id = 5""#, #"Mean "nothing" > 0"#, #"Mean "code" > 0"#,
    #"Mean "numbers" > 0"#,
    #"Mean "numbers" > 3 where "id in (1, 2, 3, 4)""#, #"Sum "numbers" > 300 where "id in (1, 2, 3, 4)""#,
    #"Sum "numbers" > 1000000000 where "id in (1, 6, 10)""#, #"Sum "numbers" = 0 where "id = 100""#,
    #"Mean "double" > 0"#,
    #"Sum "double" > 0"#,
    #"Sum "numbers" < 0 where "id in (32, 33, 35)""#, #"Sum "numbers" < 0 where "id in (9, 36)""#,
    #"Mean "long" = 0"#, #"Mean "long" = 0 where "id > 2""#, #"Sum "long" = 0"#, #"Sum "id" = 0"#, #"Sum "amount" = 0"#,
    #"Sum "huge" = 0"#, #"Sum "plain" = 0"#, #"Sum "float" = 0 where "id = 1""#,
    #"Mean "float" = 0 where "id in (1, 2)""#,
    #"Sum "amount" = 0.3 where "id in (2, 3)""#, #"Sum "day" = 0"#, #"Sum "same" = 0"#,
    #"StandardDeviation "plain" = 5"#, #"StandardDeviation "same" = 0"#,
    #"StandardDeviation "amount" = 0 where "id in (1, 11)""#,
    #"Variance "plain" = 0"#, #"Variance "same" = 1"#, #"Variance "nothing" = 1"#,
    #"ColumnCorrelation "id" "plain" > 2"#, #"ColumnCorrelation "id" "same" > 2"#,
    #"ColumnCorrelation "id" "id" > 2"#, #"ColumnCorrelation "amount" "id" > 2 where "id < 4""#,
    #"ColumnCorrelation "plain" "id" > 2 where "id = 1""#,
    #"Entropy "code" > 9"#, #"Entropy "double" > 9"#,
  ]

  private static let keyRules = [
    #"IsUnique "id""#, #"IsUnique "code""#, #"IsUnique "double""#, #"IsUnique "code" "flag""#,
    #"IsUnique "code" where "id < 4""#, #"IsPrimaryKey "id""#, #"IsPrimaryKey "code""#, #"IsPrimaryKey "day" "flag""#,
    #"Uniqueness "code" > 0.9"#, #"Uniqueness "words" > 1"#,
    #"UniqueValueRatio "code" > 0.9"#,
    #"UniqueValueRatio "float" > 1"#, #"DistinctValuesCount "code" > 90"#,
    #"DistinctValuesCount "double" > 90"#,
    #"DistinctValuesCount "code" = 1 where "id = 4""#,
    #"IsUnique "loaded""#,
  ]

  private static let valueRules =
    [
      #""id" > 3"#, #""amount" > 0"#, #""amount" between 0 and 10"#, #""amount" not between 0 and 10"#,
      #""amount" in [0.1, 10]"#,
      #""amount" not in [0.1, NULL]"#, #""amount" != 10"#, #""amount" = NULL"#, #""amount" > 1000000000"#,
      #""huge" < 0"#,
      #""huge" >= 1234567890123456789012345678.0123456789"#, #""double" > 0"#, #""double" <= 0"#, #""double" = 0"#,
      #""double" != 0"#,
      #""double" in [0.1, 1.5]"#, #""double" not in [0.1]"#, #""double" > 99999999999999999999999999999999999999"#,
      #""float" = 0.1"#,
      #""float" != 0.1"#,
      #""float" in [0.1, 1.5]"#, #""float" > 0.1"#, #""float" <= 16777217"#, #""float" between -0.1 and 0.1"#,
      #""float" = 10000000000"#,
      #""long" > 9223372036854775806"#, #""long" < 99999999999999999999"#, #""long" in [0, 1.0]"#, #""short" > 1.5"#,
      #""numbers" > 1"#, #""numbers" = 1.5"#, #""numbers" != 1.5"#, #""numbers" <= 0"#, #""numbers" in [3, 12, 1000]"#,
      #""numbers" > 10000000000000000000000000000000000000"#, #""numbers" > 123456789012345678901234567889"#,
      #""flag" > 0"#, #""day" > 5"#,
      #""words" = "straße""#, #""words" in ["İstanbul", "", "O'Hara"]"#, #""words" = "a\\b""#,
      #""words" in [EMPTY, WHITESPACES_ONLY, NULL]"#,
      #""words" = WHITESPACES_ONLY"#, #""words" != EMPTY"#, #""words" not in [WHITESPACES_ONLY, NULL]"#,
      #""words" in ["i̇stanbul", "σίσυφοσ", "strasse"] with ignoreCase = "true""#,
      #""words" in ["istanbul"] with ignoreCase = "true""#,
      #""words" in ["ΣΊΣΥΦΟΣ", "KELVIN K"] with ignoreCase = "true""#,
      #""id" in ["1", "2"]"#, #""amount" in ["10.00", "0.00"]"#, #""amount" = "10""#,
      #""huge" in ["0.0000000000", "-0.0000000001"]"#,
      #""double" in ["1.5", "nan", "inf", "-inf", "-0.0"]"#,
      #""double" in ["1e+300", "1e+16", "1e+20", "1e-05", "1.5e-07"]"#,
      #""double" in ["123456789.5", "1000000000000000.0", "0.0001", "1234567.0", "10000000.0", "0.30000000000000004"]"#,
      #""float" in ["0.1", "1.5", "16777216.0", "3e+38", "1e-07", "10000000000.0"]"#, #""float" = EMPTY"#,
      #""day" = "x""#, #""day" in ["2026-11-20", "x"]"#,
      #""loaded" in ["2026-11-21 05:10:00+00", "1969-12-31 23:59:59.5+00", "x"]"#,
      #""local" in ["2026-11-21 05:10:00", "2026-11-20 00:00:00.25", "x"]"#, #""flag" = NULL"#, #""flag" = "true""#,
      #""day" >= "2026-11-20""#, #""day" = "0001-01-01""#, #""day" != "2026-11-20""#,
      #""day" between "1582-10-09" and "1970-01-02""#,
      #""day" not between "1582-10-09" and "1970-01-02""#, #""day" in ["9999-12-31", NULL]"#, #""day" <= now()"#,
      #""loaded" = "2026-11-20""#, #""loaded" > (now() - 2 days)"#, #""loaded" < "0001-01-02""#,
      #""local" = "1500-03-01""#,
      #""dates" = "2026-11-20""#, #""dates" != "2026-11-20""#, #""dates" > "2026-01-01""#, #""dates" < "2026-01-01""#,
      #""dates" in ["2024-02-29", NULL]"#,
    ].map { "ColumnValues \($0)" }
    + [
      #"ColumnValues "id" > 3 with threshold > 0.9"#, #"ColumnValues "amount" > 0 where "id < 5""#,
      #"ColumnValues "words" = "x" where "id < 0""#,
    ]

  private static let patterns = [
    #"[a-z]+"#, #"a.*"#, #"a|b"#, #".+"#, #"\s+"#, #"\S+"#, #"[\s]*"#, #"(?s).+"#, #"(?i)STRASSE"#, #"(?i)straße"#,
    #"(?i)k.*k"#,
    #"a$"#, #"^a$"#, #"(?m)a$.b"#, #"[[x]+\]"#, #"[a&&b]+"#, #"\pL+"#, #"\p{Greek}+"#, #"\p{Lu}+"#, #"\p{^Lu}+"#,
    #"\w+"#,
    #".*\bm"#, #"\B.*"#, #"\$\d\.\d{2}"#, #"[^\d]*"#, #"\x{1F642}"#, #"a\\b"#, #"O'Hara"#, #"\v"#, #"[\v]"#, #""#,
    #"(a"#, #"a)|(b"#,
    #"[[:alpha:]]+"#, #"\Q%\E"#, #"(?P<x>a)"#, #"\D*"#, #"\W*"#, #"[^a]*"#, #".{1}"#, #".{2}"#, #"[а-яЖ]+"#, #"tab\tx"#,
  ]

  private static var patternRules: [String] {
    patterns.flatMap { pattern in
      let written = pattern.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return ["matches", "not matches"].map { "ColumnValues \"words\" \($0) \"\(written)\"" }
        + ["ColumnValues \"words\" matches \"\(written)\" with ignoreCase = \"true\""]
    }
  }

  private static let typedColumns = [
    "numbers", "dates", "double", "float", "amount", "huge", "long", "short", "day", "loaded", "local", "flag", "words",
    "bytes", "nothing",
  ]

  private static var typeRules: [String] {
    let types = [
      "Boolean", "Date", "Timestamp", "Integer", "Long", "Float", "Double", "Decimal(10,2)", "Decimal(38,10)", "Text",
    ]
    let formats = [
      "dd-MM-yyyy", "MM-dd-yyyy", "yyyy-MM-dd", "MM-yyyy", "yyyy-MM", "dd-MM", "MM-dd", "dd/MM/yyyy", "MM/dd",
    ]
    let plain = typedColumns.flatMap { column in types.map { "ColumnDataType \"\(column)\" = \"\($0)\"" } }
    let dated = ["dates", "day", "id"].flatMap { column in
      formats.map { "ColumnDataType \"\(column)\" = \"Date\" with format = \"\($0)\"" }
    }
    return plain + dated + [#"ColumnDataType "numbers" != "Integer" with threshold > 0.99"#]
  }

  private static let otherRules =
    [
      "= 0", "= 1", "= 2", "> 4", "in [0, 3]", "!= 5", "between 1 and 6",
    ].map { "ColumnLength \"words\" \($0)" }
    + [
      #"ColumnLength "id" = 1"#, #"DataFreshness "loaded" <= 2 days"#, #"DataFreshness "loaded" < 60 minutes"#,
      #"DataFreshness "local" between 24 hours and 48 hours"#, #"DataFreshness "day" > 3 hours"#,
      #"DataFreshness "dates" < 30 hours"#,
      #"DataFreshness "dates" >= 20 hours"#, #"DataFreshness "amount" > 1 days"#,
      #"DataFreshness "loaded" > 1 days where "id in (1, 2)""#,
      #"ReferentialIntegrity "code" "ref.code" = 1"#, #"ReferentialIntegrity "double" "ref.double" >= 0"#,
      #"ReferentialIntegrity "numbers" "ref.number" >= 0"#, #"ReferentialIntegrity "numbers" "ref.numbers" >= 0"#,
      #"ReferentialIntegrity "float" "ref.double" >= 0"#, #"ReferentialIntegrity "float" "ref.amount" >= 0"#,
      #"ReferentialIntegrity "amount" "ref.float" >= 0"#, #"ReferentialIntegrity "long" "ref.float" >= 0"#,
      #"ReferentialIntegrity "dates" "ref.day" >= 0"#, #"ReferentialIntegrity "day" "ref.day" >= 0"#,
      #"ReferentialIntegrity "loaded" "ref.day" >= 0"#, #"ReferentialIntegrity "flag" "ref.number" >= 0"#,
      #"ReferentialIntegrity "code,id" "ref.{code,number}" >= 0"#,
      #"ReferentialIntegrity "code" "none.code" >= 0"#, #"ReferentialIntegrity "code" "ref.nothing" >= 0"#,
      #"RowCountMatch "ref" = 1"#, #"RowCountMatch "empty" = 1"#, #"SchemaMatch "ref" = 1"#,
      #"AggregateMatch "sum(id)" "sum(ref.number)" = 1"#,
      #"AggregateMatch "avg(amount)" "avg(ref.amount)" = 1"#, #"AggregateMatch "sum(amount)" "sum(amount)" = 1"#,
      #"DatasetMatch "ref" "id->number" "code" = 1"#,
      #"DatasetMatch "ref" "id->number" "double,day,amount" = 1"#, #"DatasetMatch "ref" "code" "amount" = 1"#,
      #"DatasetMatch "ref" "id->number" "float->double" = 1"#, #"CustomSql "select count(*) from primary" = 1"#,
      #"CustomSql "select sum(amount) from primary" = 1"#,
      #"CustomSql "select max(loaded) from primary" = 1"#, #"CustomSql "select id from primary" = 1"#,
      #"CustomSql "select avg(plain) from primary" = 1"#, #"CustomSql "select amount from primary where id = 5" = 1"#,
      #"CustomSql "select id from primary where amount > 0""#,
      #"CustomSql "select code from primary where amount > 0""#,
      #"CustomSql "select code, amount from primary where id < 9" with threshold > 0.1"#,
      #"CustomSql "select 1 as other from primary""#, #"CustomSql "select count(*) from ref" = 1"#,
      #"CustomSql "selec" = 1"#,
      #"DetectAnomalies "RowCount""#, #"(IsComplete "code") and (ColumnValues "amount" > 0)"#,
      #"(IsComplete "code") or (IsUnique "id")"#, #"(IsUnique "code") and (RowCount > 3)"#,
      #"(ColumnValues "words" matches "[[:alpha:]]+") or (IsComplete "day")"#,
    ]

  private static let groups: [(name: String, rules: [String])] = [
    ("measures", plainRules), ("spreads", [#"StandardDeviation "double" = 0"#, "RowCount > 1"]), ("keys", keyRules),
    ("values", valueRules), ("patterns", patternRules),
    ("types", typeRules),
    ("others", otherRules),
  ]

  private static let analyzers = """
    RowCount, Completeness "code", ColumnLength "words", ColumnValues "amount", ColumnValues "loaded", ColumnValues "numbers",
    ColumnValues "flag", ColumnDataType "amount", AllStatistics "code", Sum "amount", Mean "nothing"
    """

  @Test(
    "come to the same verdicts, values, messages and rows as on the embedded engine",
    .enabled(if: SparkProcess.python != nil, "ASSAY_SPARK names no Python with pyspark"))
  func verdicts() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rules-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let spark = try SparkProcess()
    var table = try RealTable(AwkwardTable.rows, folder: folder.path)
    try table.connection.execute("CREATE TABLE silver.ref AS \(AwkwardTable.others)")
    table.context.references = ["ref": "silver.ref", "empty": "(SELECT 1 AS a WHERE false)"]
    table.context.history = { _ in [70, 71, 70] }
    for name in ["orders", "ref"] {
      try table.connection.execute("COPY silver.\(name) TO '\(folder.path)/\(name).parquet' (FORMAT parquet)")
    }
    try spark.show(["assay_rows": "\(folder.path)/orders.parquet", "assay_ref": "\(folder.path)/ref.parquet"])
    for (name, rules) in Self.groups {
      let analyzers = name == "measures" ? "Analyzers = [ \(Self.analyzers) ]" : ""
      let ruleset = try Ruleset(
        parsing: "Rules = [ \(rules.joined(separator: ",\n")) ]\n\(analyzers)", file: "q.dqdl")
      try Comparison(table: table, spark: spark, ruleset: ruleset).run()
    }
  }

  private struct Comparison {
    let table: RealTable
    let spark: SparkProcess
    let ruleset: Ruleset

    func run() throws {
      let engine = ConnectionEngine(connection: table.connection)
      let own = QualityCheck.run(ruleset, table.context, engine)
      var here: [String: String] = [:]
      let elsewhere = Elsewhere(
        engine: spark, dialect: .spark, relation: "`assay_rows`",
        references: ["ref": "`assay_ref`", "empty": "(SELECT 1 AS a WHERE false)"]
      ) { here[$0.text] = $1 }
      let other = try QualityCheck.run(ruleset, table.context, engine, elsewhere: elsewhere)
      for (one, two) in zip(own.results, other.results) {
        let both = [one, two].map { "\($0.status) \($0.valueText ?? "-") \($0.rowsFailed ?? -1) \($0.message)" }
        if !Self.isSame(one, two) { Issue.record("\(one.rule): \(both[0]); on Spark: \(both[1])") }
      }
      #expect(own.rowsFailed == other.rowsFailed)
      for (one, two) in zip(own.measures, other.measures) { #expect(one == two) }
      // Few are left for here: patterns, values and sums that Spark would take for something else.
      #expect(here.count * 5 < ruleset.rules.count + 5, "\(here)")
    }

    /// The last digit of what many doubles come to depends on their order, on one engine as well.
    private static func isSame(_ one: RuleResult, _ two: RuleResult) -> Bool {
      guard one != two, !one.rule.hasPrefix("ReferentialIntegrity") else {
        return one == two || hasOtherExamples(one, two)
      }
      guard let a = one.value, let b = two.value, isReckoned(one.rule) else { return one == two }
      return one.status == two.status && abs(a - b) <= 4e-16 * abs(a)
        && one.message == two.message.replacing(two.valueText ?? "", with: one.valueText ?? "")
    }

    /// Three of the rows that are not found, whichever.
    private static func hasOtherExamples(_ one: RuleResult, _ two: RuleResult) -> Bool {
      let ends = [one, two].map {
        $0.message.prefix(upTo: $0.message.range(of: "; for")?.lowerBound ?? $0.message.endIndex)
      }
      return one.status == two.status && one.value == two.value && ends[0] == ends[1]
    }

    private static func isReckoned(_ rule: String) -> Bool {
      ["Mean", "StandardDeviation", "Variance", "ColumnCorrelation", "Entropy"].contains { rule.hasPrefix($0) }
    }
  }
}
