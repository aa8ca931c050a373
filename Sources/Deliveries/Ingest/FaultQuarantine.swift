import DeltaLog
import Files
import Lake
import Words

/// Malformed records of a file, put into the source's quarantine table: once, however often the file is tried, and only those
/// of the bytes that were tried last.
struct FaultQuarantine {
  let session: LakeSession
  let table: TableName
  let execution: ExecutionID

  /// Files that have rows in the quarantine table now, also of attempts that failed later.
  func deliveries() throws -> Set<ExactText> {
    Delivery.files(in: try session.deltaTable(table.quarantine).snapshot())
  }

  func write(_ faults: FileFaults, file: String) throws {
    let delta = session.deltaTable(table.quarantine)
    let delivery = Delivery(file: file)
    for _ in 0..<20 {
      let base = try delta.snapshot()
      let removes = delivery.files(in: base)
      guard faults.count > 0 || !removes.isEmpty else { return }
      let adds = faults.count > 0 ? delivery.marked(try written(faults, file, in: delta.path)) : []
      try delta.makeDurable(files: adds.map(\.path))
      let change = DeltaTransaction(
        definition: TableDefinition(schema: Quarantine.schema, partitionColumns: []), adds: adds, removes: removes,
        info: CommitInfo(operation: "WRITE"))
      if try delta.commitUnlessLost(change, after: base) != nil {
        return session.checkpointIfDue(delta, of: table, execution: execution)
      }
      adds.removeFiles(from: delta.path, in: session.workspace.store)
    }
    throw LakeError(.tableBusy, "\(table.quarantine): other writers kept committing first; run again")
  }

  private func written(_ faults: FileFaults, _ file: String, in folder: String) throws -> [AddFile] {
    guard let scanned = faults.scanned else { return [] }
    return try session.compute.writeFaults(
      scanned, ofFile: file, execution: execution, at: session.workspace.clock.now(), into: folder)
  }
}
