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
    let view = BronzeView(session: session, source: source, columns: manifest.columns)
    for _ in 0..<20 {
      let base = try delta.snapshot()
      let select = try view.sql([record], function: "assay_keep_\(source.name)")
      let schema = try schema(of: select, base: base)
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
    throw LakeError("TableBusy", "\(source.table): other writers kept committing first; run again")
  }

  private func schema(of select: String, base: Snapshot?) throws -> DeltaSchema {
    let found = try session.connection.query("DESCRIBE \(select)").rows.map { row in
      DeltaField(name: row[0].displayText, type: EngineTypes.deltaType(row[1].displayText) ?? .string)
    }
    let known: [DeltaField] = base?.schema.fields ?? []
    return DeltaSchema(fields: known + found.filter { field in !known.contains { $0.name == field.name } })
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
