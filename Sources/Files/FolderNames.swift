import Glibc

/// The names in a folder, as bytes: Foundation leaves out those that are no UTF-8.
package enum FolderNames {
  package struct Entry: Sendable, Hashable {
    package let name: RawPath
    /// Nil where the file system does not tell in its listing.
    package let kind: FileKind?
  }

  /// Sorted by bytes, without `.` and `..`; none when there is no such folder.
  package static func list(_ folder: RawPath) throws(FileError) -> [Entry] {
    guard let handle = folder.withCString({ opendir($0) }) else {
      if [ENOENT, ENOTDIR].contains(errno) { return [] }
      throw FileError(folder, verb: "open", code: errno)
    }
    defer { closedir(handle) }
    var entries: [Entry] = []
    while true {
      // readdir(3) tells an end and an error apart by errno alone.
      errno = 0
      guard let entry = readdir(handle) else { break }
      let name = Self.name(entry)
      if name.bytes != Array(".".utf8), name.bytes != Array("..".utf8) {
        entries.append(Entry(name: name, kind: kind(entry.pointee.d_type)))
      }
    }
    guard errno == 0 else { throw FileError(folder, verb: "read", code: errno) }
    return entries.sorted { $0.name < $1.name }
  }

  private static func name(_ entry: UnsafeMutablePointer<dirent>) -> RawPath {
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 19
    let start = UnsafeRawPointer(entry) + offset
    return RawPath(
      bytes: Array(UnsafeRawBufferPointer(start: start, count: strlen(start.assumingMemoryBound(to: CChar.self)))))
  }

  private static func kind(_ type: UInt8) -> FileKind? {
    switch Int(type) {
    case Int(DT_REG): .regular
    case Int(DT_DIR): .folder
    case Int(DT_LNK): .link
    case Int(DT_FIFO): .pipe
    case Int(DT_SOCK): .socket
    case Int(DT_CHR): .characterDevice
    case Int(DT_BLK): .blockDevice
    default: nil
    }
  }
}
