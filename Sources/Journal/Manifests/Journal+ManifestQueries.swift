import Files
import Foundation
import GRDB
import Ledger
import Words

extension Journal {
  package func manifest(source: String, name: String, status: ManifestStatus = .loaded) throws(JournalError)
    -> ManifestRecord?
  {
    try read { db in try find(source, name, status, db) }
  }

  package func loadedManifests(source: String, names: [String]) throws(JournalError) -> [ExactText: ManifestRecord] {
    let found = try read { db in try names.compactMap { try find(source, $0, .loaded, db) } }
    return Dictionary(found.map { (ExactText($0.name), $0) }) { first, _ in first }
  }

  package func loadedFiles(of source: String) throws(JournalError) -> [LoadedFile] {
    try read { db in
      // Most files have the columns and types of the one before, which are parsed once.
      var columns: [ExactText: [String]] = [:]
      var types: [ExactText: [String: String]] = [:]
      return try rows(
        db,
        "SELECT name, sha256, modified_at, records, columns, types FROM manifest WHERE source = ? AND status = 'LOADED'",
        [source]
      ).map { row in
        let (names, kinds) = (ExactText(row.text("columns")), ExactText(row.text("types")))
        if columns[names] == nil { columns[names] = try row.texts("columns") }
        if types[kinds] == nil { types[kinds] = try row.json("types").textsByName }
        return LoadedFile(
          name: row.text("name"), sha256: row.text("sha256"), modifiedAt: row.moment("modified_at"),
          records: row.int("records"), columns: columns[names] ?? [], types: types[kinds] ?? [:])
      }
    }
  }

  package func manifests(of source: String, after: Int64 = 0, through: Int64 = .max, limit: Int = 1000)
    throws(JournalError) -> [ManifestRecord]
  {
    try read { db in
      try rows(db, Self.manifestsQuery, [source, after, through, PageLimit.rows(limit)]).map(ManifestRecord.init)
    }
  }

  package func eachManifest(
    of source: String, after: Int64 = 0, through: Int64 = .max, _ body: (ManifestRecord) throws -> Void
  ) throws {
    var position = after
    while true {
      let page = try manifests(of: source, after: position, through: through)
      guard let last = page.last else { return }
      try page.forEach(body)
      position = last.sequence
    }
  }

  package func latestManifests(of source: String? = nil, before: Int64? = nil, limit: Int = 100) throws(JournalError)
    -> [ManifestRecord]
  {
    var conditions = Conditions()
    conditions.add("source = ?", source)
    conditions.add("coalesce(position, sequence) < ?", before)
    let sql = "SELECT * FROM manifest \(conditions.clause) ORDER BY sequence DESC LIMIT \(PageLimit.rows(limit))"
    return try read { db in try rows(db, sql, conditions.arguments).map(ManifestRecord.init) }
  }

  package func manifests(of execution: ExecutionID, after: Int64 = 0, limit: Int = 1000) throws(JournalError)
    -> [ManifestRecord]
  {
    try read { db in
      try rows(
        db, "SELECT * FROM manifest WHERE execution = ? AND sequence > ? ORDER BY sequence LIMIT ?",
        [execution.rawValue, after, PageLimit.rows(limit)]
      ).map(ManifestRecord.init)
    }
  }

  /// Nil before the first loaded file.
  package func lastSequence(of source: String) throws(JournalError) -> Int64? {
    try read { db in
      try Int64.fetchOne(
        db, sql: "SELECT max(position) FROM manifest WHERE source = ? AND status = 'LOADED'", arguments: [source])
    }
  }

  package func manifestTotals(of source: String) throws(JournalError) -> ManifestTotals {
    try read { db in
      let sum = try rows(
        db,
        """
        SELECT count(*) AS files, coalesce(sum(records), 0) AS records, coalesce(sum(rejected), 0) AS rejected,
          coalesce(sum(size), 0) AS size, max(ingested_at) AS newest, max(position) AS last
        FROM manifest WHERE source = ? AND status = 'LOADED'
        """, [source])
      // An aggregate without GROUP BY has exactly one row.
      return sum.map(ManifestTotals.init)[0]
    }
  }

  static let manifestsQuery = """
    SELECT * FROM manifest WHERE source = ? AND status = 'LOADED' AND position > ? AND position <= ?
    ORDER BY position LIMIT ?
    """
}

extension ManifestTotals {
  init(_ row: StoredRow) {
    self.init(
      files: row.int("files"),
      records: row.int("records"),
      rejected: row.int("rejected"),
      size: row.int("size"),
      newestLoad: row.optionalMoment("newest"),
      lastSequence: row.optionalInt("last"))
  }
}
