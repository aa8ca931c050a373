import Foundation
import JSON
import ModelSQL
import Testing
import Words

/// Expressions of the portable subset on a real Spark and on the embedded engine, compared by value. `ASSAY_SPARK` names a
/// Python that has pyspark; without it there is nothing to compare with.
@Suite("Models in Spark's words")
struct SparkSpellingTests {
  let engine: TestEngine
  init() throws { engine = try TestEngine() }

  private static let spark = ProcessInfo.processInfo.environment["ASSAY_SPARK"]

  /// What the subset holds beside its functions.
  private static let plain = [
    "cast(2.5 as int)", "cast(cast(2.5 as double) as int)", "cast(cast(3.5 as double) as bigint)", "cast(-2.5 as int)",
    "cast('42' as int)", "cast(true as int)", "round(cast(2.345 as decimal(10, 3)), 2)", "1 / cast(4 as double)",
    "cast('2026-1-8' as date)", "cast('2026/11/08' as date)", "cast(' 2026-11-08 ' as date)",
    "cast('2026-11-08T14:03:22Z' as timestamp)", "cast('2026-11-08 14:03:22+0130' as timestamp)",
    "cast('2026-11-08 01:03:22+01:30' as date)", "cast('2026-11-08 14:03' as timestamp)",
    "cast('2026-11-08 23:03:22 -01:30' as date)", "cast('2026-11-08 14:03 +0130' as timestamp)",
    "cast('2026-11-08 14:03:22.25 Z' as timestamp)",
    "'it''s' || 'a\\b'", "replace('a\\nb', '\\n', 'x')", "case when 'a%b' like 'a%%b' then 'yes' end",
    "cast(0.1 + 0.2 as varchar)", "cast(date_trunc('month', cast('2026-11-08 10:00:00' as timestamp)) as date)",
    "date_part('month', cast('2026-11-08' as date))", "coalesce(null, 'x')", "nullif('a', 'a')", "trim('  a ')",
    "substring('abcdef', 2, 3)", "upper('aé')", "length('aé')", "greatest(1, null, 3)", "mod(-7, 3)",
    "cast(12345678901.5 as varchar)", "1_000 + 0.000_1", "cast(9_223_372_036_854_775_808 as varchar)",
    "cast(-99999999999999999999.5 as varchar)",
    "hash_text(cast('2026-11-08 10:00:00.5' as timestamp), cast(1.50 as decimal(5,2)), true)",
    "regexp_replace('x$y', '[$]', '$')", "regexp_extract('ab', '^(a.)$', 1)",
    "regexp_replace('tom & jerry', '[&[]', '+')",
    "(select string_agg(x, ',') from (values ('b'), ('a'), (null)) v(x))",
    "(select string_agg(distinct x, ',') from (values ('b'), ('a'), ('b')) v(x))",
    "(select percentile(x, 0.3) from (values (1), (2), (4), (9)) v(x))",
    "(select count(*) from date_series(cast('2026-01-02' as date), cast('2026-01-01' as date)))",
    "(select max(r) from (select rank() over (order by x desc) as r from (values (1), (null), (2)) v(x)) t)",
    "(select max(case when x is null then r end) from (select x, row_number() over (order by x) as r "
      + "from (values (1), (null), (2)) v(x)) t)",
    "cast(safe_divide(566.06, 4) as decimal(18, 2))", "cast(cast(1.005 as double) as decimal(10, 2))",
    "cast(cast(-2.5 as double) as decimal(10))",
    "cast(safe_divide(107, 40) as decimal(10, 2))", "cast(cast(1 as double) / 8 as decimal(10, 2))",
    "json_text('{\"a\": {\"b\": [1, 2]}}', '$.a')", "json_text('{\"a\": null}', '$.a')",
    "json_text('{\"a\": 1.50}', '$.a')",
    "try_decimal(' 1e3 ', 10, 2)", "try_decimal('1.', 10, 2)", "try_decimal('inf', 10, 2)", "try_decimal('5d', 10, 2)",
    "parse_date('08 nov 2026', 'dd MMM yyyy')", "parse_date('08 Foo 2026', 'dd MMM yyyy')",
    "parse_date('2026', 'yyyy')",
    "parse_timestamp('2026-11-08 14', 'yyyy-MM-dd HH')",
  ]

  /// A whole number that may be null beside one that it cannot be.
  private static let longNumbers = ["<", "<=", ">", ">=", "=", "<>"].flatMap { sign in
    [
      "99999999999999999999", "-99999999999999999999", "9223372036854775808.25", "00000000000000000000001",
    ].flatMap { number in
      ["x \(sign) \(number)", "not (\(number) \(sign) x)"].flatMap { condition in
        ["bigint", "int", "smallint"].map { type in
          "(select count(*) from (values (cast(1 as \(type))), (null)) v(x) where \(condition))"
        }
      }
    }
  }

