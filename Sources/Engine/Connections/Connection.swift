import CDuckDB
import Foundation
import JSON
import Rows
import Synchronization

/// A connection to a database: one statement at a time, on one thread at a time; `interrupt` and `progress` from any.
///
/// Every call blocks until the engine is done: call it from a thread of your own, never from the cooperative pool.
/// A failed statement throws `EngineError.query`; what was bound, or set as a variable, is never part of its text.
package final class Connection: @unchecked Sendable {  // `isBusy` lets one thread in at a time and refuses others
  // Interrupt and progress are thread-safe in the engine.

  package let database: Database
  let raw: cduckdb_connection
  private let isBusy = Atomic<Bool>(false)
  /// What was set as a variable: a later statement may run into it, and must not tell it.
  private let variables = Mutex(Redaction())

  var table: UnsafePointer<cduckdb_table> { database.library.table }

  init(_ database: Database) throws {
    self.database = database
    raw = try database.connectHandle()
    guard database.options.tracksProgress else { return }
    // These belong to a connection and not to the database, and are the two that a locked configuration lets through.
    for pragma in ["PRAGMA enable_progress_bar", "PRAGMA disable_print_progress_bar"] { try execute(pragma) }
  }

  deinit {
    var connection: cduckdb_connection? = raw
    table.pointee.disconnect(&connection)
  }

  /// Runs a statement, or without binds several separated by `;`, and drops its rows.
  ///
  /// - Returns: the rows an INSERT, UPDATE, DELETE or COPY changed; 0 for others. Of several statements the last counts.
  @discardableResult
  package func execute(_ sql: String, _ binds: [Value] = []) throws -> Int {
    try exclusively(sql, binds) {
      if binds.isEmpty {
        var raw = cduckdb_result()
        let state = table.pointee.query(self.raw, sql, &raw)
        var result = try QueryResult(state: state, raw, table)
        return result.rowsChanged()
      }
      let statement = try Statement(sql, on: raw, table)
      try statement.bind(binds)
      var result = try statement.execute()
      return result.rowsChanged()
    }
  }

  /// Runs one statement with `$1`, `$2` … and returns all its rows.
  package func query(_ sql: String, _ binds: [Value] = []) throws -> ResultTable {
    try exclusively(sql, binds) {
      let statement = try Statement(sql, on: raw, table)
      try statement.bind(binds)
      return try rows(of: statement)
    }
  }

  /// Runs one statement with parameters like `$from` and returns all its rows. A parameter without a value is an error, a
  /// value without a parameter is not.
  package func query(_ sql: String, named binds: [String: Value]) throws -> ResultTable {
    try exclusively(sql, binds.values) {
      let statement = try Statement(sql, on: raw, table)
      try statement.bind(named: binds)
      return try rows(of: statement)
    }
  }

  /// Runs one statement and hands its rows on as they are made, up to 2048 at a time, so that the memory in use does not
  /// grow with the result. No other statement can run on this connection meanwhile.
  ///
  /// An error thrown by the closure ends the query and comes out unchanged.
  package func forEachChunk(
    _ sql: String, _ binds: [Value] = [], _ body: (borrowing ResultChunk) throws -> Void
  ) throws {
    try exclusively(sql, binds) {
      let statement = try Statement(sql, on: raw, table)
      try statement.bind(binds)
      var result = try statement.stream()
      let header = try readable(result.header())
      try result.forEachChunk(header, body)
    }
  }

  /// Sets a variable of this connection, read by `getvariable('name')`. The value does not stand in any SQL text.
  package func setVariable(_ name: String, _ value: Value) throws {
    let quoted = "\"" + name.replacing("\"", with: "\"\"") + "\""
    variables.withLock { $0.add([value]) }
    try execute("SET VARIABLE \(quoted) = $1", [value])
  }

  /// Forgets a variable; `getvariable` gives NULL from then on. Errors go on without its value.
  package func resetVariable(_ name: String) throws {
    try execute("RESET VARIABLE \"\(name.replacing("\"", with: "\"\""))\"")
  }

  /// Stops the statement that is running, within milliseconds; it throws `QueryFailure.Kind.interrupted`. Without a running
  /// statement nothing happens, also not to the next one.
  package func interrupt() { table.pointee.interrupt(raw) }

  /// How much of the running statement is done, 0…1, as the engine estimates it; nil when it cannot tell, or was not asked
  /// to (`EngineOptions.tracksProgress`).
  package func progress() -> Double? {
    let percentage = table.pointee.query_progress(raw).percentage
    return percentage < 0 ? nil : min(1, percentage / 100)
  }

  private func rows(of statement: borrowing Statement) throws -> ResultTable {
    var result = try statement.execute()
    let header = try readable(result.header())
    var rows: [[Value]] = []
    try result.forEachChunk(header) { chunk in
      for index in 0..<chunk.rowCount { rows.append(chunk.row(index)) }
    }
    return ResultTable(columns: header.columns, rows: rows)
  }

  func readable(_ header: ResultHeader) throws -> ResultHeader {
    guard let column = header.unreadable else { return header }
    throw Self.failure(
      .other("Unreadable type"), "column \(column.name) has a type that cannot be read; cast it to VARCHAR")
  }

  private static func failure(_ kind: QueryFailure.Kind, _ message: String) -> EngineError {
    .query(QueryFailure(kind: kind, message: message, excerpt: "", position: nil))
  }

  /// Lets one caller in, and turns the engine's error texts into errors without the bound values.
  func exclusively<Outcome>(
    _ sql: String, _ binds: some Sequence<Value>, _ body: () throws -> Outcome
  ) throws -> Outcome {
    // C would read the text up to a NUL and run that.
    guard !sql.utf8.contains(0) else { throw Self.failure(.syntax, "the statement holds a NUL byte") }
    guard isBusy.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged else {
      throw EngineError.connectionInUse
    }
    defer { isBusy.store(false, ordering: .releasing) }
    do {
      return try body()
    } catch let failure as EngineFailureText {
      var redaction = variables.withLock { $0 }
      redaction.add(binds)
      throw EngineError.query(QueryFailure(engineText: failure.text, sql: sql, redacting: redaction))
    }
  }
}
