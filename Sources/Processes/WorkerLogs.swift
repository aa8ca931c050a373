import Foundation
import Words

/// What workers printed: a file an execution, named for it. Their words are also in the journal; these are for the day on
/// which a worker could not write there.
package struct WorkerLogs {
  let folder: String

  package init(folder: String) { self.folder = folder }

  static func name(_ execution: ExecutionID) -> String { "worker-\(execution).log" }

  /// Removes the files that were last written before a moment. What is no worker's log is left alone.
  package func remove(olderThan moment: Date, except current: ExecutionID) throws {
    guard FileManager.default.fileExists(atPath: folder) else { return }
    for name in try FileManager.default.contentsOfDirectory(atPath: folder)
    where name.hasPrefix("worker-") && name.hasSuffix(".log") && name != Self.name(current) {
      let path = folder + "/" + name
      let written = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
      if let written, written < moment { try FileManager.default.removeItem(atPath: path) }
    }
  }
}
