import Clocks
import DeltaLog
import Engine
import Files
import Foundation
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
    let writer = ParquetWriter(
      connection: session.connection, tablePath: delta.path, schema: Quarantine.schema, partitionColumns: [])
    for _ in 0..<20 {
      let base = try delta.snapshot()
      let removes = delivery.files(in: base)
      guard faults.count > 0 || !removes.isEmpty else { return }
      let adds = faults.count > 0 ? delivery.marked(try write(faults, file, writer)) : []
      try delta.makeDurable(files: adds.map(\.path))
      let change = DeltaTransaction(
        definition: TableDefinition(schema: Quarantine.schema, partitionColumns: []), adds: adds, removes: removes,
        info: CommitInfo(operation: "WRITE"))
      if try delta.commitUnlessLost(change, after: base) != nil {
        return session.checkpointIfDue(delta, of: table, execution: execution)
      }
      writer.remove(adds)
    }
    throw LakeError(.tableBusy, "\(table.quarantine): other writers kept committing first; run again")
  }

  private func write(_ faults: FileFaults, _ file: String, _ writer: ParquetWriter) throws -> [AddFile] {
    // Unregistered at the end, so that nothing holds the file's bytes any longer.
    defer { session.connection.unregister(name: "assay_faults") }
    guard let scanned = faults.scanned else { return [] }
    try session.connection.register(scanned, name: "assay_faults")
    let now = Quote.text(Timestamp.text(session.workspace.clock.now()))
    return try writer.write(
      """
      SELECT reason, \(Quote.text(file)) AS _file, record AS _record, line AS row,
        \(Quote.text(execution.rawValue)) AS execution, CAST(\(now) AS TIMESTAMP) AS rejected_at
      FROM assay_faults()
      """)
  }
}
