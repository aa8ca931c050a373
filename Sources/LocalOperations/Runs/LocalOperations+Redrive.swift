import Foundation
import Ledger
import Operations
import Project
import Runs
import Words

extension LocalOperations {
  package func redrive(execution: String) throws {
    try translated {
      do {
        _ = try redrive(execution)
      } catch let error as RunError where error.error == .notRedrivable {
        throw OperationsError.refused(error.cause)
      } catch let error as RunError where error.error == .notFound {
        throw OperationsError.notFound(error.cause)
      }
    }
  }

  package func redrivePlan(of execution: String) throws -> RunPlan {
    try translated {
      let record = try LostExecutions(journal).shown(existing(execution))
      if let reason = try Redrivability(of: record, in: journal, now: local.clock.now()).reason {
        throw OperationsError.refused(reason)
      }
      let open = try journal.steps(of: record.id).filter { $0.status != .succeeded }.map(\.name)
      let request = RunRequest(tables: record.workflow == nil ? open : [], runDate: record.runDate, rerunOf: execution)
      guard record.workflow == nil, !open.isEmpty else { return bare(request, open) }
      var plan = try plan(request)
      plan.request = request
      if let changed = try changedDefinitions(since: record.id), !changed.isEmpty {
        let named =
          changed.prefix(3).joined(separator: ", ") + (changed.count > 3 ? " and \(changed.count - 3) more" : "")
        plan.notes.append(
          "It goes by its own definitions. Changed since: \(named); r runs what stands there today.")
      }
      return plan
    }
  }

  /// Of a state machine it is not known which tables its states will touch.
  private func bare(_ request: RunRequest, _ states: [String]) -> RunPlan {
    var plan = RunPlan(
      request: request, steps: [], dashboards: [], isProtected: project.environment.isProtected)
    plan.notes = [
      "It goes on at the states that it had not left" + (states.isEmpty ? "." : ": \(states.joined(separator: ", ")).")
    ]
    return plan
  }

  /// Files of the project that are others than an execution ran; nil where that is not known.
  private func changedDefinitions(since execution: ExecutionID) throws -> [String]? {
    guard let kept = try journal.definitionHashes(of: execution) else { return nil }
    let now = ProjectRevision(folder: project.folder).hashes()
    return Set(kept.keys).union(now.keys).filter { kept[$0] != now[$0] }.sorted()
  }

  /// Adds what a run would meet: others that run, and schedules that start before it is over.
  func noting(_ plan: RunPlan) throws -> RunPlan {
    var plan = plan
    let lost = try LostExecutions(journal)
    let running = try lost.page(.init(status: .running), limit: 5, of: journal)
    for other in running {
      plan.notes.append(
        other.isDayOfBackfill
          ? "\(other.id) runs now: a day of a backfill, which makes way for it."
          : "\(other.id) runs now: tables of both are built one after the other.")
    }
    guard let seconds = plan.expectedSeconds, !project.schedules.isEmpty else { return plan }
    let now = local.clock.now()
    let report = try schedules(at: now)
    guard report.scheduler.state == .running else { return plan }
    for schedule in report.schedules {
      guard let next = schedule.next, next.timeIntervalSince(now) < max(60, 2 * seconds) else { continue }
      plan.notes.append("The schedule \(schedule.name) starts before it is over, and then waits for its tables.")
    }
    return plan
  }
}
