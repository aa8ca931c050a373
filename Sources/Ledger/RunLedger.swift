import Clocks
import Foundation
import Metrics

/// All that runs write down and read again of what was written, in one environment. `Journal` keeps it in a SQLite file; a
/// cloud account, or a test, can keep it elsewhere.
///
/// Calls block their thread, and may be made from any. Errors are `JournalError`. Everything is seen by every process that has
/// the ledger open as soon as a call has returned.
package protocol RunLedger:
  ExecutionLog, StepLog, EventLog, LineLog, ManifestStore, BookmarkStore, VerdictStore, MetricStore, AlarmStore,
  ScheduleStore, AuditLog, WorkflowLog, DefinitionLog,
  BackfillStore
{
  /// What "now" is for every stamp the ledger sets itself.
  var clock: any WallClock { get }

  /// A number that changes whenever anybody wrote, in this process or another. Only equality means anything.
  func dataVersion() throws(JournalError) -> Int64

  /// Gives back what it holds open. Without it that is done when the last reference goes.
  func close() throws(JournalError)

  /// Removes what is older than its retention: executions that ended before a moment, with their steps, logs and quality;
  /// log lines; datapoints.
  ///
  /// What a table's present state rests on stays whatever its age: running executions, the execution of every step's
  /// newest success, manifests, bookmarks, the lineage of each table's newest version.
  ///
  /// - Parameters:
  ///   - metrics: how long figures are kept, and how coarsely.
  ///   - lineage: holds for what versions were built from, and for changed columns of sources.
  @discardableResult
  func prune(
    runsOlderThan runs: Date, logsOlderThan logs: Date, metrics: MetricRetention, lineageOlderThan lineage: Date,
    auditOlderThan audit: Date
  ) throws(JournalError) -> PruneResult
}
