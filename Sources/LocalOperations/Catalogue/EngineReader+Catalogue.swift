import DeltaLog
import Lake
import Ledger
import Operations
import Tables
import Words

extension EngineReader {
  func tables() throws -> [TableEntry] {
    let catalog = Catalog(try local.session())
    return try project.tables.map { TableEntry(try catalog.entry($0)) }
  }

  func table(_ named: String) throws -> TableDetail {
    let name = try project.table(named: named)
    let session = try local.session()
    return TableDetail(
      entry: TableEntry(try Catalog(session).entry(name)),
      description: project.model(name)?.settings.description ?? project.source(of: name)?.description,
      quarantinedRows: try session.quarantinedRows(of: name))
  }

  func history(of named: String, limit: Int) throws -> TableHistory {
    let name = try project.table(named: named)
    if let source = project.source(of: name), source.keep == .files {
      return .files(try local.journal.latestManifests(of: source.name, limit: limit).map(SourceFileEntry.init))
    }
    return .versions(try Catalog(try local.session()).history(name, limit: limit).map(TableVersionEntry.init))
  }
}

extension TableEntry {
  init(_ entry: CatalogEntry) {
    self.init(
      name: entry.table.description, layer: entry.table.layer.rawValue, version: entry.version, rows: entry.rows,
      bytes: entry.bytes, files: entry.files, loadedAt: entry.loadedAt,
      fields: entry.columns.map { Field(name: $0.name, type: $0.type) }, partitionColumns: entry.partitionColumns)
  }
}

extension TableVersionEntry {
  init(_ commit: Commit) {
    self.init(
      version: commit.version, committedAt: commit.timestamp, operation: commit.info?.operation,
      execution: commit.info?.custom["execution"]?.stringValue, filesAdded: commit.adds.count,
      filesRemoved: commit.removes.count, counts: commit.info?.custom["counts"]?.text, engine: commit.info?.engineInfo)
  }
}

extension SourceFileEntry {
  init(_ record: ManifestRecord) {
    self.init(
      name: record.name, status: record.status, records: record.records, rejected: record.rejected,
      bytes: record.size, sha256: record.sha256, ingestedAt: record.ingestedAt, execution: record.execution.rawValue,
      sequence: record.sequence, error: record.error)
  }
}
