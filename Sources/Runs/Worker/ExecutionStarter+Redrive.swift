import Foundation
import JSONata
import Ledger
import Processes
import StatesLanguage
import Words

extension ExecutionStarter {
  /// Goes on with an execution that ended without success: by the definitions and the input that it was started with, at the
  /// states, or the tables, that had not succeeded. What had succeeded is kept.
  ///
  /// - Parameter actor: who asked for it, for the audit.
  /// - Throws: `RunError` `ExecutionNotRedrivable` with the reason.
  package func redrive(_ id: ExecutionID, by actor: String) throws -> ExecutionRecord {
    try endLost()
    guard let record = try journal.execution(id) else { throw RunError(.notFound, "there is no execution \(id)") }
    let events = try journal.eventCount(of: id)
    if let reason = try Redrivability(of: record, in: journal, now: workspace.clock.now()).reason {
      throw RunError(.notRedrivable, reason)
    }
    guard record.workflow != nil else { return try redrive(run: record, by: actor) }
    let inputs = try inputs(redriving: record, events: events)
    guard try journal.redrive(id, inputs.map(\.json), host: ProcessIdentity.host, by: actor) else {
      throw RunError(.notRedrivable, "Execution is RUNNING and cannot be redriven")
    }
    try launch(id)
    return try journal.execution(id) ?? record
  }

  private func redrive(run record: ExecutionRecord, by actor: String) throws -> ExecutionRecord {
    guard try journal.redriveRun(record.id, host: ProcessIdentity.host, by: actor) else {
      throw RunError(.notRedrivable, "Execution is RUNNING and cannot be redriven")
    }
    try launch(record.id)
    return try journal.execution(record.id) ?? record
  }

  /// What is added to its log. Where its worker gave up, and not the machine, that comes before the redrive.
  private func inputs(redriving record: ExecutionRecord, events: Int) throws -> [ExecutionInput] {
    guard let kept = try journal.workflow(of: record.id) else {
      throw RunError(.notRedrivable, "Execution ended before its first state; start it again")
    }
    let log = try journal.inputs(of: record.id)
    let played = DeepStack.run { () -> Result<(isOpen: Bool, events: Int), any Error> in
      Result {
        let execution = try kept.played(log, from: record.startedAt)
        return (execution.status == .running, execution.eventCount)
      }
    }
    guard let (isOpen, count) = try played?.get() else {
      throw RunError(.notRedrivable, "its log cannot be played again")
    }
    guard events == count + (isOpen ? 1 : 0) else {
      throw RunError(
        .notRedrivable, "its history has \(events) events, and its log gives \(count): start it again")
    }
    let failure = StateFailure(error: record.error?.rawValue, cause: record.cause)
    let end = isOpen ? [ExecutionInput.breakdown(failure, at: record.endedAt ?? record.startedAt)] : []
    return end + [.redrive(at: workspace.clock.now())]
  }
}
