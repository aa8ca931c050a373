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
    let transaction = TransactionVersion(application: "assay:\(table):\(sha256)", version: 1)
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

  /// The records as a temporary table, entered with binds: their text is whatever came.
  private func rows(_ faults: [QuarantinedRecord], file: String) throws -> String {
    let connection = session.connection
    try connection.execute(
      "CREATE OR REPLACE TEMP TABLE assay_faults (reason VARCHAR, record BIGINT, line VARCHAR)")
    for fault in faults {
      try connection.execute(
        "INSERT INTO assay_faults VALUES ($1, $2, $3)",
        [.text(fault.reason), .int(fault.record), .text(fault.text.replacingOccurrences(of: "\0", with: "\u{FFFD}"))])
    }
    return """
      SELECT reason, \(Quote.text(file)) AS _file, record AS _record, line AS row, \(Quote.text(execution)) AS execution,
        CAST(\(Quote.text(Timestamp.text(session.workspace.clock.now()))) AS TIMESTAMP) AS rejected_at FROM assay_faults
      """
  }
}
