import Foundation

/// Folders for what the engines put down when memory is short, named by process, so that those of killed workers can be
/// told from those in use.
package struct SpillFolders {
  private let root: String
  package init(_ workspace: Workspace) { root = workspace.spillPath }

  /// A new folder's path; the engine makes the folder when it needs it.
  func path() -> String { "\(root)/\(getpid())-\(UUID().uuidString)" }

  /// Removes what processes that are gone left behind.
  package func sweep() {
    // No folder, or one that another worker is sweeping too, is nothing to worry about.
    for name in (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [] {
      guard let pid = name.split(separator: "-").first.flatMap({ pid_t($0) }), kill(pid, 0) != 0, errno == ESRCH
      else { continue }
      try? FileManager.default.removeItem(atPath: root + "/" + name)
    }
  }
}
