import Clocks
import Engine
import JSON
import Rows
import Testing

@Suite
struct QueryTests {
  static let literals: [(sql: String, type: String, value: Value)] = [
    ("NULL", "INTEGER", .null),
    ("true", "BOOLEAN", .bool(true)),
    ("(-7)::TINYINT", "TINYINT", .int(-7)),
    ("(-300)::SMALLINT", "SMALLINT", .int(-300)),
    ("42", "INTEGER", .int(42)),
    ("(-9223372036854775808)::BIGINT", "BIGINT", .int(.min)),
    ("255::UTINYINT", "UTINYINT", .int(255)),
    ("65535::USMALLINT", "USMALLINT", .int(65535)),
    ("4294967295::UINTEGER", "UINTEGER", .int(4_294_967_295)),
    ("5::UBIGINT", "UBIGINT", .int(5)),
    ("18446744073709551615::UBIGINT", "UBIGINT", .exact("18446744073709551615")),
    ("(-3)::HUGEINT", "HUGEINT", .exact("-3")),
    ("170141183460469231731687303715884105727::HUGEINT", "HUGEINT", .exact("170141183460469231731687303715884105727")),
    (
      "340282366920938463463374607431768211455::UHUGEINT", "UHUGEINT", .exact("340282366920938463463374607431768211455")
    ),
    ("1.5::FLOAT", "FLOAT", .double(1.5)),
    ("0.1::DOUBLE", "DOUBLE", .double(0.1)),
    ("(-0.05)::DECIMAL(4,2)", "DECIMAL(4,2)", .exact("-0.05")),
    ("12.50::DECIMAL(9,2)", "DECIMAL(9,2)", .exact("12.50")),
    ("123456789012.345::DECIMAL(18,3)", "DECIMAL(18,3)", .exact("123456789012.345")),
    (
      "(-99999999999999999999999999999999.999999)::DECIMAL(38,6)", "DECIMAL(38,6)",
      .exact("-99999999999999999999999999999999.999999")
    ),
    ("7::DECIMAL(5,0)", "DECIMAL(5,0)", .exact("7")),
    ("'twelve bytes'", "VARCHAR", .text("twelve bytes")),
    ("'thirteen byte'", "VARCHAR", .text("thirteen byte")),
    ("''", "VARCHAR", .text("")),
    ("'größer 東京 😀'", "VARCHAR", .text("größer 東京 😀")),
    ("'\\x00\\xFFa'::BLOB", "BLOB", .blob([0, 255, 97])),
    ("DATE '2026-11-21'", "DATE", .date(CalendarDay(year: 2026, month: 11, day: 21))),
    ("DATE '1969-12-31'", "DATE", .date(CalendarDay(daysSince1970: -1))),
    ("'infinity'::DATE", "DATE", .text("infinity")),
    ("TIME '06:10:00.5'", "TIME", .text("06:10:00.5")),
    ("TIMESTAMP '1970-01-01 00:00:01.000002'", "TIMESTAMP", .timestamp(1_000_002)),
    ("TIMESTAMPTZ '1970-01-01 02:00:00+02:00'", "TIMESTAMP WITH TIME ZONE", .timestamp(0)),
    ("TIMESTAMP_S '1970-01-01 00:00:02'", "TIMESTAMP_S", .timestamp(2_000_000)),
    ("TIMESTAMP_MS '1970-01-01 00:00:00.003'", "TIMESTAMP_MS", .timestamp(3000)),
    ("TIMESTAMP_NS '1969-12-31 23:59:59.999999999'", "TIMESTAMP_NS", .timestamp(-1)),
    ("'-infinity'::TIMESTAMP", "TIMESTAMP", .text("-infinity")),
    ("INTERVAL '14 months 3 days 01:00:00'", "INTERVAL", .text("1 year 2 months 3 days 01:00:00")),
    ("'4ac3f3b8-0000-1111-2222-333344445555'::UUID", "UUID", .text("4ac3f3b8-0000-1111-2222-333344445555")),
    ("'b'::ENUM('a', 'b')", "ENUM('a', 'b')", .text("b")),
    ("'{\"a\":1}'::JSON", "JSON", .text("{\"a\":1}")),
    ("[1, NULL, 3]", "INTEGER[]", .list([.int(1), .null, .int(3)])),
    ("[['a'], []]", "VARCHAR[][]", .list([.list([.text("a")]), .list([])])),
    ("array_value(1, 2)", "INTEGER[2]", .list([.int(1), .int(2)])),
    (
      "{'a': 1, 'b': 'x'}", "STRUCT(\"a\" INTEGER, \"b\" VARCHAR)",
      .structure([.init(name: "a", value: .int(1)), .init(name: "b", value: .text("x"))])
    ),
    (
      "MAP {'k': MAP {'min': '1'}}", "MAP(VARCHAR, MAP(VARCHAR, VARCHAR))",
      .map([.init(key: .text("k"), value: .map([.init(key: .text("min"), value: .text("1"))]))])
    ),
  ]

  @Test("a value of every type comes out with its type's name", arguments: literals)
  func aValueOfEveryTypeComesOutWithItsTypeSName(_ sql: String, _ type: String, _ value: Value) throws {
    let result = try InstalledEngine.connection().query("SELECT \(sql) AS x")
    #expect(result.columns == [ResultColumn(name: "x", type: type)])
    #expect(result.scalar == value)
  }

  @Test("nulls are told from values across the words of the bitmap")
  func nullsAreToldFromValuesAcrossTheWordsOfTheBitmap() throws {
    let result = try InstalledEngine.connection().query(
      "SELECT CASE WHEN i % 3 = 0 THEN NULL ELSE i END FROM range(5000) t(i) ORDER BY i")
    let expected = (0..<5000).map { [$0 % 3 == 0 ? Value.null : .int(Int64($0))] }
    #expect(result.rows == expected)
  }

  @Test("a type that cannot be read is named with its column") func aTypeThatCannotBeReadIsNamedWithItsColumn() throws {
    let connection = try InstalledEngine.connection()
    let failed = failure { _ = try connection.query("SELECT '101'::BIT AS bits") }
    #expect(failed?.message == "column bits has a type that cannot be read; cast it to VARCHAR")
  }

  @Test("several statements run in order and the last one's changes are counted")
  func severalStatementsRunInOrderAndTheLastOneSChangesAreCounted() throws {
    let connection = try InstalledEngine.connection()
    let changed = try connection.execute(
      "CREATE TABLE t(x INTEGER); INSERT INTO t VALUES (1), (2), (3); DELETE FROM t WHERE x > 1")
    #expect(changed == 2)
    #expect(try connection.query("SELECT count(*) FROM t").scalar == .int(1))
  }

  @Test("moments are read and shown in UTC on every connection") func momentsAreReadAndShownInUTCOnEveryConnection()
    throws
  {
    let result = try InstalledEngine.connection().query(
      "SELECT current_setting('TimeZone'), (TIMESTAMPTZ '2026-01-01 00:00:00+00')::VARCHAR")
    #expect(result.rows == [[.text("UTC"), .text("2026-01-01 00:00:00+00")]])
  }
}
