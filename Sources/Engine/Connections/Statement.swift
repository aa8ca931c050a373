import CDuckDB

/// A prepared statement, given back to the engine at the end of its scope.
struct Statement: ~Copyable {
  let raw: cduckdb_statement?
  let table: UnsafePointer<cduckdb_table>

  /// Prepares exactly one statement.
  init(_ sql: String, on connection: cduckdb_connection, _ table: UnsafePointer<cduckdb_table>)
    throws(EngineFailureText)
  {
    var statement: cduckdb_statement?
    let state = table.pointee.prepare(connection, sql, &statement)
    raw = statement
    self.table = table
    guard state == 0 else {
      throw EngineFailureText(table.pointee.prepare_error(statement))
    }
  }

  deinit {
    var statement = raw
    table.pointee.destroy_prepare(&statement)
  }

  var parameterCount: Int { Int(table.pointee.nparams(raw)) }

  /// The name of a parameter, 1-based: what stands after `$` in the text.
  func parameterName(_ index: Int) -> String {
    guard let name = table.pointee.parameter_name(raw, UInt64(index)) else { return String(index) }
    // The engine hands out a copy that the caller has to free.
    return table.takeString(UnsafeMutablePointer(mutating: name)) ?? String(index)
  }

  /// Runs the statement and keeps its whole result in the engine's memory.
  func execute() throws(EngineFailureText) -> QueryResult {
    var raw = cduckdb_result()
    let state = table.pointee.execute_prepared(self.raw, &raw)
    return try QueryResult(state: state, raw, table)
  }

  /// Runs the statement so that its rows are made while they are fetched. Statements that cannot be streamed are not.
  func stream() throws(EngineFailureText) -> QueryResult {
    var pending: cduckdb_pending?
    defer { table.pointee.destroy_pending(&pending) }
    guard table.pointee.pending_prepared_streaming(raw, &pending) == 0 else {
      throw EngineFailureText(table.pointee.pending_error(pending))
    }
    var raw = cduckdb_result()
    let state = table.pointee.execute_pending(pending, &raw)
    return try QueryResult(state: state, raw, table)
  }
}

/// The result of a statement, given back to the engine at the end of its scope.
struct QueryResult: ~Copyable {
  private var raw: cduckdb_result
  private let table: UnsafePointer<cduckdb_table>

  /// Takes over a result the engine has filled, also a failed one.
  init(state: Int32, _ raw: cduckdb_result, _ table: UnsafePointer<cduckdb_table>) throws(EngineFailureText) {
    self.raw = raw
    self.table = table
    guard state == 0 else { throw EngineFailureText(table.pointee.result_error(&self.raw)) }
  }

  deinit {
    var raw = raw
    table.pointee.destroy_result(&raw)
  }

  mutating func header() -> ResultHeader { ResultHeader(&raw, table) }

  mutating func rowsChanged() -> Int { Int(table.pointee.rows_changed(&raw)) }

  /// Hands every chunk to the closure, in order. The engine reports an error during streaming as the end of the rows, so
  /// the end is looked at twice.
  mutating func forEachChunk(_ header: ResultHeader, _ body: (borrowing ResultChunk) throws -> Void) throws {
    while let chunk = table.pointee.fetch_chunk(raw) {
      var owned: cduckdb_chunk? = chunk
      defer { table.pointee.destroy_data_chunk(&owned) }
      try body(ResultChunk(chunk, header, table))
    }
    if let message = table.pointee.result_error(&raw) { throw EngineFailureText(message) }
  }
}

/// An error text of the engine, before it is read.
struct EngineFailureText: Error {
  let text: String
  init(_ message: UnsafePointer<CChar>?) { text = message.map { String(cString: $0) } ?? "no reason given" }
}
