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

  package func usualTimes(of execution: String, asOf: Date?) throws -> UsualTimes {
    try translated {
      let record = try existing(execution)
      if let workflow = record.workflow { return try usualTimes(ofWorkflow: workflow) }
      var usual = UsualTimes()
      for step in try journal.steps(of: record.id) {
        let before = try journal.stepHistory(
          of: step.name, status: .succeeded, before: step.sequence, limit: Self.usualRuns)
        usual.steps[step.name] = Self.median(before.compactMap(\.seconds))
      }
      return usual
    }
  }

  /// Which states a machine will come to is not known. How long it took from each that it is in to its end is: that goes by
  /// the way it has taken, where the execution as a whole does not.
  private func usualTimes(ofWorkflow name: String) throws -> UsualTimes {
    let all = try journal.executions(ExecutionFilter(status: .succeeded), limit: 500).filter { $0.workflow == name }
    let before = all.prefix(Self.usualRuns)
    var (own, toEnd): ([String: [Double]], [String: [Double]]) = ([:], [:])
    for run in before {
      for state in try journal.steps(of: run.id) where state.kind == .state && state.status == .succeeded {
        if let seconds = state.seconds { own[state.name, default: []].append(seconds) }
        guard let begun = state.startedAt, let end = run.endedAt else { continue }
        toEnd[state.name, default: []].append(max(0, end.timeIntervalSince(begun)))
      }
    }
    return UsualTimes(
      steps: own.compactMapValues(Self.median), toEnd: toEnd.compactMapValues(Self.median),
      whole: Self.median(before.compactMap { run in run.endedAt?.timeIntervalSince(run.startedAt) }))
  }

  /// The upper one of two in the middle; nil of nothing.
  private static func median(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.sorted()[values.count / 2]
  }

  /// How many runs before say what is usual.
  private static let usualRuns = 7
}

extension StepRecord {
  fileprivate var seconds: Double? { startedAt.flatMap { start in endedAt?.timeIntervalSince(start) } }
}
