import Foundation

/// A named moment at which a test may kill the process: `ASSAY_FAILPOINT=NAME` or `NAME@TABLE` raises SIGKILL there, so
/// that recovery is tried against a real death and not against a thrown error. Unset, it costs one comparison.
package enum Failpoint: String, Sendable {
  case fireStarted = "fire-started"
  case fileCopied = "file-copied"
  case manifestWritten = "manifest-written"
  case parquetClosed = "parquet-closed"
  case logCommitted = "log-committed"
  case quarantineSettled = "quarantine-settled"
  case journalCommitted = "journal-committed"

  private static let wanted = ProcessInfo.processInfo.environment["ASSAY_FAILPOINT"]

  package func reach(_ table: String) {
    guard let wanted = Failpoint.wanted, wanted == rawValue || wanted == "\(rawValue)@\(table)" else { return }
    kill(getpid(), SIGKILL)
  }
}
