import Deliveries
import Engine
import Lake
import Ledger
import ModelSQL
import Project
import Words

/// The records of a change feed that a build reads and that say what was done, to be held against the rows that the model
/// makes of them. Its full load is left out: there nothing was changed yet.
struct ChangeRecords {
  private static let name = "assay_changes"
  private static let rows = "assay_changed_rows"

  let session: DuckDBSession
  let work: Evaluation
  private let input: InputState
  private let source: SourceDefinition
  private let files: [ManifestRecord]

  /// Nil where the build reads none, or every row of touched keys once more.
  init?(session: DuckDBSession, work: Evaluation, narrowing: InputNarrowing) {
    if case .touchedKeys = work.reading { return nil }
    for input in work.inputs {
      guard let source = session.source(input.table), let changes = source.changes,
        case .files(let all) = input.content
      else { continue }
      let isNarrowed = work.reading == .newRows && work.model.settings.newRowsFrom.contains(input.table)
      let names = ColumnNames(source)
      let files = (isNarrowed ? narrowing.newFiles(input) : all).filter { file in
        !source.isFullLoad(file.name)
          && file.columns.contains { names.key($0) == ColumnNames.folded(changes.operation) }
      }
      guard !files.isEmpty else { continue }
      (self.session, self.work, self.input, self.source, self.files) = (session, work, input, source, files)
      return
    }
    return nil
  }

  /// Names of the files they stand in, as `_file` says them.
  var fileNames: [String] { files.map(\.name) }

  /// What they did to keys; nil where nothing tells which records the model's rows came from.
  ///
  /// - Parameter known: relations with keys that had a row before this build, or were deleted.
  func keyChanges(_ winners: Winners, known: [String]) throws -> KeyChanges? {
    guard let origin = winners.stage.origin else { return nil }
    try createRows(winners, origin)
    return KeyChanges(
      replaced: try session.connection.count(replaced(winners)),
      unmatched: try unmatched(winners, origin, known))
  }

  /// The model's rows that came from such records, with what the records say.
  private func createRows(_ winners: Winners, _ origin: Stage.Origin) throws {
    let view = TableName(.bronze, Self.name)
    try session.createBronzeView(view, manifests: files, known: input)
    let moment = source.changes?.commitTimestamp == nil ? "NULL" : "c._commit_ts"
    let values = zip(values, dataColumns).map { "c.\(SQLQuote.name($1)) AS \($0)" }
    try session.connection.execute(
      """
      CREATE OR REPLACE TEMP TABLE \(Self.rows) AS
        SELECT \((winners.settings.uniqueKey.map { "s.\(SQLQuote.name($0))" } + values).joined(separator: ", ")),
          c._file AS _change_file, c._record AS _change_record, c._op AS _change_op, \(moment) AS _change_moment
        FROM \(Stage.name) s JOIN \(view.sql) c
          ON s.\(SQLQuote.name(origin.file)) = c._file AND s.\(SQLQuote.name(origin.record)) = c._record
        WHERE s._reject IS NULL
      """)
  }

  /// The source's columns that say nothing of the change itself.
  private var dataColumns: [String] {
    let roles = Set((source.changes?.roles ?? []).map { ColumnNames.folded($0.column) })
    return source.bronzeColumns(of: files).filter { !roles.contains(ColumnNames.folded($0)) }
  }

  /// What they are called beside the model's own.
  private var values: [String] { dataColumns.indices.map { "_value_\($0)" } }

  /// An update of a key keeps something of the row, as far as more than the key was sent of it; two rows that have nothing in
  /// common are two.
  private func replaced(_ winners: Winners) -> String {
    let same = values.map { "d.\($0) = i.\($0)" }
    let sent = values.map { "(d.\($0) IS NOT NULL)::INTEGER" } + ["0"]
    return """
      SELECT count(*) FROM (SELECT DISTINCT d._change_file, d._change_record FROM \(Self.rows) d JOIN \(Self.rows) i
        ON d._change_file = i._change_file AND d._change_record + 1 = i._change_record
        WHERE d._change_op = 'D' AND i._change_op = 'I' AND d._change_moment IS NOT DISTINCT FROM i._change_moment
          AND NOT (\(winners.match("d", "i")))
          AND (\((same + [sent.joined(separator: " + ") + " <= \(winners.settings.uniqueKey.count)"])
            .joined(separator: " OR "))))
      """
  }

  /// Keys of which the first that is known is an update.
  private func unmatched(_ winners: Winners, _ origin: Stage.Origin, _ known: [String]) throws -> Int64 {
    guard try session.connection.count("SELECT count(*) FROM \(Self.rows) WHERE _change_op = 'U'") > 0 else { return 0 }
    try session.createLoadOrder(try work.loadOrder())
    let key = SQLQuote.names(winners.settings.uniqueKey)
    let (file, record) = (SQLQuote.name(origin.file), SQLQuote.name(origin.record))
    let before = known.map { " ANTI JOIN \($0) k ON \(winners.match("f", "k"))" }
    return try session.connection.count(
      """
      SELECT count(*) FROM (SELECT * FROM (
        SELECT s.*, c._change_op, row_number() OVER (PARTITION BY \(key) ORDER BY o.rank NULLS FIRST, s.\(record)) AS _first
        FROM (SELECT \(key), \(file), \(record) FROM \(Stage.name) s WHERE _reject IS NULL
          AND EXISTS (SELECT 1 FROM \(Self.rows) u WHERE u._change_op = 'U' AND \(winners.match("u", "s")))) s
        LEFT JOIN (SELECT DISTINCT _change_file, _change_record, _change_op FROM \(Self.rows)) c
          ON s.\(file) = c._change_file AND s.\(record) = c._change_record
        LEFT JOIN \(LoadOrder.table) o ON o.file = s.\(file)) WHERE _first = 1 AND _change_op = 'U') f
      """ + before.joined())
  }
}
