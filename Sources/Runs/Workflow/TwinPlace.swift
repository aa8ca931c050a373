import Clocks
import Foundation
import Ledger
import Lake
import Processes
import StatesLanguage
import Words

/// What all tasks of a worker share: the environment, and how to start executions beside this one.
struct TwinPlace: Sendable {
  let workspace: Workspace
  let journal: any RunLedger
  let starter: ExecutionStarter
  let makeCompute: MakeCompute
  /// How many executions a workflow has at work at a time.
  let slots = DispatchSemaphore(value: LakeSession.atOnce)

  /// Files of one execution's tasks.
  func folder(of execution: ExecutionID) -> String { "\(workspace.statePath)/tasks/\(execution)" }

  // MARK: Executions beside this one

  /// Makes the execution that a key stands for, and gives it a worker where it has none.
  func start(_ new: NewExecution) throws -> ExecutionRecord {
    let record = try journal.createExecution(new, by: nil)
    if record.status == .running, record.worker == nil { try starter.launch(record.id) }
    return record
  }

  /// Blocks until it is over; asks it to stop when nobody waits for it any more.
  func wait(for id: ExecutionID, _ task: StateTask) throws -> ExecutionRecord {
    var hasAsked = false
    var looks = 0
    while true {
      guard let record = try journal.execution(id) else {
        throw StateFailure(error: "States.TaskFailed", cause: "The execution \(id) is gone from the journal.")
      }
      if record.status.isFinal { return record }
      if task.cancellation.isSet, !hasAsked {
        hasAsked = true
        try journal.requestStop(id)
      }
      looks += 1
      if looks % 10 == 0 {
        try starter.endLost()
        if record.worker == nil, workspace.clock.now().timeIntervalSince(record.startedAt) > 5 {
          try starter.launch(id)
        }
      }
      usleep(100_000)
    }
  }
}
