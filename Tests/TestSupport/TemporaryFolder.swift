import Foundation
import Synchronization

/// A folder of its own for one test, removed when the value goes away.
package final class TemporaryFolder: Sendable {
  package let path: String

  /// - Parameter base: where the folder is made.
  package init(beneath base: String = TemporaryFolder.disk) throws {
    path = base + "/assay-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    OpenFolders.add(path)
  }

  package static var disk: String { FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path }

  /// In memory where the system has room for that: for tests that write much and are not about the disk.
  package static var memory: String {
    let shared = "/dev/shm"
    // Containers often have 64 MB there, which is as good as nothing.
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: shared)
    let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
    return free > 1 << 30 && FileManager.default.isWritableFile(atPath: shared) ? shared : disk
  }

  deinit {
    // What cannot be removed is left to the system's own clean-up of its temporary folder; a test must not fail by it.
    try? FileManager.default.removeItem(atPath: path)
    OpenFolders.remove(path)
  }

  /// Replaces a text in a file, wherever it stands there.
  package func replace(_ old: String, _ new: String, in name: String) throws {
    try write(try read(name).replacingOccurrences(of: old, with: new), to: name)
  }

  /// The full path of a name inside the folder.
  package func path(_ name: String) -> String { path + "/" + name }

  /// Writes a text file, making the folders on its way, and returns its full path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  @discardableResult
  package func write(_ bytes: [UInt8], to name: String) throws -> String {
    let full = path(name)
    try FileManager.default.createDirectory(
      atPath: (full as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: full))
    return full
  }

  package func read(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
}

/// The folders whose values live until the process ends, because suites share them: nobody else would remove them.
private enum OpenFolders {
  private static let paths = Mutex<Set<String>>([])
  private static let atEnd: Void = {
    atexit {
      // As above: what cannot be removed must not fail a test.
      for path in OpenFolders.paths.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: path) }
    }
  }()

  static func add(_ path: String) {
    _ = atEnd
    paths.withLock { _ = $0.insert(path) }
  }

  static func remove(_ path: String) { paths.withLock { _ = $0.remove(path) } }
}
