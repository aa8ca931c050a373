import Clocks
import DeltaLog
import Engine
import Lake
import ModelSQL
import Words

/// Merges the winners into the table by key: newest wins, also against what is stored and against what was deleted.
/// Only files that hold a changed key are written anew.
struct MergeWrite {
  let connection: Connection
  let writer: ParquetWriter
  let winners: Winners
  let tombstones: Tombstones
  let base: Snapshot?

  private var stage: Stage { winners.stage }
  private var settings: ModelSettings { winners.settings }
  private var order: KeyOrder { winners.order }
  private var key: String { settings.uniqueKey.map(SQLQuote.name).joined(separator: ", ") }

  /// - Returns: relations with the keys that had a row, or were deleted, before this build, as far as the winners have them.
  @discardableResult
  func run(into candidate: inout Candidate) throws -> [String] {
    let remembered = candidate.startsOver ? nil : try tombstones.remembered()
    let isFirst = (base?.files ?? []).isEmpty && remembered == nil
    if isFirst {
      try writeFirst(into: &candidate)
    } else {
      try writeOver(try touchedFiles(), remembered, into: &candidate)
    }
    try tombstones.write(from: isFirst ? Winners.name : "assay_accepted", into: &candidate)
    candidate.counts.deleted = candidate.tombstones.saturatingSum { $0.stats?.numRecords ?? 0 }
    return isFirst ? [] : ["assay_stored"] + [remembered.map { "(\($0.sql))" }].compactMap(\.self)
  }

  /// Into an empty table everything that is not deleted goes, in one stream.
  private func writeFirst(into candidate: inout Candidate) throws {
    candidate.adds = try writer.write("SELECT * EXCLUDE (_deleted) FROM \(Winners.name) WHERE NOT _deleted")
    candidate.counts.inserted = candidate.adds.saturatingSum { $0.stats?.numRecords ?? 0 }
    candidate.changes = .added
  }

  private func touchedFiles() throws -> [AddFile] {
    guard let base else { return [] }
    return try FilePruning(
      session: tombstones.session, snapshot: base, keys: Winners.name, columns: settings.uniqueKey
    ).candidates()
  }

