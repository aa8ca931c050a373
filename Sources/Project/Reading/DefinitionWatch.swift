import Foundation
import Synchronization

/// Tells whether a project's definitions changed since it was asked last, for who stays open meanwhile. Where nothing
/// changed it costs one look at each file and folder, and reads none of them.
///
/// Of functions only the names count: they are read by those that run them, and leave caches beside them.
package final class DefinitionWatch: Sendable {
  private struct Known {
    let stamps: PathStamps
    let mark: Int

    init(_ stamps: PathStamps) { (self.stamps, mark) = (stamps, stamps.look()) }
  }

  private let folder: String
  private let known: Mutex<Known>

  package init(folder: String) {
    self.folder = folder
    known = Mutex(Known(PathStamps(Self.paths(in: folder))))
  }

  /// Whether they changed since the last call, or since the watch began.
  package func hasChanged() -> Bool {
    known.withLock { known in
      guard known.stamps.look() != known.mark else { return false }
      known = Known(PathStamps(Self.paths(in: folder)))
      return true
    }
  }

  /// Files, and the folders that files come into.
  private static func paths(in folder: String) -> [String] {
    let kinds = DefinitionTexts.folders
    let within = kinds.filter { $0 != "functions" }.flatMap { name -> [String] in
      let found = FileManager.default.enumerator(atPath: folder + "/" + name)?.compactMap { $0 as? String } ?? []
      return found.filter { !$0.split(separator: "/").contains { $0.hasPrefix(".") } }.map { name + "/" + $0 }
    }
    return ([ProjectDefinition.fileName] + kinds + within).map { folder + "/" + $0 }
  }
}
