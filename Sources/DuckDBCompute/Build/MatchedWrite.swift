import Clocks
import DeltaLog
import Engine
import Lake
import ModelSQL
import Words

/// Puts the winners in the place of every stored row whose `matched_by` value was touched. Rows that the model no longer
/// gives are gone; where the outcome equals what is stored, nothing is written.
struct MatchedWrite {
  let session: DuckDBSession
  let writer: ParquetWriter
  let stage: Stage
  let settings: ModelSettings
  let column: String
  let base: Snapshot?

  private var connection: Connection { session.connection }
  private var name: String { SQLQuote.name(column) }
  private var touched: String { InputNarrowing.touchedTable }

  func run(into candidate: inout Candidate) throws {
    guard let base, !base.files.isEmpty else { return try writeFirst(into: &candidate) }
    let files = try FilePruning(
      session: session, snapshot: base, keys: touched, columns: [column]
    ).candidates()
    // In the columns the table will have: one that is new is null in every stored row.
    let stored = DeltaRelation(
      tablePath: writer.tablePath, schema: writer.schema, partitionColumns: base.partitionColumns, files: files,
      exposesPath: true)
    try connection.execute(
      """
      CREATE TEMP TABLE assay_new AS SELECT * EXCLUDE (_deleted) FROM \(Winners.name) WHERE NOT _deleted;
      CREATE TEMP TABLE assay_old AS SELECT f.* FROM (\(stored.sql)) f
        SEMI JOIN \(touched) k ON f.\(name) IS NOT DISTINCT FROM k.\(name);
      CREATE TEMP TABLE assay_difference AS
        SELECT *, 'after' AS _change FROM (SELECT * FROM assay_new EXCEPT ALL \(oldRows))
        UNION ALL BY NAME
        SELECT *, 'before' AS _change FROM (\(oldRows) EXCEPT ALL SELECT * FROM assay_new);
      """)
    try count(into: &candidate)
    guard try connection.count("SELECT count(*) FROM assay_difference") > 0 else { return }
    try rewrite(base, files, into: &candidate)
  }

  private var oldRows: String { "SELECT \(stage.columnList) FROM assay_old" }

  private func writeFirst(into candidate: inout Candidate) throws {
    candidate.adds = try writer.write("SELECT * EXCLUDE (_deleted) FROM \(Winners.name) WHERE NOT _deleted")
    candidate.counts.inserted = candidate.adds.saturatingSum { $0.stats?.numRecords ?? 0 }
    candidate.changes = .added
  }

  /// New and old rows are the same row when their key is; without a key every row is its own.
  private func count(into candidate: inout Candidate) throws {
    let new = try connection.count("SELECT count(*) FROM assay_new")
    let old = try connection.count("SELECT count(*) FROM assay_old")
    let key = settings.uniqueKey.isEmpty ? stage.columns : settings.uniqueKey
    let same = key.map { "n.\(SQLQuote.name($0)) IS NOT DISTINCT FROM o.\(SQLQuote.name($0))" }
    let known = try connection.count(
      "SELECT count(*) FROM assay_new n SEMI JOIN assay_old o ON \(same.joined(separator: " AND "))")
    candidate.counts.updated = known
    candidate.counts.inserted = new - known
    candidate.counts.removed = max(0, old - known)
  }

  private func rewrite(_ base: Snapshot, _ files: [AddFile], into candidate: inout Candidate) throws {
    let affected = Set(try connection.query("SELECT DISTINCT _path FROM assay_old").rows.map { $0[0].displayText })
    let relation = DeltaRelation(base)
    candidate.removes = files.filter { affected.contains(relation.absolutePath($0)) }
    let kept = DeltaRelation(base, files: candidate.removes).sql
    let keptRows =
      candidate.removes.isEmpty
      ? ""
      : "SELECT k.* FROM (\(kept)) k ANTI JOIN \(touched) t ON k.\(name) IS NOT DISTINCT FROM t.\(name) UNION ALL BY NAME "
    candidate.adds = try writer.write(keptRows + "SELECT * FROM assay_new")
    try ChangeFile(connection: connection, writer: writer).write("SELECT * FROM assay_difference", into: &candidate)
  }
}
