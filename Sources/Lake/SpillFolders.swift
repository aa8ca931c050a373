import Foundation

/// Folders for what the engines put down when memory is short, named by process and machine, so that those of killed workers
/// can be told from those in use.
package struct SpillFolders {
  private let root: String
  private let machine: String

  package init(_ workspace: Workspace) { self.init(root: workspace.spillPath, machine: Self.thisMachine) }

  init(root: String, machine: String) {
    self.root = root
    self.machine = machine
  }

  /// What a process number means something in: the host, and on it the process namespace, which two containers that share
  /// their host's name do not share.
  private static var thisMachine: String {
    let host = ProcessInfo.processInfo.hostName.filter { $0.isLetter || $0.isNumber || $0 == "." }
    // A system without namespaces has one.
    let namespace = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
    return host + "_" + namespace.filter(\.isNumber)
  }

  /// A new folder's path; the engine makes the folder when it needs it.
  func path() -> String { "\(root)/\(machine)-\(getpid())-\(UUID().uuidString)" }

  /// Removes what processes of this machine that are gone left behind. Of another machine's nobody here can tell.
  package func sweep() {
    // No folder, or one that another worker is sweeping too, is nothing to worry about.
    for name in (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [] where name.hasPrefix(machine + "-") {
      let pid = name.dropFirst(machine.count + 1).split(separator: "-").first.flatMap { pid_t($0) }
      guard let pid, kill(pid, 0) != 0, errno == ESRCH else { continue }
      try? FileManager.default.removeItem(atPath: root + "/" + name)
    }
  }
}
