import Clocks
import Foundation
import GRDB
import Ledger
import Words

extension Journal {
  @discardableResult
  package func markLost(
    now: Date? = nil, heartbeatTimeout: TimeInterval, sign: (ExecutionRecord) -> WorkerSign
  ) throws(JournalError) -> [ExecutionRecord] {
    let now = now ?? clock.now()
    // A state machine's execution is not ended: another worker goes on with it.
    let lost = try running(heartbeatTimeout, now, sign).filter { $0.0.workflow == nil }
    if lost.isEmpty { return [] }
    return try write(.process) { db in
      try lost.compactMap { execution, cause in
        try endLost(execution, cause, at: now, db) ? existing(execution.id, db) : nil
      }
    }
  }

  package func lost(
    now: Date? = nil, heartbeatTimeout: TimeInterval, sign: (ExecutionRecord) -> WorkerSign
  ) throws(JournalError) -> [ExecutionID: String] {
    let found = try running(heartbeatTimeout, now ?? clock.now(), sign)
    return Dictionary(found.map { ($0.0.id, $0.1) }) { first, _ in first }
  }

  private func running(
    _ timeout: TimeInterval, _ now: Date, _ sign: (ExecutionRecord) -> WorkerSign
  ) throws(JournalError) -> [(ExecutionRecord, String)] {
    try executions(.init(status: .running), limit: PageLimit.largest).compactMap { execution in
      Self.loss(of: execution, sign(execution), timeout, now).map { cause in
        (execution, execution.workflow == nil ? cause : cause + "; the next run, or the scheduler, goes on with it")
      }
    }
  }

  private static func loss(
    of execution: ExecutionRecord, _ sign: WorkerSign, _ timeout: TimeInterval, _ now: Date
  ) -> String? {
    switch sign {
    case .alive: return nil
    case .dead:
      let process = execution.worker.map { "process \($0.pid)" } ?? "the worker"
      return "\(process) ended without a word; what it had committed is kept"
    case .unknown:
      let silence = now.timeIntervalSince(execution.heartbeatAt)
      guard silence > timeout else { return nil }
      return "no sign of life for \(Int(silence)) seconds; what was committed is kept"
    }
  }

  private func endLost(_ seen: ExecutionRecord, _ cause: String, at now: Date, _ db: Database) throws -> Bool {
    // A worker that beat or was replaced since it was looked at is not the one that was judged.
    let current = try existing(seen.id, db)
    guard current.heartbeatAt == seen.heartbeatAt, current.worker == seen.worker,
      try end(seen.id, .failed, .workerLost, cause, at: now, db)
    else { return false }
    try endSteps(of: seen.id, running: .failed, error: .workerLost, cause: cause, at: now, db)
    try appendEnd(seen.id, .failed, .workerLost, cause, at: now, db)
    return true
  }
}
