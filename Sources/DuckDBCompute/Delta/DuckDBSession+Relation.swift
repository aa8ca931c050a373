import DeltaLog
import Engine
import Foundation
import Lake
import ModelSQL

extension DuckDBSession {
  /// A table, or some of its files, as a relation of this session's engine: whatever other makers put into it. Throws by name
  /// where a data file is not there, or lies where this session must not read.
  func relation(of snapshot: Snapshot, files: [AddFile]? = nil) throws -> DeltaRelation {
    let files = files ?? snapshot.files
    try checkPlaces(files, of: snapshot)
    var relation = DeltaRelation(snapshot, files: files)
    if let folder = try ReadingInPlace(self)?.folder(of: files, in: snapshot.table) {
      relation.place = folder
    } else {
      try bring(files, of: snapshot.table)
    }
    if snapshot.columnMapping == .id, !files.isEmpty {
      relation.findsByID = try ColumnNumbers(connection: connection, relation: relation).mustBeUsed()
    }
    let deleted = files.filter { $0.deletionVector != nil }
    if !deleted.isEmpty { relation.deletedRows = try register(deleted, of: snapshot) }
    return relation
  }

  /// Sees to it that the engine finds some files of a table.
  func bring(_ files: [AddFile], of table: String) throws(LakeError) {
    try workspace.bring(files.map { $0.fullPath(in: table) })
  }

  /// The folders, outside of those this session may read, that hold files of a version.
  package func foldersOutside(of snapshot: Snapshot) -> [String] {
    let folders = snapshot.files.filter { !isReadable($0, of: snapshot) }
      .map { ($0.fullPath(in: snapshot.table) as NSString).deletingLastPathComponent }
    return Set(folders).sorted()
  }

  /// Throws by name where one of some files of a version is not there, or lies where this session must not read.
  func checkPlaces(_ files: [AddFile], of snapshot: Snapshot) throws {
    let version = "\(snapshot.table): version \(snapshot.version)"
    if let file = files.first(where: { $0.path.contains("://") }) {
      throw LakeError(
        .dataFileMissing, "\(version) names \(file.path), which is not on this machine; copy the table here")
    }
    if let file = files.first(where: { !isReadable($0, of: snapshot) }) {
      throw LakeError(
        .outsideOfLake,
        """
        \(version) names \(file.fullPath(in: snapshot.table)), outside of the lake, as a shallow clone does; \
        a project reads only its own lake: read it by its path, assay table read \(snapshot.table), or copy it whole
        """)
    }
    if let path = try snapshot.missingFile(among: files, in: workspace.store) {
      throw LakeError(
        .dataFileMissing,
        """
        \(version) names \(path), which is not there: vacuumed or deleted; read another version, or write the table \
        anew (assay run --table NAME --full-refresh)
        """)
    }
  }

  /// Only a path from the root, or with steps upwards, can lead out of the table.
  private func isReadable(_ file: AddFile, of snapshot: Snapshot) -> Bool {
    guard file.path.hasPrefix("/") || file.path.hasPrefix("../") || file.path.contains("/../") else { return true }
    let path = file.fullPath(in: snapshot.table)
    return readableFolders.contains { path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
  }

  private func register(_ files: [AddFile], of snapshot: Snapshot) throws -> String {
    if let field = snapshot.schema.fields.first(where: { $0.name.lowercased() == "file_row_number" }) {
      throw LakeError(
        .tableFailed,
        "\(snapshot.table): has deletion vectors and a column \(field.name), the engine's own name for a row's place; "
          + "rename the column")
    }
    let rows = try DeletedRows(files, of: snapshot, in: workspace.store)
    let name = "assay_deleted_" + StableHash.hex("\(snapshot.table) \(snapshot.version) \(files.count)")
    try connection.register(rows, name: name)
    return name
  }
}
