import DeltaLog
import Engine
import ModelSQL

/// Merges the winners into the table by key: newest wins, also against what is stored and against what was deleted.
/// Only files that hold a changed key are written anew.
struct MergeWrite {
  let session: LakeSession
  let writer: ParquetWriter
  let winners: Winners
  let stage: Stage
  let table: TableName
  let base: Snapshot?

  private var connection: Connection { session.connection }
  private var settings: ModelSettings { winners.settings }
  private var key: String { settings.uniqueKey.map(Quote.name).joined(separator: ", ") }
  private var orderColumns: [String] { settings.newestBy.filter { !settings.uniqueKey.contains($0) } }

  func run(into candidate: inout Candidate) throws {
    let tombstones = try session.deltaTable(path: session.workspace.tombstonesPath(of: table)).snapshot()
    let isFirst = (base?.files ?? []).isEmpty && tombstones == nil
    if isFirst {
      try writeFirst(into: &candidate)
    } else {
      try writeOver(try touchedFiles(), tombstones, into: &candidate)
    }
    guard stage.canDelete else { return }
    let tombstoneSchema = tombstoneSchema
    candidate.tombstoneSchema = tombstoneSchema
    candidate.tombstones = try writeTombstones(tombstoneSchema, from: isFirst ? Winners.name : "assay_accepted")
    candidate.counts.deleted = candidate.tombstones.reduce(0) { $0 + ($1.stats?.numRecords ?? 0) }
  }

  /// Into an empty table everything that is not deleted goes, in one stream.
  private func writeFirst(into candidate: inout Candidate) throws {
    candidate.adds = try writer.write("SELECT * EXCLUDE (_deleted) FROM \(Winners.name) WHERE NOT _deleted")
    candidate.counts.inserted = candidate.adds.reduce(0) { $0 + ($1.stats?.numRecords ?? 0) }
    candidate.changes = .added
  }

  private func touchedFiles() throws -> [AddFile] {
    guard let base else { return [] }
    return try FilePruning(
      connection: connection, snapshot: base, keys: Winners.name, columns: settings.uniqueKey
    ).candidates()
  }

  private func writeOver(_ files: [AddFile], _ tombstones: Snapshot?, into candidate: inout Candidate) throws {
    try decide(stored: storedRelation(files), tombstones: tombstones)
    let total = try connection.count("SELECT count(*) FROM \(Winners.name)")
    let accepted = try connection.count("SELECT count(*) FROM assay_accepted")
    candidate.counts.superseded += total - accepted
    let affected = Set(
      try connection.query("SELECT DISTINCT _path FROM assay_stored SEMI JOIN assay_accepted USING (\(key))").rows
        .map { $0[0].displayText })
    let relation = base.map { DeltaRelation($0) }
    candidate.removes = files.filter { file in relation.map { affected.contains($0.absolutePath(file)) } ?? false }
    let kept = base.map { DeltaRelation($0, files: candidate.removes).sql }
    let upserts = "SELECT \(stage.columnList) FROM assay_accepted WHERE NOT _deleted"
    let keptRows = kept.map {
      "SELECT * FROM (\($0)) k ANTI JOIN assay_accepted a ON \(winners.match("k", "a")) UNION ALL BY NAME "
    }
    candidate.adds = try writer.write((keptRows ?? "") + upserts)
    candidate.counts.updated = try connection.count(
      "SELECT count(*) FROM assay_accepted a SEMI JOIN assay_stored s ON \(winners.match("a", "s")) WHERE NOT _deleted")
    let written = try connection.count("SELECT count(*) FROM assay_accepted WHERE NOT _deleted")
    candidate.counts.inserted = written - candidate.counts.updated
    try writeChanges(kept: kept, upserts: upserts, into: &candidate)
  }

  private func storedRelation(_ files: [AddFile]) -> String {
    if let base { return DeltaRelation(base, files: files, exposesPath: true).sql }
    return DeltaRelation(
      tablePath: writer.tablePath, schema: stage.schema, partitionColumns: [], files: [], exposesPath: true
    ).sql
  }

  /// Which winners are newer than what the table has, and than what was deleted from it.
  private func decide(stored: String, tombstones: Snapshot?) throws {
    let order = orderColumns.map(Quote.name)
    let contender = ([key] + order).joined(separator: ", ")
    let ranking = (order.map { "\($0) DESC NULLS LAST" } + ["_side"]).joined(separator: ", ")
    let deleted = tombstones.map {
      " UNION ALL BY NAME SELECT \(contender), 0 AS _side FROM (\(DeltaRelation($0).sql)) t "
        + "SEMI JOIN \(Winners.name) w ON \(winners.match("t", "w"))"
    }
    try connection.execute(
      """
      CREATE TEMP TABLE assay_stored AS SELECT \(contender), _path FROM (\(stored)) f
        SEMI JOIN \(Winners.name) w ON \(winners.match("f", "w"));
      CREATE TEMP TABLE assay_accepted AS SELECT w.* FROM \(Winners.name) w SEMI JOIN (
        SELECT \(key), _side, row_number() OVER (PARTITION BY \(key) ORDER BY \(ranking)) AS _rank FROM (
          SELECT \(contender), 0 AS _side FROM assay_stored\(deleted ?? "")
          UNION ALL BY NAME SELECT \(contender), 1 AS _side FROM \(Winners.name))) d
        ON \(winners.match("w", "d")) AND d._rank = 1 AND d._side = 1;
      """)
  }

  private func writeChanges(kept: String?, upserts: String, into candidate: inout Candidate) throws {
    guard let kept, !candidate.removes.isEmpty else {
      candidate.changes = candidate.adds.isEmpty ? .none : .added
      return
    }
    let rows =
      "SELECT k.*, 'before' AS _change FROM (\(kept)) k SEMI JOIN assay_accepted a ON \(winners.match("k", "a")) "
      + "UNION ALL BY NAME SELECT *, 'after' AS _change FROM (\(upserts))"
    try ChangeFile(connection: connection, writer: writer).write(rows, into: &candidate)
  }

  /// The deleted keys with their order columns, so that later they compete like stored rows.
  private var tombstoneSchema: DeltaSchema {
    DeltaSchema(
      fields: (settings.uniqueKey + orderColumns).compactMap { name in
        stage.schema.fields.first { $0.name == name }
      })
  }

  private func writeTombstones(_ schema: DeltaSchema, from rows: String) throws -> [AddFile] {
    try ParquetWriter(
      connection: connection, tablePath: session.workspace.tombstonesPath(of: table), schema: schema,
      partitionColumns: []
    ).write("SELECT \(Quote.names(schema.fields.map(\.name))) FROM \(rows) WHERE _deleted")
  }
}
