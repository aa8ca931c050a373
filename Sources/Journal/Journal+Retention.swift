import Foundation
import GRDB
import Ledger
import Metrics

extension Journal {
  /// Works in small transactions, so that other writers get their turn.
  @discardableResult
  package func prune(
    runsOlderThan runs: Date, logsOlderThan logs: Date, metrics: MetricRetention = .init(),
    lineageOlderThan lineage: Date = .distantPast, auditOlderThan audit: Date = .distantPast
  ) throws(JournalError) -> PruneResult {
    var result = PruneResult()
    result.executions = try pruneExecutions(endedBefore: runs)
    if result.executions > 0 { try pruneDefinitions() }
    result.logLines = try deleteInBatches(
      "DELETE FROM log WHERE id IN (SELECT id FROM log WHERE at < ? LIMIT \(Self.batch))", [logs.milliseconds])
    result.datapoints = try rollUp(metrics, now: clock.now())
    result.lineage = try deleteInBatches(Self.oldLineage, [lineage.milliseconds])
    result.drift = try deleteInBatches(
      "DELETE FROM schema_drift WHERE id IN (SELECT id FROM schema_drift WHERE at < ? LIMIT \(Self.batch))",
      [lineage.milliseconds])
    result.alarmEvents = try deleteInBatches(
      "DELETE FROM alarm_history WHERE id IN (SELECT id FROM alarm_history WHERE at < ? LIMIT \(Self.batch))",
      [runs.milliseconds])
    result.fires = try deleteInBatches(Self.oldFires, [runs.milliseconds])
    result.audit = try deleteInBatches(
      "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < ? LIMIT \(Self.batch))", [audit.milliseconds])
    return result
  }

  private static var oldLineage: String {
    """
    DELETE FROM lineage WHERE (table_name, version) IN (
      SELECT table_name, version FROM lineage AS old WHERE at < ?
        AND version < (SELECT max(version) FROM lineage AS newer WHERE newer.table_name = old.table_name)
      LIMIT \(batch))
    """
  }

  // The newest of each schedule says what became of it last; what still waits is not over.
  private static var oldFires: String {
    """
    DELETE FROM schedule_fire WHERE sequence IN (
      SELECT sequence FROM schedule_fire WHERE decided_at < ? AND state <> 'WAITING'
        AND sequence NOT IN (SELECT max(sequence) FROM schedule_fire GROUP BY schedule)
      LIMIT \(batch))
    """
  }

  private static var batch: Int { 5000 }

  private func pruneExecutions(endedBefore moment: Date) throws(JournalError) -> Int {
    let kept = Set(try latestSuccesses().values.map(\.execution.rawValue))
    var removed = 0
    var position: (start: Int64, sequence: Int64) = (.min, .min)
    while true {
      let page = try read { db in
        try rows(db, Self.oldExecutionsQuery, [position.start, position.sequence, moment.milliseconds])
      }
      guard let last = page.last else { return removed }
      position = (last.int("started_at"), last.int("sequence"))
      let ids = page.filter { ($0.optionalInt("ended_at") ?? .max) < moment.milliseconds }
        .map { $0.text("id") }.filter { !kept.contains($0) }
      removed += ids.count
      try remove(executions: ids)
    }
  }

  // An execution that ended before a moment also began before it, which the index on the start can tell.
  static let oldExecutionsQuery = """
    SELECT id, started_at, sequence, ended_at FROM execution
    WHERE (started_at, sequence) > (?, ?) AND started_at < ? ORDER BY started_at, sequence LIMIT 50
    """

  private func remove(executions ids: [String]) throws(JournalError) {
    if ids.isEmpty { return }
    try write(.process) { db in
      for id in ids {
        try db.execute(sql: "DELETE FROM log WHERE execution = ?", arguments: [id])
        try db.execute(sql: "DELETE FROM quality WHERE execution = ?", arguments: [id])
        // Its steps go with it, by their foreign key.
        try db.execute(sql: "DELETE FROM execution WHERE id = ? AND status <> 'RUNNING'", arguments: [id])
      }
    }
  }

  private func deleteInBatches(_ sql: String, _ arguments: StatementArguments) throws(JournalError) -> Int {
    var total = 0
    while true {
      let removed = try write(.process) { db in
        try db.execute(sql: sql, arguments: arguments)
        return db.changesCount
      }
      total += removed
      if removed < Self.batch { return total }
    }
  }
}
