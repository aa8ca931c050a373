import DeltaLog
import Lake
import Project
import Words

extension DuckDBSession {
  /// A SELECT over the rows.
  func sql(of rows: RowSet) throws -> String {
    switch rows {
    case .version(let snapshot): return try relation(of: snapshot).sql
    case .candidate(let folder, let schema, let partitionColumns, let files):
      try bring(files, of: folder)
      return DeltaRelation(tablePath: folder, schema: schema, partitionColumns: partitionColumns, files: files).sql
    case .files(let source, let manifests):
      var view = BronzeView(session: self, source: source, columns: source.bronzeColumns(of: manifests))
      try view.takeTypes(of: manifests)
      return try view.sql(manifests, function: "assay_rows_of_\(source.name)")
    }
  }

  /// The same without rows, as far as nobody has to look at them for their columns.
  func description(of rows: RowSet) throws -> String {
    guard case .candidate(let folder, let schema, let partitionColumns, _) = rows else { return try sql(of: rows) }
    return DeltaRelation(tablePath: folder, schema: schema, partitionColumns: partitionColumns, files: []).sql
  }

  /// A table's columns as a view without rows, for who only types a query. Refuses what `relation(of:)` refuses.
  func createDescription(of snapshot: Snapshot, as table: TableName) throws {
    try checkPlaces(snapshot.files, of: snapshot)
    try createView(table, DeltaRelation(snapshot, files: []).sql)
  }

  /// The whole input as a view under its own name.
  func createWholeView(_ input: InputState) throws {
    switch input.content {
    case .files(let manifests): try createBronzeView(input.table, manifests: manifests, known: input)
    case .delta(let snapshot): try createView(input.table, relation(of: snapshot).sql)
    case .absent where input.table.layer == .quarantine: try createView(input.table, Quarantine.emptySQL)
    case .absent:
      throw LakeError(.tableMissing, "\(input.table) was never built; run it first: assay run --table \(input.table)")
    }
  }
}
