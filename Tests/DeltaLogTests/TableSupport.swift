import Clocks
import Foundation
import JSON
import TestSupport

@testable import DeltaLog

/// Checkpoints as JSON lines: enough for the log, which never looks inside.
struct LineCheckpoints: CheckpointFormat {
  func read(path: String) throws -> [JSONValue] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { try JSONValue(parsing: String($0)) }
  }

  func write(actions: [JSONValue], path: String) throws {
    try Data((actions.map(\.text).joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
  }
}

/// Checkpoints that cannot be had.
struct BrokenCheckpoints: CheckpointFormat {
  struct Failure: Error {}
  func read(path: String) throws -> [JSONValue] { throw Failure() }
  func write(actions: [JSONValue], path: String) throws {
    try Data("half".utf8).write(to: URL(fileURLWithPath: path))
    throw Failure()
  }
}

/// A table in a folder of its own.
struct Fixture {
  let folder: TemporaryFolder
  let clock: any WallClock
  static let noon = Date(timeIntervalSince1970: 1_800_000_000)

  init(clock: any WallClock = FixedClock(Fixture.noon)) throws {
    folder = try TemporaryFolder()
    self.clock = clock
  }

  var path: String { folder.path("silver/orders") }
  var table: DeltaTable { DeltaTable(path: path, checkpoints: LineCheckpoints(), clock: clock) }

  func table(_ clock: any WallClock) -> DeltaTable {
    DeltaTable(path: path, checkpoints: LineCheckpoints(), clock: clock)
  }

  static let schema = DeltaSchema(fields: [
    DeltaField(name: "id", type: .long), DeltaField(name: "name", type: .string),
    DeltaField(name: "month", type: .string),
  ])
  static let definition = TableDefinition(schema: schema)

  static func file(_ name: String, rows: Int64 = 1) -> AddFile {
    AddFile(path: name, size: 10, modificationTime: 1, stats: FileStatistics(numRecords: rows))
  }

  static func append(_ names: String..., mark: TransactionVersion? = nil) -> DeltaTransaction {
    DeltaTransaction(
      definition: definition, adds: names.map { file($0) }, transaction: mark, info: CommitInfo(operation: "WRITE"))
  }

  /// The table with one file for each commit: `f0`, `f1`, …
  @discardableResult
  func commit(_ count: Int) throws -> DeltaTable {
    for index in 0..<count { try table.commit(Self.append("f\(index)"), after: try table.snapshot()) }
    return table
  }

  func logFile(_ version: Int) -> String { "silver/orders/_delta_log/" + LogFileName.commitName(Int64(version)) }
  var logFolder: String { path + "/_delta_log" }
}