  private static var expressions: [String] {
    let dates = ModelExpansionTests.lookalikes.flatMap { text, format in
      ["parse_date('\(text)', '\(format)')", "parse_timestamp('\(text)', '\(format)')"]
    }
    let moments = ModelExpansionTests.offsets.map { "parse_timestamp('\($0.0)', '\($0.1)')" }
    return ModelExpansionTests.values.map(\.0) + ModelExpansionTests.typedValues.map(\.0) + dates + moments + plain
      + longNumbers
  }

  @Test(
    "give what they give on the embedded engine",
    .enabled(if: spark != nil, "ASSAY_SPARK names no Python with pyspark"))
  func values() throws {
    let python = try #require(Self.spark)
    let expressions = Self.expressions
    let statements = try expressions.map { expression in
      let sql = try ModelExpansion.expand(
        engine.model("select \(expression) as x"), dialect: .spark, parameters: .sample)
      return "cast(\(sql.dropFirst("select ".count).dropLast(" as x".count)) as string)"
    }
    let answers = try Self.answers(of: statements, python)
    #expect(answers.count == expressions.count)
    for (expression, answer) in zip(expressions, answers) {
      #expect(try engine.value(expression) == answer, "\(expression) gives \(answer)")
    }
  }

  private static let script = """
    import json, sys
    from pyspark.sql import SparkSession
    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    for name, value in [("ansi.enabled", "true"), ("session.timeZone", "UTC"), ("shuffle.partitions", "1"),
                        ("variable.substitute", "false")]:
        builder = builder.config("spark.sql." + name, value)
    spark = builder.config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    def ask(values):
        try:
            return ["NULL" if value is None else value for value in spark.sql("select " + ", ".join(values)).collect()[0]]
        except Exception as error:
            if len(values) == 1: return ["ERROR " + str(error)[:400]]
            return ask(values[:len(values) // 2]) + ask(values[len(values) // 2:])
    values = json.load(open(sys.argv[1]))
    answers = [answer for start in range(0, len(values), 50) for answer in ask(values[start:start + 50])]
    json.dump(answers, open(sys.argv[2], "w"))
    """

  /// One Spark for all, since it takes seconds to begin.
  private static func answers(of statements: [String], _ python: String) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("spark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (asked, told) = (folder.appendingPathComponent("asked"), folder.appendingPathComponent("told"))
    try JSONValue.array(statements.map(JSONValue.string)).text.write(to: asked, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-c", script, asked.path, told.path]
    process.currentDirectoryURL = folder
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    process.waitUntilExit()
    let text = try String(contentsOf: told, encoding: .utf8)
    return try JSONValue(parsing: text).arrayValue?.compactMap(\.stringValue) ?? []
  }

  @Test(
    "are refused with their place where Spark would say something else",
    arguments: [
      (
        "select a / 2 as x from silver.t",
        "1:10: error: a division that is not of doubles differs by engine; write safe_divide(a, b)"
      ),
      (
        "select date_part('dow', a) as x from silver.t",
        "1:8: error: on Spark date_part gives year, quarter, month, day, hour and minute; for others write day_of_week, iso_week or iso_year"
      ),
      (
        "select regexp_extract(a, b, 1) as x from silver.t",
        "1:8: error: a pattern for Spark must be a text in quotes, without [[:class:]], (?P<name>, \\Q, \\C or \\z"
      ),
      (
        "select a from silver.t where a like 'x\\y'",
        "1:37: error: a backslash in a pattern of LIKE is another thing on Spark"
      ),
      ("select E'x' as a", "1:8: error: a text for Spark stands in single quotes, without E or $"),
      (
        "select string_agg(a, ',' order by b) as x from silver.t",
        "1:8: error: string_agg with an order of its own is not yet run on Spark; leave the order out"
      ),
      (
        "select a from silver.t\nqualify row_number() over (order by a) = 1",
        "2:1: error: QUALIFY is not portable, and this model is to run on Spark; filter a subquery by its row_number()"
      ),
      (
        "select json_text(a, '$.\"x y\"') as x from silver.t",
        "1:8: error: a path for Spark must be a text such as '$.a.b' or '$.a[0]'"
      ),
    ])
  func refusals(sql: String, problem: String) throws {
    #expect(SparkPortability.problems(of: try engine.model(sql)).map(\.description) == [problem])
  }

  @Test("keep a secret's value out of the text")
  func secrets() throws {
    let sql = try ModelExpansion.expand(
      engine.model("select hash_text(secret('salt'), a) as x from silver.t"), dialect: .spark, parameters: .sample,
      tables: [TableName(.silver, "t"): "`assay_silver_t`"])
    #expect(sql.contains("(select `salt` from assay_secrets)"))
    #expect(sql.hasSuffix("from `assay_silver_t` as `t`"))
  }

  @Test("have nulls last where the text does not say where they are")
  func nulls() throws {
    let sql = try ModelExpansion.expand(
      engine.model("select a from silver.t order by lower(a) desc, b nulls first, \"c d\""), dialect: .spark,
      parameters: .sample)
    #expect(sql.hasSuffix("order by lower(a) desc nulls last, b nulls first, `c d` nulls last"))
  }
}
