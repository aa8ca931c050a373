import DeltaLog
import Lake
import Ledger
import Project
import Words

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
      let schema = try session.compute.keptSchema(source, adding: record, to: base?.schema.fields ?? [])
      if let wider = Self.wider(schema, than: base) {
        guard let version = try rewrite(wider, record, manifest, base: base, delta) else { continue }
        return version
      }
      let adds = delivery.marked(
        try session.compute.writeKept(source, record, typedBy: [record], schema: schema, into: delta.path))
      try delta.makeDurable(files: adds.map(\.path))
      let change = change(adds, removes: delivery.files(in: base), schema, manifest)
      if let version = try delta.commitUnlessLost(change, after: base) {
        session.checkpointIfDue(delta, of: source.table, execution: manifest.execution)
        return version
      }
      adds.removeFiles(from: delta.path, in: session.workspace.store)
    }
    throw LakeError(.tableBusy, "\(source.table): other writers kept committing first; run again")
  }

  /// Takes a file's rows out, in one commit; does nothing where there are none.
  func remove(_ file: String, execution: ExecutionID) throws {
    let delta = session.deltaTable(source.table)
    for _ in 0..<20 {
      guard let base = try delta.snapshot() else { return }
      let removes = Delivery(file: file).files(in: base)
      guard !removes.isEmpty else { return }
      let change = DeltaTransaction(
        definition: TableDefinition(schema: base.schema, partitionColumns: []), adds: [], removes: removes,
        info: CommitInfo(
          operation: "DELETE",
          custom: [
            "execution": .string(execution.rawValue), "batch": 1, "changes": CommitRecord.Changes.rewritten.json,
            "bookmark": ["file": .string(file)],
          ]))
      if try delta.commitUnlessLost(change, after: base) != nil {
        return session.checkpointIfDue(delta, of: source.table, execution: execution)
      }
    }
    throw LakeError(.tableBusy, "\(source.table): other writers kept committing first; run again")
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
    var adds: [AddFile] = []
    let files = try session.loadedManifests(of: source.name).filter { $0.name != record.name } + [record]
    for file in files {
      adds += Delivery(file: file.name).marked(
        try session.compute.writeKept(source, file, typedBy: files, schema: schema, into: delta.path))
    }
    try delta.makeDurable(files: adds.map(\.path))
    let version = try delta.commitUnlessLost(
      change(adds, removes: base?.files ?? [], schema, manifest), after: base)
    if version == nil { adds.removeFiles(from: delta.path, in: session.workspace.store) }
    if version != nil { session.checkpointIfDue(delta, of: source.table, execution: manifest.execution) }
    return version
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
