import Foundation
import Ledger
import Operations
import Processes
import Runs
import Words

/// Executions that the journal calls RUNNING and whose worker is gone, shown as what they are. Looking ends none of them:
/// that is for the next run, which may write.
struct LostExecutions {
  private let causes: [ExecutionID: String]

  init(_ journal: any RunLedger) throws {
    causes = try journal.lost(heartbeatTimeout: ExecutionWorker.silenceLimit, sign: journal.sign)
  }

  var isEmpty: Bool { causes.isEmpty }

  func contains(_ id: ExecutionID) -> Bool { causes[id] != nil }

  func shown(_ record: ExecutionRecord) -> ExecutionRecord {
    causes[record.id].map { record.ended(.failed, error: .workerLost, cause: $0) } ?? record
  }

  /// Its running steps failed with it, and what waited never began.
  func shown(_ step: StepRecord) -> StepRecord {
    guard let cause = causes[step.execution] else { return step }
    switch step.status {
    case .running: return step.ended(.failed, error: .workerLost, cause: cause)
    case .waiting: return step.ended(.skipped)
    default: return step
    }
  }

  /// A page of executions of a status: what is lost counts as failed, and as running no more.
  func page(_ filter: ExecutionFilter, limit: Int, of journal: any RunLedger) throws -> [ExecutionRecord] {
    let found = try journal.executions(filter, limit: limit)
    guard !isEmpty, let status = filter.status else { return found.map(shown) }
    switch status {
    case .running: return found.filter { !contains($0.id) }
    case .failed:
      var running = filter
      running.status = .running
      let lost = try journal.executions(running, limit: limit).filter { contains($0.id) }.map(shown)
      return Array((found + lost).sorted { $0.id > $1.id }.prefix(limit))
    default: return found
    }
  }
}
