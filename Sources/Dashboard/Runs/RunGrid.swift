import Clocks
import Foundation
import Operations

/// Steps against runs: what a glance finds that a list hides, such as the step that always fails.
struct RunGrid: Sendable, Hashable {
  /// Oldest first.
  let runs: [ExecutionDetail]
  /// In the order of the newest run that knows them.
  let steps: [String]
  /// The newest run of each day, by its day.
  let days: [CalendarDay: ExecutionSummary]

  /// - Parameters:
  ///   - details: newest first.
  ///   - all: executions for the calendar, newest first.
  init(_ details: [ExecutionDetail], all: [ExecutionSummary]) {
    runs = details.reversed()
    var names: [String] = []
    var seen: Set<String> = []
    for detail in details { for step in detail.steps where seen.insert(step.name).inserted { names.append(step.name) } }
    steps = names
    days = Dictionary(all.compactMap { run in run.runDate.map { ($0, run) } }) { newest, _ in newest }
  }

  func step(_ name: String, of run: Int) -> StepSummary? {
    runs.indices.contains(run) ? runs[run].steps.first { $0.name == name } : nil
  }

  /// How often a step failed in the runs that show.
  func failures(of step: String) -> Int {
    runs.count { run in run.steps.contains { $0.name == step && $0.status == .failed } }
  }
}

extension Question where Key == Whole, Value == RunGrid {
  static var runGrid: Self {
    Question("run grid") { operations, _ in
      let running = try operations.running
      let all = try running.executions(ExecutionQuery(limit: 400))
      let details = try all.prefix(RunGridScreen.most).map { try running.execution($0.id) }
      return RunGrid(details, all: all)
    }
  }
}
