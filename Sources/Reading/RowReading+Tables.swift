import DeltaLog
import Foundation
import Lake
import Rows
import Words

/// Delta tables as they stand or stood, of this project or of nobody's.
extension RowReading {
  /// Rows of any Delta table, by path.
  package func read(path: String, version: TableVersion, limit: Int?) throws -> ResultTable {
    var all = AllRows()
    try stream(path: path, version: version, limit: limit, to: &all)
    return all.table
  }

  /// The same, handed on as they are read.
  package func stream(path: String, version: TableVersion, limit: Int?, to sink: inout some RowSink) throws {
    try admit(folder: path)
    try session.compute.stream(try snapshot(path: path, version: version), limit: limit, to: &sink)
  }

  /// A folder of this lake is the table in it; what lies elsewhere the file system alone guards.
  private func admit(folder path: String) throws(LakeError) {
    let tables = session.workspace.project.tables
    try admit((tables + tables.map(\.quarantine)).filter { session.workspace.tablePath($0) == path })
  }

  /// The folders, outside of those the session may read, in which files of a table are: those of a shallow clone.
  package func foldersOutside(path: String, version: TableVersion) throws -> [String] {
    session.compute.foldersOutside(of: try snapshot(path: path, version: version))
  }

  /// The newest commits of any Delta table, newest first. None can be read of a folder that is no table.
  package func history(path: String, limit: Int) throws -> [Commit] {
    let commits = try session.deltaTable(path: path).history(limit: max(0, limit))
    guard !commits.isEmpty || limit <= 0 else { throw LakeError.noTable(path) }
    return commits
  }

  private func snapshot(path: String, version: TableVersion) throws -> Snapshot {
    guard let snapshot = try session.deltaTable(path: path).snapshot(version) else { throw LakeError.noTable(path) }
    return snapshot
  }
}
