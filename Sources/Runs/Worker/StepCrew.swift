import Foundation
import Words

/// Runs steps on a few threads until none can start any more.
final class StepCrew: @unchecked Sendable {  // everything mutable is touched under the condition's lock
  struct Result {
    var failure: FailureReason?
    /// Every step succeeded, also when the stop was asked for while the last one ended.
    var isComplete = false

    /// Steps that did not run, with none that failed, were stopped.
    var status: ExecutionStatus { failure != nil ? .failed : isComplete ? .succeeded : .aborted }
  }

  private let runner: StepRunner
  private let size: Int
  private let condition = NSCondition()
  private var schedule = StepSchedule([])
  private var result = Result()
  /// The journal itself failed: nothing more can be done.
  private var breakdown: (any Error)?

  init(runner: StepRunner, size: Int) {
    self.runner = runner
    self.size = size
  }

  /// - Parameter done: steps that succeeded before.
  func run(_ graph: RunGraph, done: Set<StepName> = [], stop: StopFlag) throws -> Result {
    schedule = StepSchedule(graph.tasks, done: done)
    let group = DispatchGroup()
    for index in 0..<size {
      group.enter()
      let thread = Thread { [self] in
        work(stop)
        group.leave()
      }
      thread.name = "assay step \(index + 1)"
      // Models may nest deeply, and the engine's planner recurses on the caller's stack.
      thread.stackSize = 16 << 20
      thread.start()
    }
    group.wait()
    if let breakdown { throw breakdown }
    result.isComplete = schedule.allSucceeded
    return result
  }

  private func work(_ stop: StopFlag) {
    while let step = next(stop) {
      do {
        end(step, try runner.run(step))
      } catch {
        condition.lock()
        breakdown = error
        condition.broadcast()
        condition.unlock()
        return
      }
    }
  }

  /// Waits for a step that can start; nil when there will be none.
  private func next(_ stop: StopFlag) -> RunTask? {
    condition.lock()
    defer { condition.unlock() }
    while true {
      if stop.isSet || breakdown != nil || schedule.isDone { return nil }
      if let step = schedule.takeReady() { return step }
      if schedule.isIdle { return nil }
      condition.wait()
    }
  }

  private func end(_ step: RunTask, _ outcome: StepRunner.Outcome) {
    condition.lock()
    defer { condition.unlock() }
    var succeeded = false
    switch outcome {
    case .succeeded: succeeded = true
    case .stopped: break
    case .failed(let reason): if result.failure == nil { result.failure = reason }
    }
    for skipped in schedule.end(step, succeeded: succeeded) { skip(skipped, because: step) }
    condition.broadcast()
  }

  private func skip(_ step: RunTask, because failed: RunTask) {
    do {
      try runner.journal.finishStep(
        step.name.rawValue, in: runner.execution, as: .skipped, message: "skipped: \(failed.name) did not succeed")
    } catch {
      breakdown = error
    }
  }
}
