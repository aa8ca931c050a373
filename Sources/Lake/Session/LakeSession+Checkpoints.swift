import DeltaLog
import Ledger
import Words

extension LakeSession {
  /// A checkpoint only makes reading quicker: without it the table is as whole, the log says why there is none, and the next
  /// commit tries again.
  package func checkpointIfDue(_ delta: DeltaTable, of table: TableName, execution: ExecutionID) {
    do {
      try delta.checkpointIfDue(every: 10)
    } catch {
      let message = "\(delta.path): no checkpoint was written: \(error)"
      // A log line that cannot be written must not fail the step either.
      _ = try? journal.append([
        NewLogLine(execution: execution, step: table.description, level: .warning, message: message)
      ])
    }
  }
}
