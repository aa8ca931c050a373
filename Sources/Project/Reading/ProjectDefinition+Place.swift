import Foundation

extension ProjectDefinition {
  /// The folder itself or the nearest one around it that holds a project.yml.
  package static func folder(above folder: String) -> String? {
    var url = URL(fileURLWithPath: folder, isDirectory: true).standardizedFileURL
    while true {
      if isIn(url.path) { return url.path }
      let parent = url.deletingLastPathComponent().standardizedFileURL
      if parent.path == url.path { return nil }
      url = parent
    }
  }

  /// Whether a folder is a project's.
  package static func isIn(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/" + fileName)
  }
}
