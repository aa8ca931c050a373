import DeltaLog
import Engine
import Foundation
import JSON
import Lake
import ModelSQL
import Words

/// Delta checkpoints are Parquet files, so the engine reads and writes them; the log only sees actions as JSON.
struct EngineCheckpoints: CheckpointFormat {
  let connection: Connection
  let memory: CheckpointMemory

  func read(path: String) throws -> [JSONValue] {
    try memory.actions(of: path) {
      var actions: [JSONValue] = []
      try eachRow(path) { actions.append($0) }
      return actions
    }
  }

  /// A file too large to be remembered is never held whole: it may name hundreds of thousands of files.
  func forEachAction(path: String, _ body: (JSONValue) throws -> Void) throws {
    guard memory.isTooLarge(path) else { return try read(path: path).forEach(body) }
    try eachRow(path, body)
  }

  private func eachRow(_ path: String, _ body: (JSONValue) throws -> Void) throws {
    let source = "read_parquet(\(SQLQuote.text(Glob.escaped(path))), hive_partitioning = false)"
    let present = Set(try connection.query("DESCRIBE SELECT * FROM \(source)").rows.map { $0[0].displayText })
    let wanted = ["txn", "add", "remove", "metaData", "protocol", "sidecar"].filter(present.contains)
    guard !wanted.isEmpty else { return }
    let columns = wanted.map { "CASE WHEN \"\($0)\" IS NULL THEN NULL ELSE to_json(\"\($0)\") END AS \"\($0)\"" }
    try connection.forEachChunk("SELECT \(columns.joined(separator: ", ")) FROM \(source)") { chunk in
      for row in 0..<chunk.rowCount {
        for (column, name) in wanted.enumerated() {
          let action = try chunk.withBytes(row: row, column: column) { bytes throws -> JSONValue? in
            try bytes.map { try JSONValue(parsing: $0.bindMemory(to: UInt8.self)) }
          }
          if let action { try body(.object([name: action])) }
        }
      }
    }
  }

  func write(actions: [JSONValue], path: String) throws {
    let lines = path + ".actions"
    // Of a log in a bucket there is no folder here yet.
    let folder = (path as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = actions.map(\.text).joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: lines))
    defer { unlink(lines) }
    let columns = Self.columns.map { "'\($0.name)': '\($0.type)'" }.joined(separator: ", ")
    try connection.execute(
      """
      COPY (SELECT * FROM read_json(\(SQLQuote.text(lines)), format = 'newline_delimited', auto_detect = false,
        maximum_object_size = 67108864, columns = {\(columns)}))
      TO \(SQLQuote.text(path)) (FORMAT parquet)
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
