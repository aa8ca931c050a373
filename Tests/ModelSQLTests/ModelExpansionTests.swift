import Engine
import ModelSQL
import Testing
import Words

@Suite struct ModelExpansionTests {
  let engine: TestEngine
  init() throws { engine = try TestEngine() }

  static let values: [(String, String)] = [
    ("parse_date('2026-11-08', 'yyyy-MM-dd')", "2026-11-08"),
    ("parse_date('2026-1-8', 'yyyy-MM-dd')", "NULL"),
    ("parse_date('2026-02-30', 'yyyy-MM-dd')", "NULL"),
    ("parse_date(' 2026-11-08', 'yyyy-MM-dd')", "NULL"),
    ("parse_date('2026/11/08', 'yyyy-MM-dd')", "NULL"),
    ("parse_date(null, 'yyyy-MM-dd')", "NULL"),
    ("parse_date('', 'yyyy-MM-dd')", "NULL"),
    ("parse_date('08/11/2026', 'yyyy-MM-dd', 'dd/MM/yyyy')", "2026-11-08"),
    ("parse_date('8/11/2026', 'dd/MM/yyyy')", "NULL"),
    ("parse_date('8/1/2026', 'd/M/yyyy')", "2026-01-08"),
    ("parse_date('12/31/2026', 'M/d/yyyy')", "2026-12-31"),
    ("parse_date('08 Nov 2026', 'dd MMM yyyy')", "2026-11-08"),
    ("parse_date('20261108', 'yyyyMMdd')", "2026-11-08"),
    ("parse_timestamp('2026-11-08 14:03:22', 'yyyy-MM-dd HH:mm:ss')", "2026-11-08 14:03:22"),
    ("parse_timestamp('2026-11-08T14:03:22', 'yyyy-MM-dd''T''HH:mm:ss')", "2026-11-08 14:03:22"),
    ("parse_timestamp('2026-11-08 14:03', 'yyyy-MM-dd HH:mm')", "2026-11-08 14:03:00"),
    ("parse_timestamp('2026-11-08 14:03:22.123', 'yyyy-MM-dd HH:mm:ss.SSS')", "2026-11-08 14:03:22.123"),
    ("parse_timestamp('08/11/2026 14:03', 'yyyy-MM-dd HH:mm:ss', 'dd/MM/yyyy HH:mm')", "2026-11-08 14:03:00"),
    ("parse_timestamp('2026-11-08 25:03:22', 'yyyy-MM-dd HH:mm:ss')", "NULL"),
    ("parse_timestamp('100% 2026-11-08', '100% yyyy-MM-dd')", "2026-11-08 00:00:00"),
    ("try_int('42')", "42"), ("try_int(' -7 ')", "-7"), ("try_int('+7')", "7"), ("try_int('007')", "7"),
    ("try_int('1.5')", "NULL"), ("try_int('1.0')", "NULL"), ("try_int('1e3')", "NULL"), ("try_int('1_000')", "NULL"),
    ("try_int('0x1f')", "NULL"), ("try_int('')", "NULL"), ("try_int(null)", "NULL"),
    ("try_int('99999999999999999999')", "NULL"), ("try_int('9223372036854775807')", "9223372036854775807"),
    ("try_decimal('12.5', 12, 2)", "12.50"), ("try_decimal('1.555', 12, 2)", "1.56"),
    ("try_decimal('x', 12, 2)", "NULL"),
    ("try_decimal('1_000', 12, 2)", "NULL"), ("try_decimal('-.5', 12, 2)", "-0.50"),
    ("try_decimal(null, 12, 2)", "NULL"),
    ("try_decimal('12345', 4, 2)", "NULL"),
    ("regexp_replace('a1b22', '[0-9]+', '')", "ab"), ("regexp_replace('a1b22', '([0-9]+)', '<$1>')", "a<1>b<22>"),
    ("regexp_replace('a.b', '[.]', '\\')", "a\\b"),
    ("regexp_extract('order 17 of 20', '([0-9]+) of', 1)", "17"), ("regexp_extract('none', '([0-9]+)', 1)", "NULL"),
    ("date_add_days(cast('2026-12-31' as date), 1)", "2027-01-01"),
    ("date_add_days(cast('2026-12-31 10:00:00' as timestamp), -31)", "2026-11-30"),
    ("date_diff_days(cast('2026-11-01' as date), cast('2026-11-08' as date))", "7"),
    ("date_diff_days(cast('2026-11-08' as date), cast('2026-11-01' as date))", "-7"),
    ("day_of_week(cast('2026-11-08' as date))", "7"), ("day_of_week(cast('2026-11-09' as date))", "1"),
    ("iso_week(cast('2024-12-30' as date))", "1"), ("iso_year(cast('2024-12-30' as date))", "2025"),
    ("month_name(cast('2026-11-08' as date))", "November"), ("day_name(cast('2026-11-08' as date))", "Sunday"),
    ("json_text('{\"a\": {\"b\": \"x\"}}', '$.a.b')", "x"), ("json_text('{\"a\": 1}', '$.b')", "NULL"),
    ("json_text('{bad', '$.a')", "NULL"), ("json_text(null, '$.a')", "NULL"),
    ("hash_key('abc')", "648541476951500027"), ("hash_key(null)", "-1"), ("hash_key(null, null)", "-1"),
    ("hash_key('a', 1) = hash_key('a|1')", "true"), ("hash_key('a', null) = hash_key('a|')", "true"),
    ("hash_text('abc')", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("hash_text(null)", "NULL"), ("hash_text('a', null) = hash_text('a|')", "true"),
    ("safe_divide(1, 4)", "0.25"), ("safe_divide(1, 0)", "NULL"), ("safe_divide(1, null)", "NULL"),
    ("2 * safe_divide(1, 1 + 3)", "0.5"),
    ("run_date()", "2026-11-21"), ("run_timestamp()", "2026-11-21 06:10:00.123"),
    ("date_add_days(parse_date(regexp_replace('2026.11.08', '[.]', '-'), 'yyyy-MM-dd'), try_int('2'))", "2026-11-10"),
    ("coalesce(try_int(trim(' x ')), try_int('3')) + 1", "4"),
  ]

  /// Texts that look like a day or a moment at first sight.
  static let lookalikes: [(String, String)] = [
    ("2024-02-1O", "yyyy-MM-dd"), ("2024-02-1l", "yyyy-MM-dd"), ("2024-02-1?", "yyyy-MM-dd"),
    ("2024-02-3 ", "yyyy-MM-dd"), ("2024-02- 3", "yyyy-MM-dd"), ("2024-02-10 ", "yyyy-MM-dd"),
    ("-024-02-02", "yyyy-MM-dd"), ("+024-02-02", "yyyy-MM-dd"), ("2024-02-30", "yyyy-MM-dd"),
    ("2023-02-29", "yyyy-MM-dd"), ("2024-13-01", "yyyy-MM-dd"), ("2024-00-10", "yyyy-MM-dd"),
    ("0000-01-01", "yyyy-MM-dd"), ("12024-02-10", "yyyy-MM-dd"), ("２０２４-02-10", "yyyy-MM-dd"),
    ("2024-02-10 00:00:00", "yyyy-MM-dd"), ("infinity", "yyyy-MM-dd"), ("epoch", "yyyy-MM-dd"),
    ("2026-03-29 02:30:1Z", "yyyy-MM-dd HH:mm:ss"), ("2026-03-29 02:30:1 ", "yyyy-MM-dd HH:mm:ss"),
    ("2026-03-2  02:30:15", "yyyy-MM-dd HH:mm:ss"), ("2026-03-29 24:00:00", "yyyy-MM-dd HH:mm:ss"),
    ("2026-03-29 23:59:60", "yyyy-MM-dd HH:mm:ss"), ("2026-03-29T02:30:15", "yyyy-MM-dd HH:mm:ss"),
    ("2026-03-29 02:30:15Z", "yyyy-MM-dd HH:mm:ss"), ("2026-03-29 02:30:15.5", "yyyy-MM-dd HH:mm:ss"),
    ("2026-03-29t02:30:15", "yyyy-MM-dd''T''HH:mm:ss"), ("2026-03-29 02:3Z", "yyyy-MM-dd HH:mm"),
    ("2026-03-29 2:30 ", "yyyy-MM-dd HH:mm"), ("2026-03-29 02:30:15.1x3", "yyyy-MM-dd HH:mm:ss.SSS"),
    ("2026-03-29 02:30:15.12 ", "yyyy-MM-dd HH:mm:ss.SSS"),
    ("2026-03-29 02:30:15.12345z", "yyyy-MM-dd HH:mm:ss.SSSSSS"),
    (" 1/02/2024", "dd/MM/yyyy"), ("1 /02/2024", "dd/MM/yyyy"), ("01/ 2/2024", "dd/MM/yyyy"),
    ("30/02/2024", "dd/MM/yyyy"), ("+1/02/2024", "dd/MM/yyyy"), ("01.02.2024", "dd/MM/yyyy"),
    ("2024021 ", "yyyyMMdd"), ("202402-1", "yyyyMMdd"), ("20240230", "yyyyMMdd"),
    (" 1/2/2024", "d/M/yyyy"), ("1/2/24  ", "d/M/yyyy"), ("31/4/2024", "d/M/yyyy"),
    ("30 Feb 2024", "dd MMM yyyy"), (" 1 Feb 2024", "dd MMM yyyy"), ("01 Fe  2024", "dd MMM yyyy"),
    ("2026-03-29T02:30:00+1:00", "yyyy-MM-dd''T''HH:mm:ssXXX"),
    ("2026-03-29T02:30:00+0100", "yyyy-MM-dd''T''HH:mm:ssXXX"),
    ("2026-03-29T02:30:00", "yyyy-MM-dd''T''HH:mm:ssXXX"), ("2026-03-29T02:30:00z", "yyyy-MM-dd''T''HH:mm:ssXXX"),
    ("2026-03-29T02:30:00+19:00", "yyyy-MM-dd''T''HH:mm:ssXXX"),
    ("2026-03-29T02:30:00+18:30", "yyyy-MM-dd''T''HH:mm:ssXXX"),
    ("2026-03-29T02:30:00+01:60", "yyyy-MM-dd''T''HH:mm:ssXXX"), ("2026-03-29T02:30:00Z", "yyyy-MM-dd''T''HH:mm:ssxxx"),
    ("2026-03-29T02:30:00+01:00", "yyyy-MM-dd''T''HH:mm:ssXX"),
    ("2026-03-29T02:30:00 +01:00", "yyyy-MM-dd''T''HH:mm:ssXXX"),
    ("2026-03-29T02:30:00+01:00 ", "yyyy-MM-dd''T''HH:mm:ssXXX"),
    ("2026-02-30T02:30:00+01:00", "yyyy-MM-dd''T''HH:mm:ssXXX"),
  ]

  @Test("A text that is not its format to the letter is no day and no moment", arguments: lookalikes)
  func lookalike(text: String, format: String) throws {
    for function in ["parse_date", "parse_timestamp"] {
      #expect(try engine.value("\(function)('\(text)', '\(format)')") == "NULL")
    }
  }

  static let offsets: [(String, String, String)] = [
    ("2026-03-29T02:30:00+01:00", "yyyy-MM-dd''T''HH:mm:ssXXX", "2026-03-29 01:30:00"),
    ("2026-03-29T02:30:00Z", "yyyy-MM-dd''T''HH:mm:ssXXX", "2026-03-29 02:30:00"),
    ("2026-03-29T02:30:00-09:30", "yyyy-MM-dd''T''HH:mm:ssXXX", "2026-03-29 12:00:00"),
    ("2026-01-01T00:30:00+05:45", "yyyy-MM-dd''T''HH:mm:ssZZZZZ", "2025-12-31 18:45:00"),
    ("2026-03-29 02:30:00+0100", "yyyy-MM-dd HH:mm:ssXX", "2026-03-29 01:30:00"),
    ("2026-03-29 02:30:00 -1800", "yyyy-MM-dd HH:mm:ss Z", "2026-03-29 20:30:00"),
    ("2026-03-29 02:30:00+00", "yyyy-MM-dd HH:mm:ssx", "2026-03-29 02:30:00"),
    ("2026-03-29 02:30:00+01", "yyyy-MM-dd HH:mm:ssX", "2026-03-29 01:30:00"),
    ("2026-03-29 02:30:00-0330", "yyyy-MM-dd HH:mm:ssX", "2026-03-29 06:00:00"),
    ("2026-03-29T02:30:00.123+01:00", "yyyy-MM-dd''T''HH:mm:ss.SSSxxx", "2026-03-29 01:30:00.123"),
    ("9/3/2026 02:30 +02:00", "d/M/yyyy HH:mm XXX", "2026-03-09 00:30:00"),
  ]

  @Test("Offsets in Java's letters give UTC", arguments: offsets)
  func offset(text: String, format: String, expected: String) throws {
    #expect(try engine.value("parse_timestamp('\(text)', '\(format)')") == expected)
  }

  static let typedValues: [(String, String)] = [
    ("parse_date(cast('2026-11-08' as date), 'dd/MM/yyyy')", "2026-11-08"),
    ("parse_date(cast('2026-11-08 10:00:00' as timestamp), 'yyyy-MM-dd')", "2026-11-08"),
    ("parse_timestamp(cast('2026-11-08 10:00:00.5' as timestamp), 'yyyy-MM-dd HH:mm:ss')", "2026-11-08 10:00:00.5"),
    ("parse_timestamp(cast('2026-11-08' as date), 'yyyy-MM-dd HH:mm:ss')", "2026-11-08 00:00:00"),
    ("parse_date(cast(null as date), 'yyyy-MM-dd')", "NULL"), ("parse_date(20261108, 'yyyyMMdd')", "2026-11-08"),
    ("try_int(cast(7 as smallint))", "7"), ("try_int(cast(7 as double))", "7"),
    ("try_int(cast(7.5 as double))", "NULL"), ("try_int(cast(100000000000000000 as double))", "100000000000000000"),
    ("try_int(cast(7 as decimal(10,2)))", "7"), ("try_int(cast('7.01' as decimal(10,2)))", "NULL"),
    ("try_int(cast('1e300' as double))", "NULL"), ("try_int(true)", "NULL"),
    ("try_decimal(cast(7 as integer), 10, 2)", "7.00"), ("try_decimal(cast('1e5' as double), 10, 2)", "100000.00"),
    ("regexp_replace(1234, '3', '')", "124"), ("regexp_extract(1234, '2(.)', 1)", "3"),
  ]

  @Test("What a Parquet file has typed already is taken as it is", arguments: typedValues)
  func typed(expression: String, expected: String) throws {
    #expect(try engine.value(expression) == expected)
  }

  @Test(
    "A cast of a text to a moment keeps to what the text says",
    arguments: [
      ("cast('2026-03-29T02:30:00+01:00' as timestamp)", "2026-03-29 01:30:00"),
      ("CAST ( '2026-03-29 02:30:00.5-02' AS TIMESTAMP )", "2026-03-29 04:30:00.5"),
      ("cast('2026-03-29T02:30:00Z' as timestamp)", "2026-03-29 02:30:00"),
      ("cast('2026-03-29 02:30:00' as timestamp)", "2026-03-29 02:30:00"),
      ("cast('2026-03-29' as timestamp)", "2026-03-29 00:00:00"), ("cast('2026-3-9' as date)", "2026-03-09"),
      ("cast(' 2026-03-29 23:00:00 -01:30 ' as date)", "2026-03-30"),
      ("cast('2026-03-29 02:30 Z' as timestamp)", "2026-03-29 02:30:00"),
      ("cast('2026-03-29 02:30:00.5 +0130' as timestamp)", "2026-03-29 01:00:00.5"),
      ("cast('2026-03-29T00:30:00+01:00' as date)", "2026-03-28"), ("cast(null as date)", "NULL"),
      ("cast(cast('2026-03-29 10:00:00' as timestamp) as date)", "2026-03-29"),
      ("cast(substring(cast(cast('2026-03-29' as date) as varchar), 1, 7) || '-01' as date)", "2026-03-01"),
      ("cast((select max(x) from (values ('2026-03-29')) as t(x)) as date)", "2026-03-29"),
    ])
  func casts(expression: String, expected: String) throws {
    #expect(try engine.value(expression) == expected)
  }

  @Test(
    "A cast of a text that is no moment fails with the text",
    arguments: ["2024-02-1O", "2024-02-10 xx", "2026-03-29 02:30:1Z", "2026-03-29T02:30:00+01:00x", "-024-02-02"])
  func brokenCasts(text: String) throws {
    for type in ["date", "timestamp"] {
      do {
        #expect(try engine.value("cast(x as \(type))", from: "from (values ('\(text)')) as t(x)") == "an error")
      } catch {
        #expect("\(error)".contains(text))
      }
    }
  }

  @Test(
    "Letters of a format that are not known are refused by name",
    arguments: [
      ("yyyy-MM-dd HH:mm:ss z", "'z'"), ("yyyy-MM-dd HH:mm:ss VV", "'VV'"), ("yyyy-MM-dd HH:mm O", "'O'"),
      ("yyyy-MM-dd HH:mm ZZZZ", "'ZZZZ'"), ("yyyy-MM-dd HH:mm XXXX", "'XXXX'"), ("yyyyXXX-MM-dd", "at the end"),
    ])
  func unknownLetters(format: String, named: String) throws {
    #expect(try engine.value("parse_timestamp('x', '\(format)')").contains(named))
  }

  @Test("Portable functions mean the same everywhere", arguments: values)
  func value(expression: String, expected: String) throws {
    #expect(try engine.value(expression) == expected)
  }

  @Test("A hash key is the first 60 bits of the MD5", arguments: ["", "a", "é", "order 17", "x|y|z", "🥇"])
  func hashKeys(text: String) throws {
    let literal = try SQLQuote.literal(text)
    let parsed = try engine.model("select hash_key(\(literal)) as k")
    let sql = try ModelExpansion.expand(parsed, parameters: .sample)
    let digits = "cast('0x' || substr(md5(\(literal)), 1, 15) as bigint)"
    #expect(try engine.connection.query("select k = \(digits) from (\(sql))").rows == [[.bool(true)]])
  }

  @Test(
    "Types do not depend on the values",
    arguments: [
      ("parse_date('x', 'yyyy-MM-dd', 'dd/MM/yyyy')", "DATE"), ("parse_timestamp('x', 'yyyy-MM-dd')", "TIMESTAMP"),
      ("try_int('1')", "BIGINT"), ("try_decimal('1', 12, 2)", "DECIMAL(12,2)"),
      ("date_add_days(run_date(), 1)", "DATE"),
      ("date_diff_days(run_date(), run_date())", "BIGINT"), ("day_of_week(run_date())", "INTEGER"),
      ("hash_key(1)", "BIGINT"), ("hash_text(1)", "VARCHAR"), ("safe_divide(1, 2)", "DOUBLE"),
      ("percentile(1, 0.5)", "DOUBLE"), ("run_timestamp()", "TIMESTAMP"),
    ])
  func types(expression: String, expected: String) throws {
    #expect(try engine.type(expression) == expected)
  }

  @Test(
    "Aggregates",
    arguments: [
      ("percentile(v, 0.5)", "2.0"), ("percentile(v, 0.25)", "1.5"), ("string_agg(v, '-')", "1-2-3"),
      ("string_agg(distinct v % 2, ',')", "0,1"), ("string_agg(v, ',' order by v desc)", "3,2,1"),
    ])
  func aggregates(expression: String, expected: String) throws {
    #expect(try engine.value(expression, from: "from (values (3), (1), (2)) as t(v)") == expected)
  }

  @Test(
    "A series of days stands in FROM, with or without another name",
    arguments: [
      "select date as x from date_series(cast('2026-02-27' as date), cast('2026-03-01' as date))",
      "select d.date as x from date_series(cast('2026-02-27' as date), cast('2026-03-01' as date)) as d",
      "select date_series.date as x from date_series(cast('2026-02-27' as date), (select cast('2026-03-01' as date)))",
      "select t.n as x from date_series(date_add_days(cast('2026-02-28' as date), -1), cast('2026-03-01' as date)) t(n)",
    ])
  func dateSeries(sql: String) throws {
    let expanded = try ModelExpansion.expand(try engine.model(sql), parameters: .sample)
    let rows = try engine.connection.query("select cast(x as varchar) from (\(expanded)) order by 1").rows
    #expect(rows.map { $0[0].displayText } == ["2026-02-27", "2026-02-28", "2026-03-01"])
  }

  @Test("Names in strings, comments and quotes are left alone")
  func onlyCallsAreReplaced() throws {
    let sql =
      "select 'run_date()' as a, /* run_date() */ run_date() as b, \"run_date\" as c from silver.x -- é run_date()"
    let expanded = try ModelExpansion.expand(try engine.model(sql), parameters: .sample)
    #expect(
      expanded
        == "select 'run_date()' as a, /* run_date() */ cast('2026-11-21' as date) as b, \"run_date\" as c from silver.x -- é run_date()"
    )
  }

