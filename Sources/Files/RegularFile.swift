import Glibc

/// A file opened for reading, which is one: a pipe without a writer would keep open(2) waiting for ever, a device would never
/// come to an end. Closed with the value.
package final class RegularFile: Sendable {
  package let path: RawPath
  package let descriptor: Int32
  /// As it was when it was opened.
  package let size: Int64
  package let device: UInt64
  package let inode: UInt64

  package init(_ path: RawPath) throws(FileError) {
    // Not to wait, also not for whoever put a pipe there since somebody looked.
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
    guard descriptor >= 0 else { throw FileError(path, verb: "open", code: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw FileError(path, verb: "read", code: code)
    }
    let kind = FileKind(mode: status.st_mode)
    guard kind == .regular else {
      close(descriptor)
      throw FileError(path, kind: kind)
    }
    self.path = path
    self.descriptor = descriptor
    size = Int64(status.st_size)
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }

  package convenience init(_ path: String) throws(FileError) { try self.init(RawPath(path)) }

  deinit { close(descriptor) }

  /// All of it; for files that are pages and not data.
  ///
  /// - Parameter limit: in bytes; one byte more than that is read of a longer file, so that the caller sees that it is.
  package func bytes(limit: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = read(descriptor, &block, block.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw FileError(path, verb: "read", code: errno) }
      if count == 0 { break }
      bytes += block[..<count]
    }
    return bytes.count > limit + 1 ? Array(bytes[...limit]) : bytes
  }
}

/// Why a path could not be read.
package struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Reason: Sendable, Hashable {
    /// What the system said, as `errno`.
    case system(verb: String, code: Int32)
    /// It stands there and is no file.
    case notAFile(FileKind)
  }

  package let path: RawPath
  package let reason: Reason

  package init(_ path: RawPath, verb: String, code: Int32) {
    (self.path, reason) = (path, .system(verb: verb, code: code))
  }

  package init(_ path: RawPath, kind: FileKind) { (self.path, reason) = (path, .notAFile(kind)) }

  package var isMissing: Bool { if case .system(_, ENOENT) = reason { true } else { false } }

  /// Without the path: `Permission denied`, `it is a named pipe and no file`.
  package var cause: String {
    switch reason {
    case .system(_, let code): String(cString: strerror(code))
    case .notAFile(let kind): "it is \(kind.words) and no file"
    }
  }

  package var description: String {
    switch reason {
    case .system(let verb, _): "cannot \(verb) \(path): \(cause)"
    case .notAFile(let kind): "\(path) is \(kind.words) and no file"
    }
  }
}
