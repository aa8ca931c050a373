import Clocks
import Engine
import Foundation
import Journal
import ModelSQL
import Project
import Records

/// A source's files as the table a model reads: text columns, then `_file`, `_record`, `_source`, `_ingested_at`, `_run`,
/// and `_op`, `_commit_ts`, `_sequence` where the source carries changes.
extension LakeSession {
  /// - Parameter known: the whole of the input, when `manifests` are only some of it: a column that only other files have
  ///   is there all the same, and null.
  func createBronzeView(_ table: TableName, manifests: [ManifestRecord], known: InputState? = nil) throws {
    let owner = known?.table ?? table
    guard let source = source(owner) else {
      throw LakeError("TableMissing", "no source in project.yml makes \(owner)")
    }
    var all = manifests
    if case .files(let every)? = known?.content { all = every }
    let view = BronzeView(session: self, source: source, columns: BronzeView.columns(of: source, all))
    try createView(table, try view.sql(manifests, function: "assay_rows_\(table.name)"))
  }
}

struct BronzeView {
  let session: LakeSession
  let source: SourceDefinition
  let columns: [String]
  private let names: ColumnNames

  init(session: LakeSession, source: SourceDefinition, columns: [String]) {
    self.session = session
    self.source = source
    self.columns = columns
    names = ColumnNames(source)
  }

  /// The columns of all files, in the order they first appeared.
  static func columns(of source: SourceDefinition, _ manifests: [ManifestRecord]) -> [String] {
    ColumnNames(source).union((source.columns ?? []) + DistinctColumns(manifests).lists.joined())
  }

  func sql(_ manifests: [ManifestRecord], function: String) throws -> String {
    switch source.format {
    case .csv, .jsonl: try textSQL(manifests, function: function)
    case .parquet: parquetSQL(manifests)
    }
  }

  private func textSQL(_ manifests: [ManifestRecord], function: String) throws -> String {
    let isJSONLines = source.format == .jsonl
    let rows = BronzeRows(
      names: names, sourceColumns: isJSONLines ? ["_line"] : columns,
      files: manifests.map { BronzeFile($0, source: source, in: session.workspace) },
      isJSONLines: isJSONLines, estimatedRows: Int(manifests.saturatingSum(\.records)))
    try session.connection.register(rows, name: function)
    let members = isJSONLines ? MemberSpellings(names, DistinctColumns(manifests).lists) : MemberSpellings()
    let values = columns.map { column in
      isJSONLines ? jsonValue(members.of(column)) : "CAST(\(Quote.name(column)) AS VARCHAR)"
    }
    let valid = isJSONLines ? " WHERE \(members.isRow)" : ""
    return
      "SELECT \(selection(values, file: "_file", record: "_record", ingested: "make_timestamp(_ingested_at)", run: "_run")) FROM \(function)()\(valid)"
  }

  /// A member as text; the null tokens of the source mean null here as in CSV.
  private func jsonValue(_ members: [String]) -> String {
    let texts = members.map { "TRY(json_extract_string(_line, \(Quote.text(Self.pointer($0)))))" }
    let text = texts.count == 1 ? texts[0] : texts.isEmpty ? "NULL" : "coalesce(\(texts.joined(separator: ", ")))"
    let tokens = source.nullValues.filter { !$0.isEmpty }
    guard !tokens.isEmpty else { return text }
    return "CASE WHEN \(text) IN (\(tokens.map(Quote.text).joined(separator: ", "))) THEN NULL ELSE \(text) END"
  }

  /// A JSON pointer (RFC 6901): unlike a JSON path it can name every member, also `*`, an empty one, or one with quotes.
  static func pointer(_ member: String) -> String {
    "/" + member.replacingOccurrences(of: "~", with: "~0").replacingOccurrences(of: "/", with: "~1")
  }

  private func parquetSQL(_ manifests: [ManifestRecord]) -> String {
    let parts = manifests.filter { !$0.columns.isEmpty }.map { manifest in
      let delivered = Dictionary(manifest.columns.map { (names.key($0), $0) }) { first, _ in first }
      let values = columns.map { column in
        delivered[ColumnNames.folded(column)].map { "CAST(\(Quote.name($0)) AS VARCHAR)" } ?? "CAST(NULL AS VARCHAR)"
      }
      let micros = Int64(saturating: manifest.ingestedAt.timeIntervalSince1970 * 1_000_000)
      // The engine numbers no rows of a file with a column of that name; the window keeps the file's order, on one thread.
      let isTaken = manifest.columns.contains { $0.lowercased() == "file_row_number" }
      let selected = selection(
        values, file: Quote.text(manifest.name), record: isTaken ? "row_number() OVER ()" : "file_row_number + 1",
        ingested: "make_timestamp(\(micros))", run: Quote.text(manifest.execution.rawValue))
      let file = Quote.text(Glob.escaped(session.workspace.fullPath(manifest)))
      let numbering = isTaken ? "" : "file_row_number = true, "
      return "SELECT \(selected) FROM read_parquet(\(file), \(numbering)hive_partitioning = false)"
    }
    guard parts.isEmpty else { return parts.joined(separator: " UNION ALL ") }
    let empty = selection(
      columns.map { _ in "CAST(NULL AS VARCHAR)" }, file: "CAST(NULL AS VARCHAR)", record: "CAST(NULL AS BIGINT)",
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
        selected.append("\(value) AS \(Quote.name(column))")
      }
    }
    for (key, name) in steering { selected.append("\(steered[key] ?? "CAST(NULL AS VARCHAR)") AS \(name)") }
    selected += [
      "\(file) AS _file", "CAST(\(record) AS BIGINT) AS _record", "\(Quote.text(source.name)) AS _source",
      "\(ingested) AS _ingested_at", "\(run) AS _run",
    ]
    return selected.joined(separator: ", ")
  }
}
