import Clocks
import Deliveries
import DeltaLog
import Foundation
import JSON
import Lake
import Project
import Words

/// A table of the lake as the catalog shows it.
package struct CatalogEntry: Sendable {
  package let table: TableName
  package var version: Int64?
  package var rows: Int64?
  package var bytes: Int64?
  package var files: Int
  package var loadedAt: Date?
  package var columns: [(name: String, type: String)]
  package var partitionColumns: [String]
}

/// What is in the lake now. Reads logs and the journal; opens no data file.
package struct Catalog {
  let session: LakeSession
  package init(_ session: LakeSession) { self.session = session }

  package func entry(_ table: TableName) throws -> CatalogEntry {
    if let source = session.workspace.project.source(of: table), source.keep == .files { return try bronze(source) }
    // One that cannot be read must not keep all others from being listed.
    let snapshot = try session.deltaTable(table).snapshotToReplace()
    return CatalogEntry(
      table: table, version: snapshot?.version, rows: snapshot?.rowCount,
      bytes: snapshot.map { $0.files.saturatingSum(\.size) }, files: snapshot?.files.count ?? 0,
      loadedAt: snapshot?.timestamp,
      columns: (snapshot?.schema.fields ?? []).map { ($0.name, $0.type.description) },
      partitionColumns: snapshot?.partitionColumns ?? [])
  }

  private func bronze(_ source: SourceDefinition) throws -> CatalogEntry {
    let manifest = SourceManifest(workspace: session.workspace, source: source)
    guard try manifest.agrees(with: session.journal) else { return try bronze(source, try manifest.contents()) }
    let totals = try session.journal.manifestTotals(of: source.name)
    let newest = try session.journal.latestManifests(of: source.name, limit: 50)
    let names = source.bronzeColumns(of: newest.filter { $0.status == .loaded }.reversed())
    let typing = source.format == .parquet ? try session.loadedManifests(of: source.name) : []
    let columns = try session.compute.bronzeColumns(source, names, of: typing)
    return CatalogEntry(
      table: source.table, version: totals.lastSequence,
      rows: totals.files == 0 ? nil : totals.records - totals.rejected,
      bytes: totals.files == 0 ? nil : totals.size, files: Int(totals.files), loadedAt: totals.newestLoad,
      columns: columns.map { ($0.name, $0.type.description) },
      partitionColumns: [])
  }

  /// As the lake's own manifest tells it, beside a journal that says something else.
  private func bronze(_ source: SourceDefinition, _ contents: ManifestContents?) throws -> CatalogEntry {
    let files = (contents?.records ?? []).filter { $0.status == .loaded }
    return CatalogEntry(
      table: source.table, version: files.last?.sequence,
      rows: files.isEmpty ? nil : files.reduce(0) { $0 + $1.records - $1.rejected },
      bytes: files.isEmpty ? nil : files.reduce(0) { $0 + $1.size }, files: files.count,
      loadedAt: files.last?.ingestedAt, columns: source.bronzeColumns(of: files).map { ($0, "string") },
      partitionColumns: [])
  }

  /// Commits of a table, newest first; empty for a source that is kept as files.
  package func history(_ table: TableName, limit: Int) throws -> [Commit] {
    guard try session.deltaTable(table).snapshot() != nil else { return [] }
    return try session.deltaTable(table).history(limit: limit)
  }
}
