import Foundation
import Ledger
import Operations
import StatesLanguage
import Words

extension LocalOperations {
  package func map(of execution: String, asOf: Date?) throws -> StateMap {
    try translated {
      let record = try existing(execution)
      guard let name = record.workflow else {
        return StateMap(tables: try self.execution(execution, asOf: asOf).steps)
      }
      guard let kept = try journal.workflow(of: record.id) else {
        throw OperationsError.notFound("\(execution) has not begun with its machine \(name)")
      }
      do throws(InvalidMachine) {
        return StateMap(try MachineDefinition(parsing: kept.definition))
      } catch {
        throw OperationsError.failed("the machine that it ran cannot be read: \(error.problems.first?.message ?? "")")
      }
    }
  }

  package func history(_ query: HistoryQuery, asOf: Date?) throws -> [HistoryEntry] {
    try translated {
      let events = try journal.events(
        of: try existing(query.execution).id, after: query.after, limit: query.limit)
      // Events are in the order they happened, so those of later are at the end.
      let known = past(asOf).map { moment in events.filter { $0.at <= moment } } ?? events
      return known.map { event in
        HistoryEntry(
          id: event.id, previousID: event.previousID, at: event.at, type: event.type.rawValue,
          state: event.state?.rawValue, attempt: event.attempt, details: event.payload)
      }
    }
  }

  package func usualSeconds(of execution: String, asOf: Date?) throws -> [String: Double] {
    try translated {
      let record = try existing(execution)
      if let workflow = record.workflow { return try usualSeconds(ofWorkflow: workflow) }
      var usual: [String: Double] = [:]
      for step in try journal.steps(of: record.id) {
        let before = try journal.stepHistory(
          of: step.name, status: .succeeded, before: step.sequence, limit: Self.usualRuns)
        let seconds = before.compactMap { step in
          step.startedAt.flatMap { start in step.endedAt?.timeIntervalSince(start) }
        }.sorted()
        if !seconds.isEmpty { usual[step.name] = seconds[seconds.count / 2] }
      }
      return usual
    }
  }

  /// Which states a machine will come to is not known; how long it takes is.
  private func usualSeconds(ofWorkflow name: String) throws -> [String: Double] {
    let before = try journal.executions(ExecutionFilter(status: .succeeded), limit: 500).filter { $0.workflow == name }
    let seconds = before.prefix(Self.usualRuns).compactMap { run in run.endedAt?.timeIntervalSince(run.startedAt) }
      .sorted()
    return seconds.isEmpty ? [:] : ["": seconds[seconds.count / 2]]
  }

  /// How many runs before say what is usual.
  private static let usualRuns = 7
}
