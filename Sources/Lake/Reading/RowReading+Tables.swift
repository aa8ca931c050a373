import DeltaLog
import Engine
import Foundation
import ModelSQL
import Words

/// Which state of a table to read.
package enum TableVersion: Sendable, Equatable {
  case newest
  case version(Int64)
  case asOf(Date)
}

/// Delta tables as they stand or stood, of this project or of nobody's.
extension RowReading {
  /// Rows of any Delta table, by path.
  package func read(path: String, version: TableVersion, limit: Int?) throws -> ResultTable {
    try session.connection.query(try selection(path, version, limit))
  }

  /// The same, handed on as they are read.
  package func stream(path: String, version: TableVersion, limit: Int?, to sink: inout some RowSink) throws {
    try session.connection.stream(try selection(path, version, limit), to: &sink)
  }

  private func selection(_ path: String, _ version: TableVersion, _ limit: Int?) throws -> String {
    try admit(folder: path)
    let snapshot = try snapshot(path: path, version: version)
    guard let limit else { return try session.relation(of: snapshot).sql }
    let relation = try session.relation(of: snapshot, files: snapshot.files(holding: max(0, limit)))
    return "SELECT * FROM (\(relation.sql)) LIMIT \(max(0, limit))"
  }

  /// A folder of this lake is the table in it; what lies elsewhere the file system alone guards.
  private func admit(folder path: String) throws(LakeError) {
    let tables = session.workspace.project.tables
    try admit((tables + tables.map(\.quarantine)).filter { session.workspace.tablePath($0) == path })
  }

  /// All rows as a SELECT for the session's own engine.
  package func relation(path: String, version: TableVersion = .newest) throws -> String {
    try session.relation(of: try snapshot(path: path, version: version)).sql
  }

  /// The folders, outside of those the session may read, in which files of a table are: those of a shallow clone.
  package func foldersOutside(path: String, version: TableVersion) throws -> [String] {
    session.foldersOutside(of: try snapshot(path: path, version: version))
  }

  /// The newest commits of any Delta table, newest first. None can be read of a folder that is no table.
  package func history(path: String, limit: Int) throws -> [Commit] {
    let commits = try session.deltaTable(path: path).history(limit: max(0, limit))
    guard !commits.isEmpty || limit <= 0 else { throw noTable(path) }
    return commits
  }

  private func noTable(_ path: String) -> LakeError {
    LakeError(.tableMissing, "\(path) is no Delta table: it has no _delta_log folder with commits")
  }

  private func snapshot(path: String, version: TableVersion) throws -> Snapshot {
    let delta = session.deltaTable(path: path)
    let snapshot: Snapshot? =
      switch version {
      case .newest: try delta.snapshot()
      case .version(let number): try delta.snapshot(version: number)
      case .asOf(let moment): try delta.snapshot(asOf: moment)
      }
    guard let snapshot else { throw noTable(path) }
    return snapshot
  }
}

extension Snapshot {
  /// Below it the engine opens all files in no time, and what the log says of their rows need not be believed.
  private static let worthCounting = 1000

  /// Enough files for some rows: a look at the first of them need not open hundreds of thousands.
  fileprivate func files(holding rows: Int) -> [AddFile] {
    guard files.count > Self.worthCounting else { return files }
    var left = Int64(rows)
    for (index, file) in files.enumerated() {
      guard let count = file.rowCount else { return files }
      left -= min(count, left)
      if left == 0 { return Array(files[...index]) }
    }
    return files
  }
}
