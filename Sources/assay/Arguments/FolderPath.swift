import Files
import Foundation

/// Paths as a person gives them.
enum FolderPath {
  /// Absolute, without `.`, `..` and a closing `/`; `~` is the home folder.
  static func absolute(_ path: String) -> String {
    let expanded = (path as NSString).expandingTildeInPath
    let current = FileManager.default.currentDirectoryPath
    return URL(fileURLWithPath: expanded, relativeTo: URL(fileURLWithPath: current, isDirectory: true))
      .standardizedFileURL.path
  }

  static func isFolder(_ path: String) -> Bool { FileKind.at(RawPath(path)) == .folder }

  /// Names in a folder; none when it is not there.
  static func names(in folder: String) throws(Failure) -> [String] {
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw .usage("the folder \(folder) cannot be read: \(error.localizedDescription)")
    }
  }

  static func text(of path: String) throws(Failure) -> String {
    do throws(TextFileError) { return try TextFile.text(of: path) } catch { throw .usage(error.description) }
  }

  static func write(_ bytes: some Collection<UInt8>, to path: String) throws(Failure) {
    do {
      let folder = (path as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    } catch {
      throw Failure(.bad, "\(path) cannot be written: \(error.localizedDescription)")
    }
  }
}
