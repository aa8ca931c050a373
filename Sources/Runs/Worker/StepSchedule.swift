import Foundation
import Words

/// Which steps may start: a step starts when everything it reads in this run has succeeded; what depends on a failed step
/// is skipped; independent steps go on.
struct StepSchedule {
  enum State { case waiting, running, succeeded, failed, skipped }

  private let steps: [RunTask]
  private var states: [StepName: State]

  /// - Parameter done: those that succeeded before, which are not run again.
  init(_ steps: [RunTask], done: Set<StepName> = []) {
    self.steps = steps
    states = Dictionary(uniqueKeysWithValues: steps.map { ($0.name, done.contains($0.name) ? .succeeded : .waiting) })
  }

  /// The next step that can start now, which is then running.
  mutating func takeReady() -> RunTask? {
    let ready = steps.first { step in
      states[step.name] == .waiting && step.dependsOn.allSatisfy { states[$0] == .succeeded }
        && step.after.allSatisfy { states[$0] != .waiting && states[$0] != .running }
    }
    if let ready { states[ready.name] = .running }
    return ready
  }

  /// Ends a step. Returns the steps that can no longer run because of it.
  mutating func end(_ step: RunTask, succeeded: Bool) -> [RunTask] {
    states[step.name] = succeeded ? .succeeded : .failed
    guard !succeeded else { return [] }
    var skipped: [RunTask] = []
    for candidate in steps where states[candidate.name] == .waiting {
      let isLost = candidate.dependsOn.contains { states[$0] == .failed || states[$0] == .skipped }
      guard isLost else { continue }
      states[candidate.name] = .skipped
      skipped.append(candidate)
    }
    return skipped
  }

  var isDone: Bool { !states.values.contains { $0 == .waiting || $0 == .running } }
  var allSucceeded: Bool { states.values.allSatisfy { $0 == .succeeded } }
  var isIdle: Bool { !states.values.contains { $0 == .running } }
}
