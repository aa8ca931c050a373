import Foundation
import GRDB
import JSON
import Ledger
import Words

extension Journal {
  @discardableResult
  package func recordManifest(
    _ new: NewManifest, at place: ManifestPlace? = nil, drift: [NewSchemaDrift] = []
  ) throws(JournalError) -> ManifestOutcome {
    let now = place?.ingestedAt ?? clock.now().stored
    return try write(place == nil ? .power : .process) { db in
      let outcome = try insert(new, at: now, db, place)
      if case .recorded = outcome { try insert(drift, new.execution, at: now, db) }
      return outcome
    }
  }

  package func recordManifests(
    _ new: [(file: NewManifest, place: ManifestPlace, drift: [NewSchemaDrift])]
  ) throws(JournalError) -> [ManifestOutcome] {
    try write(.process) { db in
      try new.map { one in
        let outcome = try insert(one.file, at: one.place.ingestedAt, db, one.place)
        if case .recorded = outcome { try insert(one.drift, one.file.execution, at: one.place.ingestedAt, db) }
        return outcome
      }
    }
  }

  /// Records many files in one transaction, in this order.
  @discardableResult
  package func recordManifests(_ new: [NewManifest]) throws(JournalError) -> [ManifestOutcome] {
    let now = clock.now().stored
    return try write(.power) { db in try new.map { try insert($0, at: now, db) } }
  }

  package func setModifiedAt(_ moment: Date, of record: ManifestRecord) throws(JournalError) {
    try write(.process) { db in
      try db.execute(
        sql: "UPDATE manifest SET modified_at = ? WHERE source = ? AND position = ?",
        arguments: [moment.milliseconds, record.source, record.sequence])
    }
  }

  func insert(
    _ new: NewManifest, at now: Date, _ db: Database, _ place: ManifestPlace? = nil
  ) throws -> ManifestOutcome {
    if new.status == .loaded, let loaded = try find(new.source, new.name, .loaded, db) { return .alreadyLoaded(loaded) }
    try db.execute(
      sql: "DELETE FROM manifest WHERE source = ? AND name = ? AND status = 'FAILED'",
      arguments: [new.source, new.name])
    let position = new.status == .failed ? nil : try place?.position ?? nextPosition(of: new.source, db)
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO manifest (source, name, stored_path, sha256, size, modified_at, format, encoding, columns, records,
          rejected, blocks, status, error, execution, ingested_at, delta_version, position, chain, reading, rereads,
          types)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try insert.execute(
      arguments: [
        new.source, new.name, new.storedPath, new.sha256, new.size, new.modifiedAt.milliseconds, new.format,
        new.encoding, JSONValue.texts(new.columns).text, new.records, new.rejected, new.blocks.text,
        new.status.rawValue, new.error, new.execution.rawValue, now.milliseconds, new.deltaVersion,
        position, place?.chain ?? "", new.reading, new.rereads, JSONValue.textsByName(new.types).text,
      ])
    let sequence = position ?? db.lastInsertedRowID
    if let place { try setManifestState(place.state, of: new.source, db) }
    var stored = new
    stored.modifiedAt = new.modifiedAt.stored
    return .recorded(
      ManifestRecord(sequence: sequence, chain: place?.chain ?? "", ingestedAt: now, file: stored))
  }

  private func nextPosition(of source: String, _ db: Database) throws -> Int64 {
    let last = try Int64.fetchOne(db, sql: "SELECT max(position) FROM manifest WHERE source = ?", arguments: [source])
    return (last ?? 0) + 1
  }

  func find(_ source: String, _ name: String, _ status: ManifestStatus, _ db: Database) throws -> ManifestRecord? {
    try row(
      db, "SELECT * FROM manifest WHERE source = ? AND name = ? AND status = ?", [source, name, status.rawValue]
    ).map(ManifestRecord.init)
  }
}

extension ManifestRecord {
  init(_ row: StoredRow) throws {
    var file = NewManifest(
      source: row.text("source"), name: row.text("name"), storedPath: row.text("stored_path"),
      sha256: row.text("sha256"), size: row.int("size"), modifiedAt: row.moment("modified_at"),
      format: row.text("format"), encoding: row.text("encoding"), columns: try row.texts("columns"),
      records: row.int("records"), rejected: row.int("rejected"), blocks: try row.json("blocks"),
      status: try row.value("status"), error: row.optionalText("error"),
      execution: ExecutionID(row.text("execution")), deltaVersion: row.optionalInt("delta_version"))
    file.reading = row.optionalText("reading")
    file.rereads = row.int("rereads")
    file.types = try row.json("types").textsByName
    self.init(
      sequence: row.optionalInt("position") ?? row.int("sequence"),
      chain: row.text("chain"),
      ingestedAt: row.moment("ingested_at"),
      file: file)
  }
}
