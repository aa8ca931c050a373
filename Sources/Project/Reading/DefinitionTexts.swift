import Files
import Foundation

/// What makes a project what it is: project.yml and the files of the folders of definitions.
package enum DefinitionTexts {
  package static let folders = [
    "alarms", "dashboards", "functions", "metrics", "models", "quality", "queries", "schedules", "workflows",
  ]

  /// Bytes of each file by its path in the project. What cannot be read, and what is larger than a definition may be, is
  /// left out: a run that needs it says so itself.
  package static func read(folder: String) -> [String: [UInt8]] {
    let paths = [ProjectDefinition.fileName] + folders.flatMap { files(in: $0, of: folder) }
    let found = paths.compactMap { path -> (String, [UInt8])? in
      guard let bytes = try? RegularFile(folder + "/" + path).bytes(limit: ProjectFolder.sizeLimit),
        bytes.count <= ProjectFolder.sizeLimit
      else { return nil }
      return (path, bytes)
    }
    return Dictionary(found) { first, _ in first }
  }

  private static func files(in name: String, of folder: String) -> [String] {
    let all = FileManager.default.enumerator(atPath: folder + "/" + name)
    return (all?.compactMap { $0 as? String } ?? []).filter { path in
      !path.split(separator: "/").contains { $0.hasPrefix(".") }
    }.map { name + "/" + $0 }.sorted()
  }
}
