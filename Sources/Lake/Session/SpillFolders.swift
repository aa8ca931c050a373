import Foundation
import Processes

/// Folders for what the engines put down when memory is short, named by process and machine, so that those of killed workers
/// can be told from those in use.
package struct SpillFolders {
  private let root: String
  private let machine: MachineIdentity

  package init(_ workspace: Workspace) { self.init(root: Self.root(workspace), machine: .current) }

  /// Beside the tables, for files that become theirs by a new name.
  package static func besideTables(_ workspace: Workspace) -> SpillFolders {
    SpillFolders(root: workspace.lakePath + "/.pending", machine: .current)
  }

  package init(root: String, machine: MachineIdentity) {
    self.root = root
    self.machine = machine
  }

  /// Somebody who may only look at the project puts down in a temporary folder what does not fit into memory.
  private static func root(_ workspace: Workspace) -> String {
    let state = access(workspace.statePath, F_OK) == 0 ? workspace.statePath : workspace.project.folder
    return access(state, W_OK) == 0 ? workspace.spillPath : NSTemporaryDirectory() + "/assay-spill-\(getuid())"
  }

  /// A new folder's path; the engine makes the folder when it needs it.
  package func path() -> String { "\(root)/\(machine)-\(getpid())-\(UUID().uuidString)" }

  /// Removes what processes of this machine that are gone left behind, also before it was started last. Of another machine's
  /// nobody here can tell.
  package func sweep() {
    // No folder, or one that another worker is sweeping too, is nothing to worry about.
    for name in (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [] where isLeft(name) {
      try? FileManager.default.removeItem(atPath: root + "/" + name)
    }
  }

  /// The name is `MACHINE-PROCESS-UUID`, and a UUID has five words.
  private func isLeft(_ name: String) -> Bool {
    let words = name.split(separator: "-", omittingEmptySubsequences: false)
    guard words.count >= 7, let pid = pid_t(words[words.count - 6]),
      let owner = MachineIdentity(words.dropLast(6).joined(separator: "-"))
    else { return false }
    if owner.sharesProcesses(with: machine) { return kill(pid, 0) != 0 && errno == ESRCH }
    // Whoever is called as this machine and wrote nothing for a day was it, before it was started again.
    return owner.host == machine.host && owner.boot != machine.boot && isOld(root + "/" + name)
  }

  private func isOld(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && time(nil) - status.st_mtim.tv_sec > 86_400
  }
}
