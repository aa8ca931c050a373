import Foundation

/// A file of this machine that parts are read from or written to, by several threads at once.
final class LocalFile: Sendable {
  let size: Int64
  private let descriptor: Int32
  private let path: String
  private let place: String

  init(reading path: String, at place: String) throws(S3Failure) {
    (self.path, self.place) = (path, place)
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      throw S3Failure(.local(path: path, why: String(cString: strerror(errno))), "write", place)
    }
    size = Int64(status.st_size)
  }

  /// Begins a file anew.
  init(writing path: String, at place: String) throws(S3Failure) {
    (self.path, self.place, size) = (path, place, 0)
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw S3Failure(.local(path: path, why: String(cString: strerror(errno))), "read", place)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func read(from start: Int64, count: Int) throws(S3Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var at = 0
    while at < count {
      let done = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress?.advanced(by: at), count - at, off_t(start) + at)
      }
      if done < 0, errno == EINTR { continue }
      guard done > 0 else { throw failure(done == 0 ? "it became shorter" : String(cString: strerror(errno)), "write") }
      at += done
    }
    return bytes
  }

  func write(_ bytes: [UInt8], at start: Int64) throws(S3Failure) {
    var at = 0
    while at < bytes.count {
      let done = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress?.advanced(by: at), $0.count - at, off_t(start) + at)
      }
      if done < 0, errno == EINTR { continue }
      guard done >= 0 else { throw failure(String(cString: strerror(errno)), "read") }
      at += done
    }
  }

  func sync() throws(S3Failure) {
    guard fsync(descriptor) == 0 else { throw failure(String(cString: strerror(errno)), "read") }
  }

  private func failure(_ why: String, _ operation: String) -> S3Failure {
    S3Failure(.local(path: path, why: why), operation, place)
  }
}
