import Foundation
import Lake
import Ledger
import Processes
import Watch
import Words

extension AlarmKeeper {
  /// A keeper of a workspace's alarms whose runs are workers as those of anybody else.
  package init(_ workspace: Workspace, journal: any RunLedger) {
    let starter = ExecutionStarter(
      workspace: workspace, journal: journal, launcher: WorkerLauncher(logFolder: workspace.statePath + "/logs"))
    self.init(project: workspace.project, journal: journal, clock: workspace.clock) { start, alarm in
      let actor = "alarm \(alarm)"
      return switch start {
      case .tables(let tables):
        try starter.start(
          RunInput(tables: tables, upstream: !tables.isEmpty), trigger: .alarm(alarm), by: actor
        ).rawValue
      case .workflow(let name, let input):
        try starter.start(WorkflowInput(workflow: name, input: input), trigger: .alarm(alarm), by: actor).id.rawValue
      }
    }
  }
}
