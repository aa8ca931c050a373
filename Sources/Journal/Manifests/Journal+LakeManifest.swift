import Foundation
import GRDB
import Ledger

/// The journal's copy of a source's manifest, held against the one the lake keeps beside the bytes.
extension Journal {
  package func manifestState(of source: String) throws(JournalError) -> String? {
    try read { db in
      try String.fetchOne(db, sql: "SELECT state FROM manifest_state WHERE source = ?", arguments: [source])
    }
  }

  package func allManifests(of source: String) throws(JournalError) -> [ManifestRecord] {
    try read { db in
      try rows(db, "SELECT * FROM manifest WHERE source = ? AND position IS NOT NULL ORDER BY position", [source])
        .map(ManifestRecord.init)
    }
  }

  package func storedFiles(of source: String, newest: Int? = nil) throws(JournalError) -> [StoredFile] {
    let sql = """
      SELECT position, name, stored_path, encoding, size, status = 'LOST' AS lost FROM manifest
      WHERE source = ? AND position IS NOT NULL AND status <> 'WITHDRAWN' ORDER BY position DESC LIMIT ?
      """
    return try read { db in
      try rows(db, sql, [source, newest ?? -1]).reversed().map { row in
        StoredFile(
          position: row.int("position"), name: row.text("name"), storedPath: row.text("stored_path"),
          encoding: row.text("encoding"), size: row.int("size"), isLost: row.int("lost") == 1)
      }
    }
  }

  package func lostManifests(of source: String) throws(JournalError) -> [ManifestRecord] {
    try read { db in
      try rows(db, "SELECT * FROM manifest WHERE source = ? AND status = 'LOST' ORDER BY position", [source])
        .map(ManifestRecord.init)
    }
  }

  package func withdrawnManifests(of source: String) throws(JournalError) -> [ManifestRecord] {
    try read { db in
      try rows(db, "SELECT * FROM manifest WHERE source = ? AND status = 'WITHDRAWN' ORDER BY position", [source])
        .map(ManifestRecord.init)
    }
  }

  package func newestManifest(of source: String) throws(JournalError) -> ManifestRecord? {
    try read { db in
      try row(
        db, "SELECT * FROM manifest WHERE source = ? AND position IS NOT NULL ORDER BY position DESC LIMIT 1", [source]
      ).map(ManifestRecord.init)
    }
  }

  package func manifest(of source: String, at position: Int64) throws(JournalError) -> ManifestRecord? {
    try read { db in
      try row(db, "SELECT * FROM manifest WHERE source = ? AND position = ?", [source, position])
        .map(ManifestRecord.init)
    }
  }

  @discardableResult
  package func adopt(_ records: [ManifestRecord], state: String, of source: String) throws(JournalError)
    -> ManifestAdoption
  {
    try write(.power) { db in
      let known = try rows(db, "SELECT * FROM manifest WHERE source = ? AND position IS NOT NULL", [source])
        .map(ManifestRecord.init)
      let before = Dictionary(known.map { ($0.sequence, $0) }) { first, _ in first }
      let wanted = Dictionary(records.map { ($0.sequence, $0) }) { first, _ in first }
      var adoption = ManifestAdoption()
      for record in known where !isSame(record, wanted[record.sequence]) {
        try db.execute(
          sql: "DELETE FROM manifest WHERE source = ? AND position = ?", arguments: [source, record.sequence])
        if wanted[record.sequence]?.sha256 != record.sha256 { adoption.removed += 1 }
      }
      for record in records where !isSame(record, before[record.sequence]) {
        try insert(record, state, db)
        if before[record.sequence]?.sha256 != record.sha256 { adoption.added += 1 }
      }
      try setManifestState(state, of: source, db)
      return adoption
    }
  }

  /// When a file was last touched is the journal's own to remember.
  private func isSame(_ record: ManifestRecord, _ other: ManifestRecord?) -> Bool {
    guard let other, record.sequence == other.sequence, record.chain == other.chain else { return false }
    var file = record.file
    file.modifiedAt = other.modifiedAt
    return file == other.file
  }

  private func insert(_ record: ManifestRecord, _ state: String, _ db: Database) throws {
    let place = ManifestPlace(
      position: record.sequence, chain: record.chain, ingestedAt: record.ingestedAt, state: state)
    _ = try insert(record.file, at: record.ingestedAt, db, place)
  }

  func setManifestState(_ state: String, of source: String, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO manifest_state (source, state) VALUES (?, ?)
        ON CONFLICT (source) DO UPDATE SET state = excluded.state
        """, arguments: [source, state])
  }
}