  private func writeOver(_ files: [AddFile], _ remembered: DeltaRelation?, into candidate: inout Candidate) throws {
    try findStored(files)
    try settleTies(files)
    try decide(remembered: remembered)
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

  /// In the columns the table will have: one that is new is null in every stored row.
  private func storedRelation(_ files: [AddFile]) -> String {
    DeltaRelation(
      tablePath: writer.tablePath, schema: writer.schema, partitionColumns: base?.partitionColumns ?? [], files: files,
      exposesPath: true
    ).sql
  }

  /// The stored rows of the winners' keys, with what decides which is newer and the file they are in.
  private func findStored(_ files: [AddFile]) throws {
    try connection.execute(
      """
      CREATE TEMP TABLE assay_stored AS SELECT \(contender), _path FROM (\(storedRelation(files))) f
        SEMI JOIN \(Winners.name) w ON \(winners.match("f", "w"))
      """)
  }

  /// Keys whose winner is as new as what is stored, as far as the declared order tells, and says something else. Only for
  /// them are stored rows read whole; a row that was sent again as it was is none of them. Without a declared order the
  /// winner, having arrived later, wins; with one the columns that settle a tie do.
  private func settleTies(_ files: [AddFile]) throws {
    let asNew = tombstones.orderColumns.map { "w.\(SQLQuote.name($0)) IS NOT DISTINCT FROM s.\(SQLQuote.name($0))" }
    try connection.execute(
      """
      CREATE TEMP TABLE assay_tied AS SELECT w.* EXCLUDE (_deleted), s._path FROM \(Winners.name) w
        JOIN assay_stored s ON \(([winners.match("w", "s")] + asNew).joined(separator: " AND ")) WHERE NOT w._deleted
      """)
    let paths = Set(
      try connection.query("SELECT DISTINCT _path FROM assay_tied").rows.map { $0[0].displayText })
    let relation = base.map { DeltaRelation($0) }
    let holding = files.filter { file in relation.map { paths.contains($0.absolutePath(file)) } ?? false }
    try connection.execute(
      "CREATE TEMP TABLE assay_tie_winners AS \(order.isUndeclared ? laterRows(holding) : greaterRows(holding))")
  }

  private func laterRows(_ holding: [AddFile]) -> String {
    let differences = order.tieColumns.map { "f.\(SQLQuote.name($0)) IS DISTINCT FROM t.\(SQLQuote.name($0))" }
    return """
      SELECT \(SQLQuote.names(settings.uniqueKey)) FROM assay_tied t SEMI JOIN (\(storedRelation(holding))) f
        ON \(winners.match("f", "t")) AND (\((differences + ["false"]).joined(separator: " OR ")))
      """
  }

  private func greaterRows(_ holding: [AddFile]) -> String {
    let ranking = (KeyOrder.descending(order.tieColumns) + ["_side"]).joined(separator: ", ")
    return """
      SELECT \(key) FROM (
        SELECT \(key), _side, row_number() OVER (PARTITION BY \(key) ORDER BY \(ranking)) AS _rank FROM (
          SELECT \(stage.columnList), 0 AS _side FROM (\(storedRelation(holding))) f
            SEMI JOIN assay_tied t ON \(winners.match("f", "t"))
          UNION ALL SELECT \(stage.columnList), 1 AS _side FROM assay_tied))
      WHERE _rank = 1 AND _side = 1
      """
  }

  private func decide(remembered: DeltaRelation?) throws {
    try connection.execute(
      "CREATE TEMP TABLE assay_accepted AS \(order.isUndeclared ? arriving(remembered) : newer(remembered))")
  }

  /// Whatever arrives is later than what is stored or was deleted. What says the same once more changes nothing.
  private func arriving(_ remembered: DeltaRelation?) -> String {
    let isStored = "EXISTS (SELECT 1 FROM assay_stored s WHERE \(winners.match("w", "s")))"
    let isNews = "EXISTS (SELECT 1 FROM assay_tie_winners t WHERE \(winners.match("w", "t")))"
    let isGone = remembered.map { "EXISTS (SELECT 1 FROM (\($0.sql)) d WHERE \(winners.match("w", "d")))" } ?? "false"
    return """
      SELECT w.* FROM \(Winners.name) w WHERE CASE WHEN w._deleted THEN \(isStored) OR NOT \(isGone)
        ELSE NOT \(isStored) OR \(isNews) END
      """
  }

  /// Which winners are newer than what the table has, and than what was deleted from it. A tie goes to the one that is
  /// deleted, then to the winner that `settleTies` found, then to what is stored.
  private func newer(_ remembered: DeltaRelation?) -> String {
    let ranking = (order.declaredFirst(tombstones.orderColumns) + ["_deleted DESC", "_tie DESC", "_side"])
      .joined(separator: ", ")
    let deleted = remembered.map {
      " UNION ALL BY NAME SELECT \(contender), true AS _deleted, 0 AS _tie, 0 AS _side FROM (\($0.sql)) t "
        + "SEMI JOIN \(Winners.name) w ON \(winners.match("t", "w"))"
    }
    let contenders = """
      (SELECT \(contender), false AS _deleted, 0 AS _tie, 0 AS _side FROM assay_stored\(deleted ?? "")
        UNION ALL BY NAME
        SELECT \(contender), _deleted, CASE WHEN EXISTS (SELECT 1 FROM assay_tie_winners t
          WHERE \(winners.match("w", "t"))) THEN 1 ELSE 0 END AS _tie, 1 AS _side FROM \(Winners.name) w)
      """
    return """
      SELECT w.* FROM \(Winners.name) w SEMI JOIN (
        SELECT \(key), _side, row_number() OVER (PARTITION BY \(key) ORDER BY \(ranking)) AS _rank
        FROM \(ranked(contenders))) d
        ON \(winners.match("w", "d")) AND d._rank = 1 AND d._side = 1
      """
  }

  private func ranked(_ contenders: String) -> String {
    tombstones.orderColumns.contains("_file") ? order.ranked(contenders, file: "_file") : contenders
  }

  /// What a row competes by: its key and the columns of the declared order.
  private var contender: String { ([key] + tombstones.orderColumns.map(SQLQuote.name)).joined(separator: ", ") }

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
}
