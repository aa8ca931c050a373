import DeltaLog
import Engine
import Foundation
import Journal
import Project

/// A source kept as a Delta table as well (`keep: delta`): each file's rows are appended in one commit, once.
struct BronzeTable {
  let session: LakeSession
  let source: SourceDefinition

  /// The version that holds the file's rows.
  func append(_ manifest: NewManifest) throws -> Int64 {
    let delta = session.deltaTable(source.table)
    // The name counts too: two files with the same bytes are two deliveries.
    let transaction = TransactionVersion(
      application: "assay:\(source.table):\(manifest.sha256):\(manifest.name)", version: 1)
    for _ in 0..<20 {
      let base = try delta.snapshot()
      if let base, base.contains(transaction) { return base.version }
      let record = ManifestRecord(sequence: 0, ingestedAt: session.workspace.clock.now(), file: manifest)
      let view = BronzeView(session: session, source: source, columns: manifest.columns)
      let select = try view.sql([record], function: "assay_keep_\(source.name)")
      let schema = try schema(of: select, base: base)
      let writer = ParquetWriter(
        connection: session.connection, tablePath: delta.path, schema: schema, partitionColumns: [])
      let adds = try writer.write(padded(select, schema))
      try delta.makeDurable(files: adds.map(\.path))
      if let version = try delta.commitUnlessLost(change(adds, schema, transaction, manifest), after: base) {
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
    _ adds: [AddFile], _ schema: DeltaSchema, _ transaction: TransactionVersion, _ manifest: NewManifest
  ) -> DeltaTransaction {
    DeltaTransaction(
      definition: TableDefinition(schema: schema, partitionColumns: []), adds: adds, transaction: transaction,
      info: CommitInfo(
        operation: "WRITE",
        custom: [
          "execution": .string(manifest.execution.rawValue), "batch": 1, "changes": "added",
          "bookmark": ["file": .string(manifest.name)],
        ]))
  }
}
