import Engine
import Foundation
import Rows
import Synchronization
import TestSupport
import Testing

@Suite
struct RowSourceTests {
  @Test("rows of a source are read like a table's") func rowsOfASourceAreReadLikeATableS() throws {
    let connection = try InstalledEngine.connection()
    try connection.register(NumberedRows(count: 10_000), name: "rows_of_swift")
    let result = try connection.query(
      """
      SELECT count(*), count(text), sum(number), min(number), max(length(text)), count(DISTINCT text)
      FROM rows_of_swift()
      """)
    let texts = (0..<10_000).filter { $0 % 7 != 0 }.map { NumberedRows.text($0) }
    #expect(
      result.rows == [
        [
          .int(10_000), .int(Int64(texts.count)), .exact("49995000"), .int(0),
          .int(Int64(texts.map(\.count).max() ?? 0)),
          .int(Int64(texts.count)),
        ]
      ])
  }

  @Test(
    "every text arrives whole, whatever its length",
    arguments: [
      "SELECT number, text FROM f() ORDER BY number",
      "SELECT number, text FROM (SELECT text, number FROM f()) ORDER BY 1",
    ])
  func everyTextArrivesWholeWhateverItsLength(_ sql: String) throws {
    let connection = try InstalledEngine.connection()
    try connection.register(NumberedRows(count: 3000), name: "f")
    let rows = try connection.query(sql).rows
    let expected = (0..<3000).map { [Value.int(Int64($0)), $0 % 7 == 0 ? .null : .text(NumberedRows.text($0))] }
    #expect(rows == expected)
  }

  @Test("only the wanted columns are asked for, in the engine's order")
  func onlyTheWantedColumnsAreAskedForInTheEngineSOrder() throws {
    let connection = try InstalledEngine.connection()
    let source = NumberedRows(count: 10)
    try connection.register(source, name: "f")
    _ = try connection.query("SELECT text FROM f()")
    _ = try connection.query("SELECT count(*) FROM f()")
    _ = try connection.query("SELECT number, text FROM f()")
    #expect(source.log.projections.withLock { $0 } == [[1], [0], [0, 1]])
  }

  @Test("several threads share the rows and each row comes once") func severalThreadsShareTheRowsAndEachRowComesOnce()
    throws
  {
    let connection = try InstalledEngine.connection(EngineOptions(threads: 4))
    let source = NumberedRows(count: 500_000, threads: 4)
    try connection.register(source, name: "f")
    let result = try connection.query("SELECT count(*), count(DISTINCT number), sum(length(text)) FROM f()")
    let lengths = (0..<500_000).reduce(into: 0) { sum, row in
      if row % 7 != 0 { sum += NumberedRows.text(row).count }
    }
    #expect(result.rows == [[.int(500_000), .int(500_000), .exact(String(lengths))]])
    #expect(source.log.cursors.withLock { $0 } > 1)
  }

  @Test("a statement may read a source twice") func aStatementMayReadASourceTwice() throws {
    let connection = try InstalledEngine.connection()
    try connection.register(NumberedRows(count: 100), name: "f")
    let result = try connection.query("SELECT count(*) FROM f() a JOIN f() b USING (number)")
    #expect(result.scalar == .int(100))
  }

  @Test("a source is read through a view, and written to a file") func aSourceIsReadThroughAViewAndWrittenToAFile()
    throws
  {
    let folder = try TemporaryFolder()
    let connection = try InstalledEngine.connection(EngineOptions(threads: 2, allowedDirectories: [folder.path]))
    try connection.register(NumberedRows(count: 5000), name: "f")
    try connection.execute("CREATE VIEW v AS SELECT number + 1 AS n, text FROM f()")
    #expect(try connection.execute("COPY (SELECT * FROM v WHERE n > 10) TO '\(folder.path)/x.parquet'") == 4990)
    #expect(try connection.query("SELECT min(n) FROM '\(folder.path)/x.parquet'").scalar == .int(11))
  }

  @Test("copied texts outlive the bytes they came from") func copiedTextsOutliveTheBytesTheyCameFrom() throws {
    let connection = try InstalledEngine.connection()
    try connection.register(NumberedRows(count: 3000, copies: true), name: "f")
    let rows = try connection.query("SELECT text FROM f() WHERE text IS NOT NULL ORDER BY number").rows
    #expect(rows == (0..<3000).filter { $0 % 7 != 0 }.map { [.text(NumberedRows.text($0))] })
  }

  @Test("registering a name again exchanges the source, for all connections")
  func registeringANameAgainExchangesTheSourceForAllConnections() throws {
    let database = try InstalledEngine.database()
    let connection = try database.connect()
    try connection.register(NumberedRows(count: 5), name: "f")
    try connection.execute("CREATE VIEW v AS SELECT count(*) AS n FROM f()")
    try database.connect().register(NumberedRows(count: 8), name: "f")
    #expect(try connection.query("SELECT n FROM v").scalar == .int(8))
    connection.unregister(name: "f")
    let failed = failure { _ = try connection.query("SELECT n FROM v") }
    #expect(failed?.kind == .rowSource)
    #expect(failed?.message == "row source f: the row source f is not registered any more")
  }

  @Test("a source is let go with its database") func aSourceIsLetGoWithItsDatabase() throws {
    weak var log: NumberedRows.Log?
    do {
      let source = NumberedRows(count: 5)
      log = source.log
      let connection = try InstalledEngine.connection()
      try connection.register(source, name: "f")
      _ = try connection.query("SELECT * FROM f()")
    }
    #expect(log == nil)
  }

  static let faults: [(fault: FaultyRows.Fault, message: String)] = [
    (.scan, "row source f: the file is gone"),
    (.cursor, "row source f: no cursor for you"),
    (.fill, "row source f: record 7 cannot be read"),
    (.tooMany, "row source f: a cursor gave 2049 rows at once; 2048 is the most"),
    (.negative, "row source f: a cursor gave -1 rows at once; 2048 is the most"),
    (.column, "row source f: a cursor wrote to column 5, row 0, which is outside of the chunk"),
    (.row, "row source f: a cursor wrote to column 0, row 2048, which is outside of the chunk"),
    (.kind, "row source f: a cursor wrote to column 0, row 0, which is outside of the chunk"),
    (.null, "row source f: a cursor wrote to column -1, row 0, which is outside of the chunk"),
  ]

  @Test("what goes wrong in a source fails the statement and nothing else", arguments: faults)
  func whatGoesWrongInASourceFailsTheStatementAndNothingElse(
    _ fault: FaultyRows.Fault, _ message: String
  ) throws {
    let connection = try InstalledEngine.connection()
    try connection.register(FaultyRows(fault: fault), name: "f")
    let failed = failure { _ = try connection.query("SELECT x FROM f()") }
    #expect(failed?.kind == .rowSource)
    #expect(failed?.message == message)
    #expect(try connection.query("SELECT 1").scalar == .int(1))
  }

  @Test("cells that a cursor forgets are empty") func cellsThatACursorForgetsAreEmpty() throws {
    let connection = try InstalledEngine.connection()
    try connection.register(FaultyRows(fault: .forgets), name: "f")
    #expect(try connection.query("SELECT x FROM f() GROUP BY x").rows == [[.text("")]])
  }

  @Test("a name that is no plain word is refused") func aNameThatIsNoPlainWordIsRefused() throws {
    let connection = try InstalledEngine.connection()
    #expect(throws: RowSourceError.invalidName("a b")) {
      try connection.register(NumberedRows(count: 1), name: "a b")
    }
  }

  @Test("reading a source is interrupted like any statement") func readingASourceIsInterruptedLikeAnyStatement() throws
  {
    let connection = try InstalledEngine.connection()
    try connection.register(NumberedRows(count: .max, interrupting: connection), name: "f")
    #expect(failure { _ = try connection.query("SELECT max(text) FROM f()") }?.kind == .interrupted)
    connection.unregister(name: "f")
  }
}
