import Foundation
import Ledger
import Words

extension Redrivability {
  /// By AWS's limits, and by whether a run of tables can still go by the definitions that it was started with.
  package init(of execution: ExecutionRecord, in ledger: any RunLedger, now: Date) throws(JournalError) {
    let limits = Self(of: execution, events: try ledger.eventCount(of: execution.id), now: now)
    if let reason = limits.reason {
      self.reason = reason
    } else {
      reason = try Self.missingDefinitions(of: execution, in: ledger)
    }
  }

  /// A machine's definition is in its log. A run without a step never got so far as to go by any.
  private static func missingDefinitions(
    of execution: ExecutionRecord, in ledger: any RunLedger
  ) throws(JournalError) -> String? {
    guard execution.workflow == nil else { return nil }
    if execution.definitions == nil {
      return try ledger.steps(of: execution.id).isEmpty
        ? nil : "it ran before definitions were kept; repeat it by a rerun"
    }
    return try ledger.definitionTexts(of: execution.id) == nil
      ? "its definitions were not kept; repeat it by a rerun" : nil
  }
}