  @Test("called in any case and with blanks before") func calledInAnyCaseAndWithBlanksBefore() throws {
    #expect(try engine.value("TRY_INT /* x */ ( '4' )") == "4")
    #expect(try engine.value("\"try_int\"('4')") == "4")
  }

  @Test(
    "Tables can be exchanged by position",
    arguments: [
      ("select x.a from silver.x", "select x.a from (select 1 as a) as \"x\""),
      ("select t.a from silver.x t", "select t.a from (select 1 as a) t"),
      ("select a from \"silver\" . \"x\" as t", "select a from (select 1 as a) as t"),
      (
        "select a from silver.x join silver.y using (a)",
        "select a from (select 1 as a) as \"x\" join silver.y using (a)"
      ),
      ("select 'silver.x' as a from silver.x", "select 'silver.x' as a from (select 1 as a) as \"x\""),
      ("select d.date as a from silver.x, date_series((select run_date() from silver.x), run_date()) d", nil),
    ] as [(String, String?)])
  func tables(sql: String, expected: String?) throws {
    let tables = [TableName(.silver, "x"): "(select 1 as a)"]
    let expanded = try ModelExpansion.expand(try engine.model(sql), parameters: .sample, tables: tables)
    if let expected { #expect(expanded == expected) } else { #expect(!expanded.contains("silver.x")) }
  }

  @Test("a secret is a variable of the engine") func aSecretIsAVariableOfTheEngine() throws {
    let parsed = try engine.model("select hash_text(secret('salt'), 'x') as h")
    let sql = try ModelExpansion.expand(parsed, parameters: .sample)
    #expect(sql.contains("getvariable('secret_salt')"))
    try engine.connection.setVariable("secret_salt", .text("pepper"))
    let other = try engine.value("hash_text('pepper', 'x')")
    #expect(try engine.connection.query(sql).rows == [[.text(other)]])
  }
}
