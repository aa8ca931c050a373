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

  /// The folder itself or the nearest one around it that holds a project.yml.
  static func projectFolder(above folder: String) -> String? {
    var url = URL(fileURLWithPath: folder, isDirectory: true).standardizedFileURL
    while true {
      if FileManager.default.fileExists(atPath: url.path + "/project.yml") { return url.path }
      let parent = url.deletingLastPathComponent().standardizedFileURL
      if parent.path == url.path { return nil }
      url = parent
    }
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

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
    guard FileManager.default.fileExists(atPath: path) else { throw .usage("there is no file \(path)") }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try RegularFile(path).bytes(limit: textLimit)
    } catch {
      throw .usage(error.isMissing ? "there is no file \(path)" : "\(error)")
    }
    guard bytes.count <= textLimit, let text = String(validating: bytes, as: UTF8.self) else {
      throw .usage("\(path) cannot be read: it must be a UTF-8 text file this user may read")
    }
    return text
  }

  /// Bytes of a text that people write.
  private static let textLimit = 64_000_000

  /// Refuses what the engine would wait for: a pipe, a device, a socket.
  static func requireFile(_ path: String) throws(Failure) {
    do throws(FileError) { _ = try RegularFile(path) } catch { throw .usage("\(error)") }
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
