import Clocks
import DeltaLog
import Engine
import Foundation
import ModelSQL

/// Malformed records of a file, put into the source's quarantine table once, however often the file is tried.
struct FaultQuarantine {
  let session: LakeSession
  let table: TableName
  let execution: String

  func write(_ faults: [QuarantinedRecord], file: String, sha256: String) throws {
    let delta = session.deltaTable(table.quarantine)
    // The name counts too: two files with the same bytes are two deliveries.
    let transaction = TransactionVersion(application: "assay:\(table):\(sha256):\(file)", version: 1)
    let writer = ParquetWriter(
      connection: session.connection, tablePath: delta.path, schema: Quarantine.schema, partitionColumns: [])
    for _ in 0..<20 {
      let base = try delta.snapshot()
      if let base, base.contains(transaction) { return }
      let adds = try writer.write(try rows(faults, file: file))
      try delta.makeDurable(files: adds.map(\.path))
      let change = DeltaTransaction(
        definition: TableDefinition(schema: Quarantine.schema, partitionColumns: []), adds: adds,
        transaction: transaction, info: CommitInfo(operation: "WRITE"))
      if try delta.commitUnlessLost(change, after: base) != nil { return }
      writer.remove(adds)
    }
    throw LakeError("TableBusy", "\(table.quarantine): other writers kept committing first; run again")
  }

  private func rows(_ faults: [QuarantinedRecord], file: String) throws -> String {
    try session.connection.register(FaultRows(faults: faults), name: "assay_faults")
    let now = Quote.text(Timestamp.text(session.workspace.clock.now()))
    return """
      SELECT reason, \(Quote.text(file)) AS _file, record AS _record, line AS row, \(Quote.text(execution)) AS execution,
        CAST(\(now) AS TIMESTAMP) AS rejected_at FROM assay_faults()
      """
  }
}
