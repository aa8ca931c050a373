import DeltaLog
import Foundation
import JSON
import Lake
import ModelSQL
import Project
import Words

/// A model's query evaluated by another engine: what it reads goes out as Parquet files, and the stage is what comes back.
extension ModelEvaluation {
  func sharedWinners(_ queries: any QueryCompute) throws -> Winners {
    guard try !needsOrigin else { throw LakeError(.modelWrong, unknownOrigin("it rejects rows of Bronze")) }
    let winners = try staged(try sharedRows(queries))
    let isRepeated = try winners.findRepeated()
    let asks = isRepeated && winners.order.asksOrigin
    if asks, winners.stage.origin == nil, try session.traced(work) != nil {
      throw LakeError(.modelWrong, unknownOrigin("keys of unique_key repeat and newest_by is missing"))
    }
    if asks || winners.order.ranksFiles { try session.createLoadOrder(try work.loadOrder()) }
    return winners
  }

  /// The embedded engine follows rows to where they came from by evaluating the query once more, in its own words.
  private func unknownOrigin(_ reason: String) -> String {
    """
    \(work.model.path): \(table): \(reason), and on Spark nothing tells which records they were; keep _file and _record among \
    its columns, or write engine: duckdb in its header
    """
  }

  private func sharedRows(_ queries: any QueryCompute) throws -> String {
    let parsed = try session.parse(work.model)
    let columns = try session.outputColumns(work.text).map(stagedColumn)
    let folder = try session.spillFile("query-\(UUID().uuidString.lowercased())")
    try session.workspace.makeFolder(folder)
    let query = SharedQuery(
      model: work.model, parsed: parsed, parameters: work.parameters,
      inputs: try work.inputs.map { try sharedInput($0, folder) }, columns: columns,
      secrets: try session.secretValues(of: parsed), folder: folder)
    reporter.progress(0.1, "is evaluated elsewhere")
    let rows = try queries.rows(of: query, reporter)
    let files = try rows.files.map { try addFile($0, in: rows.folder) }
    return DeltaRelation(
      tablePath: rows.folder, schema: DeltaSchema(fields: columns), partitionColumns: [], files: files
    ).sql
  }

  private func stagedColumn(_ column: (name: String, type: String)) throws -> DeltaField {
    guard let type = EngineTypes.deltaType(column.type) else {
      throw LakeError(
        .modelWrong,
        "\(table): the column “\(column.name)” is \(column.type), which a Delta table cannot hold; cast it, for example to VARCHAR"
      )
    }
    return DeltaField(name: column.name, type: type, nullable: true)
  }

  private func addFile(_ name: String, in folder: String) throws(LakeError) -> AddFile {
    var status = stat()
    guard stat(folder + "/" + name, &status) == 0 else {
      throw LakeError(.tableFailed, "\(table): \(folder)/\(name), which was to hold its rows, is not there")
    }
    return AddFile(path: name, size: Int64(status.st_size), modificationTime: 0)
  }

  // MARK: Inputs

  private func sharedInput(_ input: InputState, _ folder: String) throws -> SharedInput {
    if case .delta(let snapshot) = input.content, isReadWhole(input), snapshot.isPlain {
      let files = snapshot.files.map { file in
        var file = file
        file.path = file.fullPath(in: snapshot.table)
        return file
      }
      // Also refuses what lies outside of the lake, or is gone.
      _ = try session.relation(of: snapshot)
      return SharedInput(
        table: input.table, schema: snapshot.schema, partitionColumns: snapshot.partitionColumns, files: files)
    }
    return try copied(input, folder)
  }

  private func isReadWhole(_ input: InputState) -> Bool {
    work.reading == .whole || !work.model.settings.newRowsFrom.contains(input.table)
  }

  /// Bronze, which our scanner reads, rows since the bookmark, and tables of other makers, as they are seen here.
  private func copied(_ input: InputState, _ folder: String) throws -> SharedInput {
    let described = try session.connection.query("DESCRIBE SELECT * FROM \(input.table.sql)").rows
    let fields = try described.map { row in
      try stagedColumn((row[0].displayText, row[1].displayText))
    }
    let schema = DeltaSchema(fields: fields)
    let path = "\(folder)/\(input.table.layer.rawValue)_\(input.table.name)"
    let writer = ParquetWriter(
      connection: session.connection, tablePath: path, schema: schema, partitionColumns: [])
    let files = try writer.write("SELECT * FROM \(input.table.sql)").map { file in
      var file = file
      file.path = file.fullPath(in: path)
      return file
    }
    return SharedInput(table: input.table, schema: schema, files: files)
  }
}

extension Snapshot {
  /// Whoever reads Parquet files reads it: columns under their names, and all rows count.
  fileprivate var isPlain: Bool {
    columnMapping == .none && files.allSatisfy { $0.deletionVector == nil && !$0.path.contains("://") }
  }
}
