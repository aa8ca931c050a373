import Engine
import Rows
import Testing

/// Rows that are kept up to a number, and counted from there on.
@Suite
struct RowSinkTests {
  private func first(_ limit: Int, _ sql: String) throws -> FirstRows {
    var rows = FirstRows(limit)
    try InstalledEngine.connection().stream(sql, to: &rows)
    return rows
  }

  @Test("The first rows are kept, in order, and all are counted", arguments: [0, 1, 2047, 2048, 2049, 5000, 9000])
  func keptAndCounted(_ limit: Int) throws {
    let rows = try first(limit, "SELECT i, 'x' AS t FROM range(5000) r(i)")
    #expect(rows.rows.map(\.first) == (0..<min(limit, 5000)).map { .int(Int64($0)) })
    #expect(rows.total == 5000 && rows.more == max(0, 5000 - limit) && rows.isCounted)
  }

  @Test("A result without rows still has its columns")
  func empty() throws {
    let rows = try first(3, "SELECT 1 AS a, 'x' AS b WHERE false")
    #expect(rows.columns.map(\.name) == ["a", "b"] && rows.total == 0)
  }

  @Test("A result that never ends is given up, and the connection works on")
  func endless() throws {
    let connection = try InstalledEngine.connection()
    var rows = FirstRows(2)
    try connection.stream("SELECT i FROM range(100000000000) r(i)", to: &rows)
    #expect(rows.rows.count == 2 && !rows.isCounted && rows.more > FirstRows.mostCounted)
    #expect(try connection.query("SELECT 7").scalar == .int(7))
  }

  @Test("An error in the middle of the rows is thrown, with named values hidden")
  func failing() throws {
    var rows = FirstRows(10)
    let sql = "SELECT CASE WHEN i = 900000 THEN $secret ELSE '1' END::INTEGER FROM range(1000000) t(i)"
    let error = failure {
      try InstalledEngine.connection().stream(sql, named: ["secret": .text("hunter2")], to: &rows)
    }
    #expect(error?.message.contains("hunter2") == false)
  }
}
