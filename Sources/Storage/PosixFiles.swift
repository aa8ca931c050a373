import Files
import Foundation

/// The few calls on files that a store needs, with errors that name the call, the path and the system's reason.
enum PosixFiles {
  static func failure(_ operation: String, _ path: String) -> StorageError {
    .file(FileFailure(operation: operation, path: path, code: errno))
  }

  /// Nil where nothing is there.
  static func status(_ path: String) throws(StorageError) -> stat? {
    var status = stat()
    if stat(path, &status) == 0 { return status }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw failure("look at", path)
  }

  /// The names in a folder, or nil when there is no such folder.
  static func names(in path: String) throws(StorageError) -> [String]? {
    guard let folder = opendir(path) else {
      if errno == ENOENT { return nil }
      throw failure("list", path)
    }
    defer { closedir(folder) }
    var names: [String] = []
    // The end and a failure look alike but for `errno`, which anything between two calls may set.
    errno = 0
    while let entry = readdir(folder) {
      defer { errno = 0 }
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    guard errno == 0 else { throw failure("list", path) }
    return names
  }

  static func read(_ path: String, from start: Int64, upTo most: Int?) throws(StorageError) -> [UInt8] {
    let whole: RegularFile
    do throws(FileError) { whole = try RegularFile(path) } catch { throw refusal(error, path) }
    let rest = Int(max(0, whole.size - start))
    var bytes = [UInt8](repeating: 0, count: most.map { min($0, rest + 1) } ?? rest + 1)
    var filled = 0
    while true {
      if filled == most ?? .max { break }
      // It may have grown since it was looked at.
      if filled == bytes.count {
        let more = min(max(1, bytes.count), (most ?? .max) - bytes.count)
        bytes.append(contentsOf: repeatElement(0, count: more))
      }
      let space = bytes.count - filled
      let count = bytes.withUnsafeMutableBytes {
        pread(whole.descriptor, $0.baseAddress?.advanced(by: filled), space, off_t(start) + off_t(filled))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure("read", path) }
      if count == 0 { break }
      filled += count
    }
    bytes.removeSubrange(filled...)
    return bytes
  }

  private static func refusal(_ error: FileError, _ path: String) -> StorageError {
    switch error.reason {
    case .system(_, let code): .file(FileFailure(operation: "read", path: path, code: code))
    case .notAFile: .notAFile(path: path, what: error.cause)
    }
  }

  /// Makes a folder and those above it; one that is there already is fine.
  static func makeFolder(_ path: String) throws(StorageError) {
    if mkdir(path, 0o777) == 0 { return }
    if errno == ENOENT, let parent = parent(of: path), parent != path {
      try makeFolder(parent)
      if mkdir(path, 0o777) == 0 { return }
    }
    var status = stat()
    let code = errno
    if code == EEXIST, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
    errno = code
    throw failure("make the folder", path)
  }

  static func parent(of path: String) -> String? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Brings a file or folder to the disk.
  static func sync(_ path: String) throws(StorageError) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure("sync", path) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw failure("sync", path) }
  }

  /// Writes a new file and brings it to the disk. A file that could not be finished is removed.
  static func create(_ path: String, _ bytes: [UInt8], modified: Int64? = nil) throws(StorageError) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw failure("create", path) }
    do throws(StorageError) {
      try write(bytes, to: file, path: path)
      if let modified { try setModified(modified, file: file, path: path) }
      guard fsync(file) == 0 else { throw failure("sync", path) }
    } catch {
      close(file)
      unlink(path)
      throw error
    }
    close(file)
  }

  static func write(_ bytes: [UInt8], to file: Int32, path: String) throws(StorageError) {
    var at = 0
    while at < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress?.advanced(by: at), $0.count - at) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure("write", path) }
      at += count
    }
  }

  private static func setModified(_ milliseconds: Int64, file: Int32, path: String) throws(StorageError) {
    let (second, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    let time = timespec(tv_sec: Int(second), tv_nsec: Int(rest) * 1_000_000)
    guard futimens(file, [time, time]) == 0 else { throw failure("set the time of", path) }
  }
}

extension PosixFiles {
  /// Seconds since a file was last changed in any way, by the machine's own clock: the one that stamped it, whichever
  /// clock the program was given. Nil when the file is gone.
  static func secondsSinceChange(_ path: String) -> Int64? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Int64(time(nil)) - Int64(status.st_ctim.tv_sec)
  }
}
