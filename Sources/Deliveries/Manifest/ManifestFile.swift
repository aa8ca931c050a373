import Foundation
import Lake

/// The lines of a manifest, which only grow.
protocol ManifestText {
  func all() throws -> [UInt8]

  /// The last whole line, without its end, and where it ends; nil when there is none.
  func tail() throws -> (line: [UInt8], end: Int64)?

  /// Adds whole lines at a place, durably. What lies behind it is no whole line, and goes.
  func write(_ bytes: [UInt8], at end: Int64) throws
}

/// The file of a manifest, open: read from its end, and added to by one writer at a time.
final class ManifestFile: ManifestText {
  private let path: String
  private let descriptor: Int32

  /// Nil where there is no file and it is only to be read. A writer waits for the one before it.
  init?(path: String, toWrite: Bool) throws {
    self.path = path
    descriptor = toWrite ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if !toWrite, errno == ENOENT || errno == ENOTDIR { return nil }
      throw toWrite ? LakeError.notWritable("open", path) : Self.unreadable(path)
    }
    // Where the file system has no locks, the table's lock is all there is.
    if toWrite { while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {} }
  }

  deinit { close(descriptor) }

  var size: Int64 {
    get throws {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw Self.unreadable(path) }
      return Int64(status.st_size)
    }
  }

  func all() throws -> [UInt8] { try bytes(from: 0, to: try size) }

  func tail() throws -> (line: [UInt8], end: Int64)? {
    let size = try size
    var start = size
    var found: [UInt8] = []
    let newline = UInt8(ascii: "\n")
    while start > 0 {
      let begin = max(0, start - 65_536)
      found = try bytes(from: begin, to: start) + found
      start = begin
      guard let end = found.lastIndex(of: newline) else { continue }
      let line = found[..<end]
      if let before = line.lastIndex(of: newline) {
        return (Array(line[(before + 1)...]), start + Int64(end) + 1)
      }
      if start == 0 { return (Array(line), Int64(end) + 1) }
    }
    return nil
  }

  private func bytes(from start: Int64, to end: Int64) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Int(max(0, end - start)))
    var filled = 0
    while filled < bytes.count {
      let wanted = bytes.count - filled
      let count = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + filled }, wanted, off_t(start) + off_t(filled))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.unreadable(path) }
      if count == 0 { break }
      filled += count
    }
    return Array(bytes.prefix(filled))
  }

  /// Cuts the file at `end` and adds the bytes there, durably.
  func write(_ bytes: [UInt8], at end: Int64) throws {
    guard ftruncate(descriptor, off_t(end)) == 0 else { throw LakeError.notWritable("write", path) }
    var done = 0
    while done < bytes.count {
      let rest = bytes.count - done
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress.map { $0 + done }, rest, off_t(end) + off_t(done))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw LakeError.notWritable("write", path) }
      done += count
    }
    guard fsync(descriptor) == 0 else { throw LakeError.notWritable("sync", path) }
  }

  private static func unreadable(_ path: String) -> LakeError {
    LakeError(.fileUnreadable, "cannot read \(path): \(String(cString: strerror(errno)))")
  }
}
