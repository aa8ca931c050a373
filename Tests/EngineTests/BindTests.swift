import Clocks
import Engine
import Rows
import Testing

@Suite
struct BindTests {
  static let values: [Value] = [
    .null, .bool(true), .int(.max), .int(.min), .double(0.1), .double(-.infinity), .exact("12.50"), .exact("-0.05"),
    .exact("+7.0"), .exact("170141183460469231731687303715884105"), .text(""), .text("O'Hara; DROP TABLE t"),
    .text("a\u{0}b"), .text("größer 東京 😀"), .blob([]), .blob([0, 255]),
    .date(CalendarDay(year: 2026, month: 11, day: 21)),
    .timestamp(-1), .list([.int(1), .null]), .list([.text("a"), .text("b")]), .list([.bool(true)]),
    .list([.double(1.5)]),
    .list([.date(CalendarDay(daysSince1970: 0)), .timestamp(0)].filter { $0 != .timestamp(0) }), .list([.timestamp(5)]),
    .list([]),
  ]

  @Test("a bound value comes back as it went in", arguments: values)
  func aBoundValueComesBackAsItWentIn(_ value: Value) throws {
    let result = try InstalledEngine.connection().query("SELECT $1", [value])
    let expected = value == .exact("+7.0") ? .exact("7.0") : value
    #expect(result.scalar == expected)
  }

  @Test(
    "a variable takes a bound value and keeps it for its connection only",
    arguments: [Value.text("v"), .null, .list([.text("a")])])
  func aVariableTakesABoundValueAndKeepsItForItsConnectionOnly(_ value: Value) throws {
    let database = try InstalledEngine.database()
    let connection = try database.connect()
    try connection.setVariable("secret_\"x", value)
    #expect(try connection.query("SELECT getvariable('secret_\"x')").scalar == value)
    #expect(try database.connect().query("SELECT getvariable('secret_\"x')").scalar == .null)
  }

  @Test("names bind their parameters and unused names are passed over")
  func namesBindTheirParametersAndUnusedNamesArePassedOver() throws {
    let result = try InstalledEngine.connection().query(
      "SELECT $from, $to, $from", named: ["from": .int(1), "to": .text("x"), "other": .int(9)])
    #expect(result.rows == [[.int(1), .text("x"), .int(1)]])
  }

  static let unusable: [(sql: String, binds: [Value], text: String)] = [
    ("SELECT $1, $2", [.int(1)], "the value for parameter list cannot be used: 1 values for 2 parameters"),
    ("SELECT 1", [.int(1)], "the value for parameter list cannot be used: 1 values for 0 parameters"),
    (
      "SELECT $1", [.exact("1e5")], "the value for parameter $1 cannot be used: not a decimal number of up to 38 digits"
    ),
    ("SELECT $1", [.map([])], "the value for parameter $1 cannot be used: maps and structures cannot be bound"),
    (
      "SELECT $1", [.list([.int(1), .list([])])],
      "the value for parameter $1 cannot be used: a list holds truth values, numbers, texts, days or moments"
    ),
  ]

  @Test("a value that cannot be bound is refused by its parameter's name", arguments: unusable)
  func aValueThatCannotBeBoundIsRefusedByItsParameterSName(
    _ sql: String, _ binds: [Value], _ text: String
  ) throws {
    let connection = try InstalledEngine.connection()
    let error = #expect(throws: EngineError.self) { _ = try connection.query(sql, binds) }
    #expect(error?.description == text)
  }

  @Test("a name without a value is an error") func aNameWithoutAValueIsAnError() throws {
    let connection = try InstalledEngine.connection()
    let error = #expect(throws: EngineError.self) { _ = try connection.query("SELECT $day", named: [:]) }
    #expect(error?.description == "the value for parameter $day cannot be used: there is none")
  }

  @Test("rows are changed by a statement with binds") func rowsAreChangedByAStatementWithBinds() throws {
    let connection = try InstalledEngine.connection()
    try connection.execute("CREATE TABLE t(x INTEGER, y VARCHAR)")
    #expect(try connection.execute("INSERT INTO t VALUES ($1, $2), (3, 'b')", [.int(1), .text("a")]) == 2)
    #expect(
      try connection.query("SELECT * FROM t ORDER BY x").rows == [[.int(1), .text("a")], [.int(3), .text("b")]])
  }
}
