import Engine
import Foundation
import JSON
import ModelSQL

/// The real engine, asked for its parse only.
struct TestEngine: SQLSerializer {
  let connection: Connection

  /// Opened once for all tests; each takes a connection of its own.
  private static let database = Result {
    let library = try EngineLibrary.load(environment: ProcessInfo.processInfo.environment)
    return try Database(library: library, options: EngineOptions(threads: 1))
  }

  init() throws { connection = try Self.database.get().connect() }

  func serialize(_ sql: String) throws -> JSONValue {
    let result = try connection.query(
      "SELECT json_serialize_sql($1::VARCHAR, skip_null := true, skip_empty := true)::VARCHAR", [.text(sql)])
    return try JSONValue(parsing: result.rows[0][0].displayText)
  }
}
