import Foundation
import Words

/// Which steps may start: a step starts when everything it reads in this run has succeeded; what depends on a failed step
/// is skipped; independent steps go on.
struct StepSchedule {
  enum State { case waiting, running, succeeded, failed, skipped }

  private let steps: [RunStep]
  private var states: [TableName: State]

  init(_ steps: [RunStep]) {
    self.steps = steps
    states = Dictionary(uniqueKeysWithValues: steps.map { ($0.table, .waiting) })
  }

  /// The next step that can start now, which is then running.
  mutating func takeReady() -> RunStep? {
    let ready = steps.first { step in
      states[step.table] == .waiting && step.dependsOn.allSatisfy { states[$0] == .succeeded }
        && step.after.allSatisfy { states[$0] != .waiting && states[$0] != .running }
    }
    if let ready { states[ready.table] = .running }
    return ready
  }

  /// Ends a step. Returns the steps that can no longer run because of it.
  mutating func end(_ step: RunStep, succeeded: Bool) -> [RunStep] {
    states[step.table] = succeeded ? .succeeded : .failed
    guard !succeeded else { return [] }
    var skipped: [RunStep] = []
    for candidate in steps where states[candidate.table] == .waiting {
      let isLost = candidate.dependsOn.contains { states[$0] == .failed || states[$0] == .skipped }
      guard isLost else { continue }
      states[candidate.table] = .skipped
      skipped.append(candidate)
    }
    return skipped
  }

  var isDone: Bool { !states.values.contains { $0 == .waiting || $0 == .running } }
  var allSucceeded: Bool { states.values.allSatisfy { $0 == .succeeded } }
  var isIdle: Bool { !states.values.contains { $0 == .running } }
}
