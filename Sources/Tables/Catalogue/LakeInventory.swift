import Deliveries
import Files
import Foundation
import Lake
import Ledger
import Project
import Storage
import Words

/// Opens everything that the manifests and the tables' logs name, and says what is not there. Takes as long as the lake has
/// files; `LakeCondition` is the quick look.
package struct LakeInventory {
  let session: LakeSession

  package init(_ session: LakeSession) { self.session = session }

  /// What is wrong with one table; empty when all its files are there.
  package struct Entry: Sendable {
    package let table: TableName
    package let files: Int
    package let troubles: [String]
  }

  package func entries() throws -> [Entry] {
    try session.workspace.project.tables.map { table in
      if let source = session.workspace.project.source(of: table) { return try entry(of: source) }
      return try entry(of: table)
    }
  }

  private func entry(of source: SourceDefinition) throws -> Entry {
    let manifest = SourceManifest(workspace: session.workspace, source: source)
    let records = try manifest.records(session.journal).filter { $0.status != .withdrawn }
    var troubles = try records.compactMap(trouble)
    if try !manifest.agrees(with: session.journal) {
      troubles.insert("the journal says something else than the lake's manifest \(manifest.path)", at: 0)
    }
    if source.keep == .delta { troubles += try entry(of: source.table).troubles }
    return Entry(table: source.table, files: records.count, troubles: troubles)
  }

  private func trouble(_ record: ManifestRecord) throws -> String? {
    if record.status == .lost { return "\(record.name) was lost with the lake" }
    if session.workspace.isInBucket { return try remoteTrouble(record) }
    let paths = Set([session.workspace.fullPath(record), session.workspace.readablePath(record)])
    for path in paths.sorted() {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { return "\(path): \(String(cString: strerror(errno)))" }
      close(descriptor)
    }
    let size = FileStamp(path: RawPath(session.workspace.fullPath(record)))?.size ?? 0
    return size == record.size
      ? nil : "\(session.workspace.fullPath(record)) has \(size) bytes instead of \(record.size)"
  }

  private func remoteTrouble(_ record: ManifestRecord) throws(LakeError) -> String? {
    let workspace = session.workspace
    let (path, read) = (workspace.fullPath(record), workspace.readablePath(record))
    if read != path, let gone = try workspace.missing(among: [read]).first { return "\(gone) is not there" }
    let status = try LakeError.told { () throws(StorageError) in try workspace.store.status(of: path) }
    guard let status else { return "\(path) is not there" }
    return status.size == record.size ? nil : "\(path) has \(status.size) bytes instead of \(record.size)"
  }

  private func entry(of table: TableName) throws -> Entry {
    let files = try session.deltaTable(table).snapshot()?.files ?? []
    let folder = session.workspace.tablePath(table)
    if session.workspace.isInBucket {
      let gone = try session.workspace.missing(among: files.map { $0.fullPath(in: folder) })
      return Entry(table: table, files: files.count, troubles: gone.map { "\($0) is not there" })
    }
    let missing = files.filter { access($0.path.hasPrefix("/") ? $0.path : "\(folder)/\($0.path)", R_OK) != 0 }
    return Entry(table: table, files: files.count, troubles: missing.map { "\(folder)/\($0.path) cannot be read" })
  }
}
