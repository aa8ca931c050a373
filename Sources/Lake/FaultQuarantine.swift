import Clocks
import DeltaLog
import Engine
import Files
import Foundation
import Journal
import ModelSQL

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
    throw LakeError("TableBusy", "\(table.quarantine): other writers kept committing first; run again")
  }

  private func write(_ faults: FileFaults, _ file: String, _ writer: ParquetWriter) throws -> [AddFile] {
    // Unregistered at the end, so that nothing holds the file's bytes any longer.
    defer { for name in ["assay_faults", "assay_broken_lines"] { session.connection.unregister(name: name) } }
    var parts: [String] = []
    if let scanned = faults.scanned {
      try session.connection.register(scanned, name: "assay_faults")
      parts.append("SELECT reason, record, line FROM assay_faults()")
    }
    if let lines = faults.lines {
      try session.connection.register(lines, name: "assay_broken_lines")
      parts.append(
        """
        SELECT \(faults.spellings.reason) AS reason, _record AS record,
          left(_line, \(FileFaults.longestText)) AS line
        FROM assay_broken_lines() WHERE NOT \(faults.spellings.isRow)
        """)
    }
    let now = Quote.text(Timestamp.text(session.workspace.clock.now()))
    return try writer.write(
      """
      SELECT reason, \(Quote.text(file)) AS _file, record AS _record, line AS row,
        \(Quote.text(execution.rawValue)) AS execution, CAST(\(now) AS TIMESTAMP) AS rejected_at
      FROM (\(parts.joined(separator: " UNION ALL ")))
      """)
  }
}
