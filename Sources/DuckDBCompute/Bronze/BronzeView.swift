import Clocks
import Deliveries
import Engine
import Foundation
import Lake
import Ledger
import Project
import Records
import Words

/// A source's files as the table a model reads: its columns, text but for Parquet's, then `_file`, `_record`, `_source`, `_ingested_at`, `_run`,
/// and `_op`, `_commit_ts`, `_sequence` where the source carries changes.
extension DuckDBSession {
  /// - Parameter known: the whole of the input, when `manifests` are only some of it: a column that only other files have
  ///   is there all the same, and null.
  func createBronzeView(_ table: TableName, manifests: [ManifestRecord], known: InputState? = nil) throws {
    let owner = known?.table ?? table
    guard let source = source(owner) else {
      throw LakeError(.tableMissing, "no source in project.yml makes \(owner)")
    }
    var all = manifests
    if case .files(let every)? = known?.content { all = every }
    // Where nothing is left that is loaded, models are still told the columns of what was.
    if all.isEmpty { all = known?.emptied ?? [] }
    var view = BronzeView(session: self, source: source, columns: source.bronzeColumns(of: all))
    try view.takeTypes(of: all.filter { $0.status == .loaded || !$0.types.isEmpty })
    try createView(table, try view.sql(manifests, function: "assay_rows_\(table.name)"))
  }
}

struct BronzeView {
  let session: DuckDBSession
  let source: SourceDefinition
  let columns: [String]
  /// The types of Parquet's columns, by folded name; all others are text.
  private var types: [String: String] = [:]
  private let names: ColumnNames

  init(session: DuckDBSession, source: SourceDefinition, columns: [String]) {
    self.session = session
    self.source = source
    self.columns = columns
    names = ColumnNames(source)
  }

  /// Gives each column the type that holds the values of all files.
  mutating func takeTypes(of manifests: [ManifestRecord]) throws {
    guard source.format == .parquet else { return }
    let reader = ParquetColumns(session: session)
    for manifest in manifests {
      for (column, type) in try reader.types(of: manifest) {
        let (key, own) = (names.key(column), ParquetType.bronze(type))
        types[key] = types[key].map { ParquetType.joined($0, own) } ?? own
      }
    }
  }

  /// What a column is in Bronze. One that never had a value is text.
  func type(of column: String) -> String {
    guard let type = types[ColumnNames.folded(column)], type != ParquetType.empty else { return "VARCHAR" }
    return type
  }

  func sql(_ manifests: [ManifestRecord], function: String) throws -> String {
    switch source.format {
    case .csv, .jsonl: try textSQL(manifests, function: function)
    case .parquet: try parquetSQL(manifests)
    }
  }

  private func textSQL(_ manifests: [ManifestRecord], function: String) throws -> String {
    var rows = BronzeRows(
      names: names, sourceColumns: columns,
      files: manifests.map { BronzeFile($0, source: source, in: session.workspace) },
      isJSONLines: source.format == .jsonl, estimatedRows: Int(manifests.saturatingSum(\.records)))
    rows.operation = source.changes?.operation
    try session.connection.register(rows, name: function)
    let values = columns.map { "CAST(\(SQLQuote.name($0)) AS VARCHAR)" }
    return
      "SELECT \(selection(values, file: "_file", record: "_record", ingested: "make_timestamp(_ingested_at)", run: "_run")) FROM \(function)()"
  }

  /// The columns' values alone, without where they come from.
  func valuesSQL(function: String) -> String {
    let values = columns.map { "CAST(\(SQLQuote.name($0)) AS VARCHAR) AS \(SQLQuote.name($0))" }
    return "SELECT \(values.isEmpty ? "1" : values.joined(separator: ", ")) FROM \(function)()"
  }

  private func parquetSQL(_ manifests: [ManifestRecord]) throws -> String {
    let reader = ParquetColumns(session: session)
    let operation = source.changes.map { ColumnNames.folded($0.operation) }
    let read = manifests.filter { !$0.columns.isEmpty }
    try session.workspace.bring(read.map(session.workspace.fullPath))
    let parts = try read.map { manifest in
      let found = try reader.types(of: manifest)
      let delivered = Dictionary(manifest.columns.map { (names.key($0), $0) }) { first, _ in first }
      let values = columns.map { column in
        let key = ColumnNames.folded(column)
        if let own = delivered[key] {
          return ParquetType.value(SQLQuote.name(own), found: found[own] ?? "VARCHAR", as: type(of: column))
        }
        return key == operation ? "'I'" : "CAST(NULL AS \(type(of: column)))"
      }
      let micros = Int64(saturating: manifest.ingestedAt.timeIntervalSince1970 * 1_000_000)
      // The engine numbers no rows of a file with a column of that name; the window keeps the file's order, on one thread.
      let isTaken = manifest.columns.contains { $0.lowercased() == "file_row_number" }
      let selected = selection(
        values, file: SQLQuote.text(manifest.name), record: isTaken ? "row_number() OVER ()" : "file_row_number + 1",
        ingested: "make_timestamp(\(micros))", run: SQLQuote.text(manifest.execution.rawValue))
      let file = SQLQuote.text(Glob.escaped(session.workspace.fullPath(manifest)))
      let numbering = isTaken ? "" : "file_row_number = true, "
      return "SELECT \(selected) FROM read_parquet(\(file), \(numbering)hive_partitioning = false)"
    }
    guard parts.isEmpty else { return parts.joined(separator: " UNION ALL ") }
    let empty = selection(
      columns.map { "CAST(NULL AS \(type(of: $0)))" }, file: "CAST(NULL AS VARCHAR)", record: "CAST(NULL AS BIGINT)",
      ingested: "CAST(NULL AS TIMESTAMP)", run: "CAST(NULL AS VARCHAR)")
    return "SELECT \(empty) WHERE false"
  }

  private func selection(_ values: [String], file: String, record: String, ingested: String, run: String) -> String {
    let steering = (source.changes?.roles ?? []).map { (key: ColumnNames.folded($0.column), name: $0.name) }
    var steered: [String: String] = [:]
    var selected: [String] = []
    for (column, value) in zip(columns, values) {
      let key = ColumnNames.folded(column)
      if steering.contains(where: { $0.key == key }) {
        steered[key] = value
      } else {
        selected.append("\(value) AS \(SQLQuote.name(column))")
      }
    }
    for (key, name) in steering { selected.append("\(steered[key] ?? "CAST(NULL AS VARCHAR)") AS \(name)") }
    selected += [
      "\(file) AS _file", "CAST(\(record) AS BIGINT) AS _record", "\(SQLQuote.text(source.name)) AS _source",
      "\(ingested) AS _ingested_at", "\(run) AS _run",
    ]
    return selected.joined(separator: ", ")
  }
}
