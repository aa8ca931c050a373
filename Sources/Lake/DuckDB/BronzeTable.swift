import DeltaLog
import Engine
import Foundation
import Journal
import Project

/// A source kept as a Delta table as well (`keep: delta`): each file's rows are appended in one commit, once.
struct BronzeTable {
  let session: LakeSession
  let source: SourceDefinition

  /// The version that holds the file's rows, in place of what an attempt before may have left.
  func append(_ manifest: NewManifest) throws -> Int64 {
    let delta = session.deltaTable(source.table)
    let delivery = Delivery(file: manifest.name)
    let record = ManifestRecord(sequence: 0, ingestedAt: session.workspace.clock.now(), file: manifest)
    for _ in 0..<20 {
      let base = try delta.snapshot()
      var view = BronzeView(session: session, source: source, columns: manifest.columns)
      try view.takeTypes(of: [record])
      let select = try view.sql([record], function: "assay_keep_\(source.name)")
      let schema = try schema(of: select, base: base)
      if let wider = Self.wider(schema, than: base) {
        guard let version = try rewrite(wider, record, manifest, base: base, delta) else { continue }
        return version
      }
      let writer = ParquetWriter(
        connection: session.connection, tablePath: delta.path, schema: schema, partitionColumns: [])
      let adds = delivery.marked(try writer.write(padded(select, schema)))
      try delta.makeDurable(files: adds.map(\.path))
      let change = change(adds, removes: delivery.files(in: base), schema, manifest)
      if let version = try delta.commitUnlessLost(change, after: base) {
        session.checkpointIfDue(delta, of: source.table, execution: manifest.execution)
        return version
      }
      writer.remove(adds)
    }
    throw LakeError(.tableBusy, "\(source.table): other writers kept committing first; run again")
  }

  /// The table's columns, each with the type that holds what is stored and what comes, and then the new ones.
  private func schema(of select: String, base: Snapshot?) throws -> DeltaSchema {
    let found = try session.connection.query("DESCRIBE \(select)").rows.map { row in
      DeltaField(name: row[0].displayText, type: EngineTypes.deltaType(row[1].displayText) ?? .string)
    }
    let known: [DeltaField] = base?.schema.fields ?? []
    let merged = known.map { field in
      guard let new = found.first(where: { $0.name == field.name }), new.type != field.type else { return field }
      let (one, other) = (EngineTypes.modelType(field.type), EngineTypes.modelType(new.type))
      return DeltaField(name: field.name, type: EngineTypes.deltaType(ParquetType.joined(one, other)) ?? .string)
    }
    return DeltaSchema(fields: merged + found.filter { field in !known.contains { $0.name == field.name } })
  }

  /// The schema where it changes the type of a stored column; nil where files may simply be added.
  private static func wider(_ schema: DeltaSchema, than base: Snapshot?) -> DeltaSchema? {
    let known: [DeltaField] = base?.schema.fields ?? []
    return known.allSatisfy { field in schema.fields.contains { $0.name == field.name && $0.type == field.type } }
      ? nil : schema
  }

  /// Writes the table anew from all loaded files, with columns wide enough for every one: a Delta table's columns do not
  /// change their type by adding files. Nil when another writer's commit came between.
  private func rewrite(
    _ schema: DeltaSchema, _ record: ManifestRecord, _ manifest: NewManifest, base: Snapshot?, _ delta: DeltaTable
  ) throws -> Int64? {
    let writer = ParquetWriter(
      connection: session.connection, tablePath: delta.path, schema: schema, partitionColumns: [])
    var adds: [AddFile] = []
    let files = try session.loadedManifests(of: source.name).filter { $0.name != record.name } + [record]
    for file in files {
      var view = BronzeView(session: session, source: source, columns: file.columns)
      try view.takeTypes(of: files)
      let select = try view.sql([file], function: "assay_keep_\(source.name)")
      adds += Delivery(file: file.name).marked(try writer.write(padded(select, schema)))
    }
    try delta.makeDurable(files: adds.map(\.path))
    let version = try delta.commitUnlessLost(
      change(adds, removes: base?.files ?? [], schema, manifest), after: base)
    if version == nil { writer.remove(adds) }
    if version != nil { session.checkpointIfDue(delta, of: source.table, execution: manifest.execution) }
    return version
  }

  /// The file's rows with the columns only earlier files had, as null.
  private func padded(_ select: String, _ schema: DeltaSchema) -> String {
    let empty = DeltaRelation(tablePath: "", schema: schema, partitionColumns: [], files: []).sql
    return "\(empty) UNION ALL BY NAME (\(select))"
  }

  private func change(
    _ adds: [AddFile], removes: [AddFile], _ schema: DeltaSchema, _ manifest: NewManifest
  ) -> DeltaTransaction {
    let changes: CommitRecord.Changes = removes.isEmpty ? .added : .rewritten
    return DeltaTransaction(
      definition: TableDefinition(schema: schema, partitionColumns: []), adds: adds, removes: removes,
      info: CommitInfo(
        operation: "WRITE",
        custom: [
          "execution": .string(manifest.execution.rawValue), "batch": 1, "changes": changes.json,
          "bookmark": ["file": .string(manifest.name)],
        ]))
  }
}
