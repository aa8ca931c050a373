import Foundation

/// A named moment at which a test may kill the process: `ASSAY_FAILPOINT=NAME` or `NAME@TABLE` raises SIGKILL there, so
/// that recovery is tried against a real death and not against a thrown error; `hang:NAME` waits in the kernel for ever, as a
/// call on a dead disk does. Unset, it costs one comparison.
package enum Failpoint: String, Sendable {
  case fireStarted = "fire-started"
  case fileCopied = "file-copied"
  case manifestWritten = "manifest-written"
  case parquetClosed = "parquet-closed"
  case logCommitted = "log-committed"
  case quarantineSettled = "quarantine-settled"
  case journalCommitted = "journal-committed"
  /// By how many inputs the log has.
  case workflowWritten = "workflow-written"

  /// By the wish that a script of the warehouse is carried out for.
  case warehouseChanged = "warehouse-changed"
  case warehouseCommitted = "warehouse-committed"

  private static let wanted = ProcessInfo.processInfo.environment["ASSAY_FAILPOINT"]

  package func reach(_ table: String) {
    guard let wanted = Failpoint.wanted else { return }
    if isHere(wanted, table) { kill(getpid(), SIGKILL) }
    if wanted.hasPrefix("hang:"), isHere(String(wanted.dropFirst(5)), table) { while true { pause() } }
  }

  private func isHere(_ wanted: String, _ table: String) -> Bool {
    wanted == rawValue || wanted == "\(rawValue)@\(table)"
  }
}
