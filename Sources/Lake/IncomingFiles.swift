import Foundation
import Project

/// A file that a source's patterns find.
struct IncomingFile: Sendable, Equatable {
  let path: String
  /// As the manifest names it: relative to the project where it lies inside of it.
  let name: String
  let size: Int64
  let modifiedAt: Date
}

extension SourceDefinition {
  /// Everything its patterns find now, by name, so that the order of loading is the order of names.
  func incomingFiles(projectFolder: String) throws -> [IncomingFile] {
    var found: [String: IncomingFile] = [:]
    for glob in paths {
      for path in try glob.files() {
        let file = try IncomingFile(path: path, projectFolder: projectFolder)
        found[file.name] = file
      }
    }
    return found.values.sorted { $0.name < $1.name }
  }
}

extension IncomingFile {
  init(path: String, projectFolder: String) throws(LakeError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw LakeError("FileUnreadable", "cannot read \(path): \(String(cString: strerror(errno)))")
    }
    self.path = path
    let inside = path.hasPrefix(projectFolder + "/")
    name = String(inside ? path.dropFirst(projectFolder.count + 1) : path.drop { $0 == "/" })
    size = Int64(status.st_size)
    // Milliseconds, as the journal keeps them, so that a comparison with a manifest is exact.
    let milliseconds = Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
    modifiedAt = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
  }
}
