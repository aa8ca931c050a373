import Engine
import JSON
import Lake
import Ledger
import ModelSQL
import Words

/// The records of Bronze that rejected rows came from, field by field as they came, so that what a model could not read
/// is kept. Only the blocks of files with such a record are read again.
struct RawRecords {
  let session: DuckDBSession
  let inputs: [InputState]
  let winners: Winners

  /// Above as many rejected rows whole files are read: finding their blocks would cost more.
  private static let blockLimit = 100_000

  /// A SELECT of `_file`, `_record` and `fields`, for `Quarantine.select`; nil where the rows do not say where they came
  /// from, or came from no Bronze table.
  func sql() throws -> String? {
    guard let origin = winners.stage.origin else { return nil }
    try session.connection.execute(
      """
      CREATE OR REPLACE TEMP TABLE assay_rejected_records AS
        SELECT DISTINCT CAST(\(SQLQuote.name(origin.file)) AS VARCHAR) AS file,
          TRY_CAST(\(SQLQuote.name(origin.record)) AS BIGINT) AS record FROM (\(winners.rejects))
      """)
    let parts = try inputs.filter { $0.table.layer == .bronze }.compactMap(fields)
    guard !parts.isEmpty else { return nil }
    return """
      SELECT _file, _record, first(fields) AS fields FROM (\(parts.joined(separator: " UNION ALL "))) GROUP BY _file, _record
      """
  }

  private func fields(_ input: InputState) throws -> String? {
    guard let table = try view(input) else { return nil }
    let columns = try session.outputColumns("SELECT * FROM \(table.sql)").map(\.name)
      .filter { !SteeringColumn.names.contains($0) }
    guard !columns.isEmpty else { return nil }
    let fields = columns.map { column in
      "{'key': \(SQLQuote.text(column)), 'pointer': \(SQLQuote.text(JSONPointer.member(column))), "
        + "'value': CAST(b.\(SQLQuote.name(column)) AS VARCHAR)}"
    }
    return """
      SELECT b._file, b._record, list_filter([\(fields.joined(separator: ", "))], lambda f: f.value IS NOT NULL) AS fields
      FROM \(table.sql) b SEMI JOIN assay_rejected_records x ON b._file = x.file AND b._record = x.record
      """
  }

  /// One of its own: a build may see the table narrowed, or only its columns.
  private func view(_ input: InputState) throws -> TableName? {
    let view = TableName(.bronze, "assay_raw_" + input.table.name)
    switch input.content {
    case .absent: return nil
    case .delta(let snapshot):
      try session.createView(view, session.relation(of: snapshot).sql)
      return view
    case .files(let manifests):
      let needed = try needed(manifests)
      guard !needed.isEmpty else { return nil }
      try session.createBronzeView(view, manifests: needed, known: input)
      return view
    }
  }

  /// The files that hold such records, cut down to the blocks that do.
  private func needed(_ manifests: [ManifestRecord]) throws -> [ManifestRecord] {
    let rows = try session.connection.query(
      "SELECT file, list(record ORDER BY record) FROM (SELECT * FROM assay_rejected_records LIMIT \(Self.blockLimit)) GROUP BY file"
    ).rows
    let files = try Set(
      session.connection.query("SELECT DISTINCT file FROM assay_rejected_records").rows.map { $0[0].displayText })
    let isWhole = try session.connection.count("SELECT count(*) FROM assay_rejected_records") >= Self.blockLimit
    let records = Dictionary(rows.map { ($0[0].displayText, Self.numbers($0[1].displayText)) }) { first, _ in first }
    return manifests.filter { files.contains($0.name) }.map { manifest in
      isWhole ? manifest : manifest.cut(to: records[manifest.name] ?? [])
    }
  }

  /// Of a list as the engine shows it.
  private static func numbers(_ text: String) -> [Int64] {
    text.split { !$0.isNumber }.compactMap { Int64($0) }
  }
}

extension ManifestRecord {
  /// The same file with only the blocks that hold one of the records, which are in order; of formats without blocks, the
  /// whole.
  fileprivate func cut(to records: [Int64]) -> ManifestRecord {
    let all = self.blocks.arrayValue ?? []
    let firsts = all.map { $0.arrayValue?.dropFirst(2).first?.intValue ?? 0 }
    var kept: [JSONValue] = []
    for (index, block) in all.enumerated() {
      let end = index + 1 < firsts.count ? firsts[index + 1] : .max
      if records.contains(where: { $0 >= firsts[index] && $0 < end }) { kept.append(block) }
    }
    var file = self.file
    file.blocks = .array(kept)
    return ManifestRecord(sequence: sequence, ingestedAt: ingestedAt, file: file)
  }
}
