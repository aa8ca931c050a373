import Foundation
import Synchronization

/// Tells whether a project's definitions changed since it was asked last, for who stays open meanwhile. Where nothing
/// changed it costs one look at each file and folder, and reads none of them.
///
/// Of functions only the names count: they are read by those that run them, and leave caches beside them.
package final class DefinitionWatch: Sendable {
  private struct Known {
    /// Names of folders that are listed again when their time changes, and of files.
    var folders: [String] = []
    var files: [String] = []
    var facts: [Int64] = []
  }

  private let folder: String
  private let known: Mutex<Known>

  package init(folder: String) {
    self.folder = folder
    known = Mutex(Self.list(folder))
  }

  /// Whether they changed since the last call, or since the watch began.
  package func hasChanged() -> Bool {
    known.withLock { known in
      let facts = Self.facts(known, folder)
      guard facts != known.facts else { return false }
      known = Self.list(folder)
      return true
    }
  }

  private static func list(_ folder: String) -> Known {
    var known = Known()
    known.files = [ProjectDefinition.fileName]
    for name in DefinitionTexts.folders {
      known.folders.append(name)
      guard name != "functions" else { continue }
      let paths = FileManager.default.enumerator(atPath: folder + "/" + name)?.compactMap { $0 as? String } ?? []
      for path in paths where !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: "\(folder)/\(name)/\(path)", isDirectory: &isFolder) else {
          continue
        }
        if isFolder.boolValue { known.folders.append("\(name)/\(path)") } else { known.files.append("\(name)/\(path)") }
      }
    }
    known.facts = facts(known, folder)
    return known
  }

  private static func facts(_ known: Known, _ folder: String) -> [Int64] {
    (known.folders + known.files).flatMap { name -> [Int64] in
      var status = stat()
      guard stat(folder + "/" + name, &status) == 0 else { return [-1] }
      return [
        Int64(truncatingIfNeeded: status.st_ino), Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec),
        Int64(status.st_size),
      ]
    }
  }
}
