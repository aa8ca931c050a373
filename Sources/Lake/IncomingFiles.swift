import Foundation
import Project

/// A file that a source's patterns find.
struct IncomingFile: Sendable, Equatable {
  let path: String
  /// As the manifest names it: relative to the project where it lies inside of it.
  let name: String
  let stamp: FileStamp

  var size: Int64 { stamp.size }
  var modifiedAt: Date { stamp.modifiedAt }
}

/// What tells that a file is still the one that was found, with the same bytes, without reading it.
struct FileStamp: Sendable, Equatable {
  let size: Int64
  private let inode: UInt64
  private let seconds: Int64
  private let nanoseconds: Int64

  /// Nil when the file cannot be looked at; `errno` says why.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    size = Int64(status.st_size)
    inode = UInt64(status.st_ino)
    seconds = Int64(status.st_mtim.tv_sec)
    nanoseconds = Int64(status.st_mtim.tv_nsec)
  }

  /// Milliseconds, as the journal keeps them, so that a comparison with a manifest is exact.
  var modifiedAt: Date { Date(timeIntervalSince1970: Double(seconds * 1000 + nanoseconds / 1_000_000) / 1000) }
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
    return found.values.sorted {
      let (one, other) = (isFullLoad($0.name), isFullLoad($1.name))
      return one == other ? $0.name < $1.name : one
    }
  }
}

extension IncomingFile {
  init(path: String, projectFolder: String) throws(LakeError) {
    guard let stamp = FileStamp(path: path) else {
      throw LakeError("FileUnreadable", "cannot read \(path): \(String(cString: strerror(errno)))")
    }
    self.path = path
    let inside = path.hasPrefix(projectFolder + "/")
    name = String(inside ? path.dropFirst(projectFolder.count + 1) : path.drop { $0 == "/" })
    self.stamp = stamp
  }
}
