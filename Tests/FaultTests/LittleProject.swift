import Foundation
import LocalOperations
import ShopSupport
import TestSupport

/// A project whose run is over in no time, or never.
final class LittleProject: Sendable {
  private let folder: TemporaryFolder
  var path: String { folder.path }

  /// Its one model.
  enum Work: String {
    case quick = "select try_int(n) * 2 as twice from bronze.numbers"
    /// A trillion rows: only a stop ends it.
    case endless = """
      select sum(length(a.n || b.n || c.n || d.n)) as total
      from bronze.numbers a cross join bronze.numbers b cross join bronze.numbers c cross join bronze.numbers d
      """
  }

  init(_ work: Work) throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      name: little
      default_environment: dev
      environments:
        dev: {lake: lake/dev}
      sources:
        numbers: {path: incoming/numbers.csv, format: csv}
      """, to: "project.yml")
    try folder.write("/*---\nmaterialized: table\n---*/\n" + work.rawValue, to: "models/silver/work.sql")
    try folder.write("n\n" + (1...1000).map { "\($0)\n" }.joined(), to: "incoming/numbers.csv")
  }

  func reading() throws -> LakeReading { try LakeReading(folder: path) }

  /// Holds the model's table, so that a run waits for it until the holder goes away.
  func hold() throws -> HeldTable { try HeldTable(folder.path(".assay/dev/locks/silver.work")) }
}

/// A table's lock in the hands of the tests.
final class HeldTable: Sendable {
  private let descriptor: Int32

  init(_ path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else { throw CocoaError(.fileLocking) }
  }

  deinit { close(descriptor) }
}
