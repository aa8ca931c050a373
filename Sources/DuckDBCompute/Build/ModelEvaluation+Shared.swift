import DeltaLog
import Foundation
import JSON
import Lake
import ModelSQL
import Project
import Words

/// A model's query evaluated by another engine: what it reads goes out as Parquet files, and what is to be decided on comes
/// back.
extension ModelEvaluation {
  func sharedRows(_ queries: any QueryCompute) throws -> StagedRows {
    guard try !needsOrigin else { throw LakeError(.modelWrong, unknownOrigin("it rejects rows of Bronze")) }
    let query = try sharedQuery(queries)
    session.sharing = SharedStep(table: table, queries: queries, reporter: reporter)
    let written = try write(query, queries)
    let winners = try staged(try written?.decidable ?? rows(of: query, queries))
    let isRepeated = try winners.findRepeated()
    let asks = isRepeated && winners.order.asksOrigin
    if asks, winners.stage.origin == nil, try session.traced(work) != nil {
      throw LakeError(.modelWrong, unknownOrigin("keys of unique_key repeat and newest_by is missing"))
    }
    if asks || winners.order.ranksFiles { try session.createLoadOrder(try work.loadOrder()) }
    return StagedRows(winners: winners, written: written)
  }

  /// The embedded engine follows rows to where they came from by evaluating the query once more, in its own words.
  private func unknownOrigin(_ reason: String) -> String {
    """
    \(work.model.path): \(table): \(reason), and on Spark nothing tells which records they were; keep _file and _record among \
    its columns, or write engine: duckdb in its header
    """
  }

  private func sharedQuery(_ queries: any QueryCompute) throws -> SharedQuery {
    let parsed = try session.parse(work.model)
    let columns = try session.outputColumns(work.text).map(stagedColumn)
    let folder = try session.spillFile("query-\(UUID().uuidString.lowercased())")
    try session.workspace.makeFolder(folder)
    reporter.progress(0.1, "is evaluated elsewhere")
    return SharedQuery(
      model: work.model, parsed: parsed, parameters: work.parameters,
      inputs: try work.inputs.map { try sharedInput($0, folder, queries) }, columns: columns,
      secrets: try session.secretValues(of: parsed), folder: folder)
  }

  private func rows(of query: SharedQuery, _ queries: any QueryCompute) throws -> String {
    let rows = try queries.rows(of: query, reporter)
    let files = try rows.files.map { try AddFile(shared: $0, in: rows.folder, for: table) }
    return DeltaRelation(
      tablePath: rows.folder, schema: DeltaSchema(fields: query.columns), partitionColumns: [], files: files
    ).sql
  }

  /// Where a build only adds files, the other engine writes them, and what is to be decided comes back. Nil where it does
  /// more: what arrives is little then, and this engine finds the files it touches.
  private func write(_ query: SharedQuery, _ queries: any QueryCompute) throws -> SharedFiles? {
    guard try onlyAdds else { return nil }
    let looksAt = changeRecords?.fileNames ?? []
    guard looksAt.count <= Self.mostNames else { return nil }
    let schema = try SchemaEvolution(table: table, base: work.rewrites ? nil : work.base)
      .merged(try Stage.schema(of: query.columns, model: work.model))
    let folder = SpillFolders.besideTables(session.workspace).path()
    try session.workspace.makeFolder(folder)
    let files = SharedFiles(table: table, folder: folder, columns: query.columns, session: session)
    let shared = SharedTable(
      schema: schema, partitionColumns: work.partitionColumns, uniqueKey: settings.uniqueKey, looksAt: looksAt,
      folder: folder)
    try files.take(try queries.write(query, for: shared, reporter))
    return files
  }

  /// Names that are told with a query.
  private static let mostNames = 10_000

  private var onlyAdds: Bool {
    get throws {
      if work.rewrites { return true }
      let isEmpty = work.base?.files.isEmpty ?? true
      if case .touchedKeys = work.reading { return isEmpty }
      guard settings.strategy == .merge else { return true }
      guard isEmpty, work.base != nil else { return isEmpty }
      // What was deleted competes with what comes.
      let deleted = session.deltaTable(path: session.workspace.tombstonesPath(of: table))
      return try deleted.snapshot()?.files.isEmpty ?? true
    }
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

  // MARK: Inputs

  private func sharedInput(
    _ input: InputState, _ folder: String, _ queries: any QueryCompute
  ) throws -> SharedInput {
    guard isReadInPlace(input), case .delta(let snapshot) = input.content else { return try copied(input, folder) }
    if queries.sharesDisk { try session.bring(snapshot.files, of: snapshot.table) }
    return SharedInput(input.table, snapshot)
  }

  /// Whether the other engine reads a table's own files: it is read whole, and they are plain.
  func isReadInPlace(_ input: InputState) -> Bool {
    guard case .delta(let snapshot) = input.content else { return false }
    return snapshot.isPlain
      && (work.reading == .whole || !work.model.settings.newRowsFrom.contains(input.table))
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

extension SharedInput {
  /// All rows of a table that is plain.
  init(_ table: TableName, _ snapshot: Snapshot) {
    self.init(
      table: table, folder: snapshot.table, schema: snapshot.schema, partitionColumns: snapshot.partitionColumns,
      files: snapshot.files)
  }

  /// - Parameter folder: what the paths of files are relative to.
  init(
    table: TableName, folder: String, schema: DeltaSchema, partitionColumns: [String], files: [AddFile]
  ) {
    let files = files.map { file in
      var file = file
      file.path = file.fullPath(in: folder)
      return file
    }
    self.init(table: table, schema: schema, partitionColumns: partitionColumns, files: files)
  }
}

extension Snapshot {
  /// Whoever reads Parquet files reads it: columns under their names, and all rows count.
  var isPlain: Bool {
    columnMapping == .none && files.allSatisfy { $0.deletionVector == nil && !$0.path.contains("://") }
  }
}
