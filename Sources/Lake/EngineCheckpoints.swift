import DeltaLog
import Engine
import Foundation
import JSON
import ModelSQL

/// Delta checkpoints are Parquet files, so the engine reads and writes them; the log only sees actions as JSON.
struct EngineCheckpoints: CheckpointFormat {
  let connection: Connection
  let memory: CheckpointMemory

  func read(path: String) throws -> [JSONValue] {
    try memory.actions(of: path) { try readFile(path) }
  }

  private func readFile(_ path: String) throws -> [JSONValue] {
    let source = "read_parquet(\(Quote.text(Glob.escaped(path))))"
    let present = Set(try connection.query("DESCRIBE SELECT * FROM \(source)").rows.map { $0[0].displayText })
    let wanted = ["txn", "add", "remove", "metaData", "protocol"].filter(present.contains)
    let columns = wanted.map { "CASE WHEN \"\($0)\" IS NULL THEN NULL ELSE to_json(\"\($0)\") END AS \"\($0)\"" }
    let rows = try connection.query("SELECT \(columns.joined(separator: ", ")) FROM \(source)").rows
    return try rows.compactMap { row in
      for (name, value) in zip(wanted, row) {
        if case .text(let json) = value { return .object([name: try JSONValue(parsing: json)]) }
      }
      return nil
    }
  }

  func write(actions: [JSONValue], path: String) throws {
    let lines = path + ".actions"
    let text = actions.map(\.text).joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: lines))
    defer { unlink(lines) }
    let columns = Self.columns.map { "'\($0.name)': '\($0.type)'" }.joined(separator: ", ")
    try connection.execute(
      """
      COPY (SELECT * FROM read_json(\(Quote.text(lines)), format = 'newline_delimited', auto_detect = false,
        maximum_object_size = 67108864, columns = {\(columns)}))
      TO \(Quote.text(path)) (FORMAT parquet)
      """)
  }

  /// The columns of a classic checkpoint (delta-tables.md); maps must be maps, not JSON.
  private static let columns: [(name: String, type: String)] = [
    ("txn", #"STRUCT("appId" VARCHAR, "version" BIGINT, "lastUpdated" BIGINT)"#),
    (
      "add",
      #"STRUCT("path" VARCHAR, "partitionValues" MAP(VARCHAR,VARCHAR), "size" BIGINT, "modificationTime" BIGINT, "dataChange" BOOLEAN, "stats" VARCHAR, "tags" MAP(VARCHAR,VARCHAR))"#
    ),
    (
      "remove",
      #"STRUCT("path" VARCHAR, "deletionTimestamp" BIGINT, "dataChange" BOOLEAN, "extendedFileMetadata" BOOLEAN, "partitionValues" MAP(VARCHAR,VARCHAR), "size" BIGINT)"#
    ),
    (
      "metaData",
      #"STRUCT("id" VARCHAR, "name" VARCHAR, "description" VARCHAR, "format" STRUCT("provider" VARCHAR, "options" MAP(VARCHAR,VARCHAR)), "schemaString" VARCHAR, "partitionColumns" VARCHAR[], "configuration" MAP(VARCHAR,VARCHAR), "createdTime" BIGINT)"#
    ),
    ("protocol", #"STRUCT("minReaderVersion" INTEGER, "minWriterVersion" INTEGER)"#),
  ]
}
