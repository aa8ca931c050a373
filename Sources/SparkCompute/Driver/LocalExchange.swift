import Foundation
import Lake
import Words

/// A folder that worker and driver both see.
package final class LocalExchange: SparkExchange {
  package let address: String
  package var watched: pid_t? { getpid() }
  package var pause: Duration { .milliseconds(50) }

  /// - Parameter folder: absolute; it is made, and gone with `remove`.
  package init(_ folder: String) throws(LakeError) {
    address = folder
    do {
      // Its files quote what models ask.
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw LakeError.notMade(folder: folder, error)
    }
  }

  package func path(_ name: String) -> String { address + "/" + name }

  package func put(_ text: String, as name: String) throws { try put(Data(text.utf8), as: name) }

  func put(_ data: Data, as name: String) throws(LakeError) {
    do {
      try data.write(to: URL(fileURLWithPath: path(name)), options: .atomic)
    } catch {
      throw LakeError(.notWritable, "\(path(name)) cannot be written: \(error.localizedDescription)")
    }
  }

  package func get(_ name: String) throws -> String? {
    FileManager.default.contents(atPath: path(name)).map { String(decoding: $0, as: UTF8.self) }
  }

  package func remove(_ names: [String]) {
    for name in names { unlink(path(name)) }
  }

  package func hand(_ text: String, as name: String) throws -> AnyObject { try HandedLine(text, path(name)) }

  package func share(_ path: String) throws -> String { path }
  package func target(_ folder: String) throws -> String { folder }
  package func place(of folder: String) -> WrittenRows.Place { .folder(folder) }
  package func fetch(_ names: [String], of folder: String) throws {}

  package func remove() {
    // What stays is swept by the next worker.
    try? FileManager.default.removeItem(atPath: address)
  }
}

/// A line in a named pipe, which is nowhere but in memory.
private final class HandedLine {
  private let path: String
  private let descriptor: Int32

  init(_ text: String, _ path: String) throws(LakeError) {
    self.path = path
    // Open for both, so that it need not wait for who reads it, and no end of theirs is a signal.
    guard mkfifo(path, 0o600) == 0 else { throw Self.failure(path) }
    descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(path) }
    let line = Array((text + "\n").utf8)
    guard write(descriptor, line, line.count) == line.count else { throw Self.failure(path) }
  }

  deinit {
    close(descriptor)
    unlink(path)
  }

  private static func failure(_ path: String) -> LakeError {
    LakeError(.notWritable, "\(path) takes no secrets: \(String(cString: strerror(errno)))")
  }
}
