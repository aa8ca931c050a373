import Lake
import Ledger
import Words

/// The lake as tasks see it: each with an engine of its own, which a stop can interrupt.
struct TaskSessions: Sendable {
  let workspace: Workspace
  let journal: any RunLedger
  let makeCompute: MakeCompute
  let running: RunningSteps

  func open<Result>(for task: RunTask, _ body: (LakeSession) throws -> Result) throws -> Result {
    try open(as: task.name, body)
  }

  /// For something beside the tasks, which a stop interrupts as well.
  func open<Result>(as name: StepName, _ body: (LakeSession) throws -> Result) throws -> Result {
    let session = LakeSession(workspace: workspace, journal: journal, compute: try makeCompute())
    running.add(session.compute.interruption, step: name)
    defer { running.remove(step: name) }
    return try body(session)
  }
}
