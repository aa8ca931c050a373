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

  /// The columns of all files, in the order they first appeared.
  static func columns(of source: SourceDefinition, _ manifests: [ManifestRecord]) -> [String] {
    var seen: Set<String> = []
    let named = (source.columns ?? []) + manifests.flatMap(\.columns)
    return named.filter { seen.insert($0).inserted }
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
      sourceColumns: isJSONLines ? ["_line"] : columns,
      files: try manifests.map { try BronzeFile($0, source: source, in: session.workspace) },
      isJSONLines: isJSONLines, estimatedRows: Int(manifests.saturatingSum(\.records)))
    try session.connection.register(rows, name: function)
    let values = columns.map { isJSONLines ? jsonValue($0) : "CAST(\(Quote.name($0)) AS VARCHAR)" }
    let valid = isJSONLines ? " WHERE \(FileInspection.isObject)" : ""
    return
      "SELECT \(selection(values, file: "_file", record: "_record", ingested: "make_timestamp(_ingested_at)", run: "_run")) FROM \(function)()\(valid)"
  }

  /// The columns' values alone, without where they come from.
  func valuesSQL(function: String) -> String {
    let isJSONLines = source.format == .jsonl
    let values = columns.map { column in
      let value = isJSONLines ? jsonValue(column) : "CAST(\(Quote.name(column)) AS VARCHAR)"
      return "\(value) AS \(Quote.name(column))"
    }
    let valid = isJSONLines ? " WHERE \(FileInspection.isObject)" : ""
    return "SELECT \(values.isEmpty ? "1" : values.joined(separator: ", ")) FROM \(function)()\(valid)"
  }

  /// A member as text; the null tokens of the source mean null here as in CSV.
  private func jsonValue(_ column: String) -> String {
    let text = "TRY(json_extract_string(_line, \(Quote.text(Self.pointer(column)))))"
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
      let values = columns.map {
        manifest.columns.contains($0) ? "CAST(\(Quote.name($0)) AS VARCHAR)" : "CAST(NULL AS VARCHAR)"
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
    let changes = source.changes
    let steering = [
      (changes?.operation, "_op"), (changes?.commitTimestamp, "_commit_ts"), (changes?.sequence, "_sequence"),
    ]
    var selected: [String] = []
    for (column, value) in zip(columns, values) where !steering.contains(where: { $0.0 == column }) {
      selected.append("\(value) AS \(Quote.name(column))")
    }
    for (column, name) in steering {
      guard let column else { continue }
      let value = columns.firstIndex(of: column).map { values[$0] }
      selected.append("\(value ?? "CAST(NULL AS VARCHAR)") AS \(name)")
    }
    selected += [
      "\(file) AS _file", "CAST(\(record) AS BIGINT) AS _record", "\(Quote.text(source.name)) AS _source",
      "\(ingested) AS _ingested_at", "\(run) AS _run",
    ]
    return selected.joined(separator: ", ")
  }
}
