import Foundation
import GRDB

/// The journal's copy of a source's manifest, held against the one the lake keeps beside the bytes.
extension Journal {
  /// How the lake's manifest looked when the journal last agreed with it; nil when it never did.
  package func manifestState(of source: String) throws(JournalError) -> String? {
    try read { db in
      try String.fetchOne(db, sql: "SELECT state FROM manifest_state WHERE source = ?", arguments: [source])
    }
  }

  /// The source's files in loading order, those whose bytes are lost or that were withdrawn included.
  package func allManifests(of source: String) throws(JournalError) -> [ManifestRecord] {
    try read { db in
      try rows(db, "SELECT * FROM manifest WHERE source = ? AND position IS NOT NULL ORDER BY position", [source])
        .map(ManifestRecord.init)
    }
  }

  /// As much of a file as tells where its bytes are.
  package struct StoredFile: Sendable, Hashable {
    package let position: Int64
    package let name: String
    /// Relative to the lake.
    package let storedPath: String
    package let encoding: String
    package let size: Int64
    package let isLost: Bool
  }

  /// Where the bytes of a source's files are, in loading order, without withdrawn ones; cheap also for very many.
  /// - Parameter newest: at most so many, the newest ones.
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

  /// The files whose bytes are lost, in loading order.
  package func lostManifests(of source: String) throws(JournalError) -> [ManifestRecord] {
    try read { db in
      try rows(db, "SELECT * FROM manifest WHERE source = ? AND status = 'LOST' ORDER BY position", [source])
        .map(ManifestRecord.init)
    }
  }

  /// The files that were taken out, in loading order. The same name may be there more than once.
  package func withdrawnManifests(of source: String) throws(JournalError) -> [ManifestRecord] {
    try read { db in
      try rows(db, "SELECT * FROM manifest WHERE source = ? AND status = 'WITHDRAWN' ORDER BY position", [source])
        .map(ManifestRecord.init)
    }
  }

  /// The source's newest file, whether its bytes are there or lost.
  package func newestManifest(of source: String) throws(JournalError) -> ManifestRecord? {
    try read { db in
      try row(
        db, "SELECT * FROM manifest WHERE source = ? AND position IS NOT NULL ORDER BY position DESC LIMIT 1", [source]
      ).map(ManifestRecord.init)
    }
  }

  /// The file at a place of the source's order, whether its bytes are there or lost.
  package func manifest(of source: String, at position: Int64) throws(JournalError) -> ManifestRecord? {
    try read { db in
      try row(db, "SELECT * FROM manifest WHERE source = ? AND position = ?", [source, position])
        .map(ManifestRecord.init)
    }
  }

  /// What differed when the journal was made to say what the lake says.
  package struct Adoption: Sendable, Hashable {
    /// Files that the journal did not know.
    package var added = 0
    /// Files that the journal knew, and the lake does not hold.
    package var removed = 0
  }

  /// Makes the journal's files of a source those of the lake's manifest, failed attempts left alone.
  ///
  /// - Parameter state: how the lake's manifest looks.
  @discardableResult
  package func adopt(_ records: [ManifestRecord], state: String, of source: String) throws(JournalError) -> Adoption {
    try write(.power) { db in
      let known = try rows(db, "SELECT * FROM manifest WHERE source = ? AND position IS NOT NULL", [source])
        .map(ManifestRecord.init)
      let before = Dictionary(known.map { ($0.sequence, $0) }) { first, _ in first }
      let wanted = Dictionary(records.map { ($0.sequence, $0) }) { first, _ in first }
      var adoption = Adoption()
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
