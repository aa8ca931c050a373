import Engine
import Foundation
import JSON
import ModelSQL
import Words

/// The real engine, to parse and to run what was expanded.
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

  func model(_ sql: String, knownTables: Set<TableName>? = nil) throws -> ParsedModel {
    try ModelAnalysis.analyze(
      SQLText(sql), as: .model(isDuckDBOnly: false), knownTables: knownTables, serializer: self)
  }

  /// What an expression of the portable subset gives, as text; null is "NULL".
  func value(_ expression: String, from tables: String = "") throws -> String {
    let parsed = try model("select \(expression) as x \(tables)")
    let errors = parsed.problems.filter { $0.severity == .error }
    guard errors.isEmpty else { return errors.map(\.text).joined(separator: "\n") }
    let sql = try ModelExpansion.expand(parsed, parameters: .sample)
    let rows = try connection.query("select cast(x as varchar) from (\(sql))").rows
    return rows.map { $0[0] == .null ? "NULL" : $0[0].displayText }.joined(separator: ",")
  }

  func type(_ expression: String) throws -> String {
    let sql = try ModelExpansion.expand(try model("select \(expression) as x"), parameters: .sample)
    return try connection.query("select typeof(x) from (\(sql))").rows[0][0].displayText
  }
}

extension RunParameters {
  static let sample = RunParameters(runDateText: "2026-11-21", runTimestampText: "2026-11-21 06:10:00.123")
}
