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
    self.init(project: workspace.project, journal: journal, clock: workspace.clock) { tables, alarm in
      try starter.start(
        RunInput(tables: tables, upstream: !tables.isEmpty), trigger: .alarm(alarm), by: "alarm \(alarm)"
      ).rawValue
    }
  }
}
