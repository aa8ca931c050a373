import Foundation
import Ledger

extension StepRecord {
  /// Rows in its table's quarantine when it ended; nil where it did not look.
  var quarantinedRows: Int64? { details["quarantinedRows"]?.intValue }
}

extension StepLog {
  /// Rows in a table's quarantine, as the last of its steps that knew said: a refused build puts rows there and fails, and
  /// steps after it may have been left out.
  ///
  /// - Parameters:
  ///   - newest: the table's newest step.
  ///   - success: its newest success.
  ///   - moment: nothing later counts; nil is now.
  func quarantinedRows(
    after newest: StepRecord?, since success: StepRecord?, until moment: Date? = nil
  ) throws -> Int64? {
    guard let newest, newest.status != .succeeded else { return success?.quarantinedRows }
    if let rows = newest.quarantinedRows { return rows }
    let failures = try stepHistory(
      of: newest.name, status: .failed, after: success?.sequence, before: newest.sequence, limit: 50)
    let refusal = failures.first { step in
      step.quarantinedRows != nil && moment.map { step.endedAt ?? .distantFuture <= $0 } ?? true
    }
    return refusal?.quarantinedRows ?? success?.quarantinedRows
  }
}
