import Foundation
import Synchronization

/// Which database files this process has open through SQLite, so that nothing else closes them under it.
///
/// A process that closes any descriptor of a file gives up every POSIX lock it holds on it (`fcntl(2)`, Record locks). SQLite
/// would go on as if it held its own: the last connection of another process then removes the WAL file while it is read and
/// written here. Whoever reads such a file without SQLite reads it through this.
enum OpenDatabases {
  private struct Held {
    var connections = 0
    /// One descriptor, opened to read without SQLite; closed with the last connection.
    var descriptor: Int32?
  }

  private static let files = Mutex<[FileIdentity: Held]>([:])

  /// The file counts as open while the value lives. To be taken before SQLite opens it, and let go of after that closed it.
  final class Hold: Sendable {
    private let file: FileIdentity?

    init(_ path: String) {
      file = FileIdentity(path: path)
      guard let file else { return }
      files.withLock { $0[file, default: Held()].connections += 1 }
    }

    deinit {
      guard let file else { return }
      files.withLock { files in
        guard var held = files[file] else { return }
        held.connections -= 1
        files[file] = held.connections > 0 ? held : nil
        if held.connections == 0, let descriptor = held.descriptor { close(descriptor) }
      }
    }
  }

  /// The file's first bytes; nil where there is no file. Throws `POSIXError`.
  ///
  /// - Parameter limit: how many at most; nil for all.
  static func bytes(of path: String, upTo limit: Int? = nil) throws -> [UInt8]? {
    guard let file = FileIdentity(path: path) else { return nil }
    return try files.withLock { files in
      if let descriptor = files[file]?.descriptor { return try read(descriptor, limit) }
      // Of a pipe that nobody writes to there is nothing to wait for.
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { return nil }
      if files[file] != nil { files[file]?.descriptor = descriptor }
      defer { if files[file] == nil { close(descriptor) } }
      return try read(descriptor, limit)
    }
  }

  private static func read(_ descriptor: Int32, _ limit: Int?) throws -> [UInt8] {
    var (bytes, piece) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while bytes.count < limit ?? .max {
      let wanted = min(piece.count, (limit ?? .max) - bytes.count)
      let count = pread(descriptor, &piece, wanted, off_t(bytes.count))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      if count == 0 { break }
      bytes += piece[..<count]
    }
    return bytes
  }
}
