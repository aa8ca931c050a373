import Foundation

/// Objects as files of a file system that has hard links.
package struct LocalStore: ObjectStore {
  package init() {}

  package func list(_ folder: String) throws(StorageError) -> [String]? {
    try PosixFiles.names(in: folder)?.filter { $0 != "." && $0 != ".." }
  }

  /// Regular files: a link leads to what is elsewhere.
  package func everything(in folder: String) throws(StorageError) -> [String] {
    var found: [String] = []
    for name in try list(folder) ?? [] {
      let path = folder + "/" + name
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: found += try everything(in: path)
      case S_IFREG: found.append(path)
      default: break
      }
    }
    return found
  }

  package func status(of path: String) throws(StorageError) -> ObjectStatus? {
    guard let status = try PosixFiles.status(path) else { return nil }
    let modified = Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
    return ObjectStatus(size: Int64(status.st_size), modified: modified)
  }

  package func read(_ path: String, from start: Int64, upTo count: Int?) throws(StorageError) -> [UInt8] {
    try PosixFiles.read(path, from: start, upTo: count)
  }

  package func put(_ bytes: [UInt8], at path: String) throws(StorageError) {
    try makeFolder(of: path)
    let temporary = Self.temporary(for: path)
    try PosixFiles.create(temporary, bytes)
    try place(temporary, at: path)
  }

  /// A reader sees all of it or nothing: link(2) makes the complete, synced file appear under its name, and refuses when the
  /// name is taken.
  package func putIfAbsent(_ bytes: [UInt8], at path: String, modified: Int64?) throws(StorageError) -> Bool {
    guard !exists(path) else { return false }
    try makeFolder(of: path)
    let temporary = Self.temporary(for: path)
    try PosixFiles.create(temporary, bytes, modified: modified)
    let linked = link(temporary, path)
    let code = errno
    unlink(temporary)
    if linked != 0 {
      if code == EEXIST { return false }
      throw .file(FileFailure(operation: "create", path: path, code: code))
    }
    try syncFolder(of: path)
    return true
  }

  package func place(_ temporary: String, at path: String) throws(StorageError) {
    do throws(StorageError) {
      try PosixFiles.sync(temporary)
      guard rename(temporary, path) == 0 else { throw PosixFiles.failure("rename", temporary) }
    } catch {
      unlink(temporary)
      throw error
    }
    try syncFolder(of: path)
  }

  package func move(_ path: String, to place: String) throws(StorageError) {
    try makeFolder(of: place)
    guard rename(path, place) == 0 else { throw PosixFiles.failure("move", path) }
    try syncFolder(of: place)
    try syncFolder(of: path)
  }

  package func remove(_ path: String) throws(StorageError) {
    guard unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR else { throw PosixFiles.failure("remove", path) }
  }

  package func makeDurable(_ paths: [String], under root: String) throws(StorageError) {
    var folders: Set<String> = []
    for path in paths {
      try PosixFiles.sync(path)
      var folder = PosixFiles.parent(of: path)
      while let current = folder, current.hasPrefix(root), folders.insert(current).inserted {
        folder = PosixFiles.parent(of: current)
      }
    }
    // Deepest first, so that no name is on the disk before what it names.
    for folder in folders.sorted(by: { ($0.utf8.count, $0) > ($1.utf8.count, $1) }) { try PosixFiles.sync(folder) }
  }

  package func sweepUnfinished(in folder: String, olderThan age: Duration) throws(StorageError) -> [String] {
    var swept: [String] = []
    for name in try list(folder) ?? [] where Self.isTemporary(name) {
      let file = folder + "/" + name
      guard let seconds = PosixFiles.secondsSinceChange(file), seconds >= age.components.seconds else { continue }
      try remove(file)
      swept.append(name)
    }
    return swept
  }

  /// A folder that was not there has to be named on the disk, and its parent too.
  private func makeFolder(of path: String) throws(StorageError) {
    guard let folder = PosixFiles.parent(of: path), !exists(folder) else { return }
    try PosixFiles.makeFolder(folder)
    guard let above = PosixFiles.parent(of: folder) else { return }
    try PosixFiles.sync(above)
    if let parent = PosixFiles.parent(of: above) { try PosixFiles.sync(parent) }
  }

  private func syncFolder(of path: String) throws(StorageError) {
    if let folder = PosixFiles.parent(of: path) { try PosixFiles.sync(folder) }
  }

  private static func temporary(for path: String) -> String {
    let folder = PosixFiles.parent(of: path).map { $0 == "/" ? "" : $0 } ?? "."
    let name = path.split(separator: "/").last ?? ""
    return "\(folder)/.\(name).\(UUID().uuidString).tmp"
  }

  /// Names that objects have before they are whole; engines put `tmp_` before a name and may add to it.
  static func isTemporary(_ name: String) -> Bool {
    (name.hasPrefix(".") || name.hasPrefix("tmp_.")) && name.contains(".tmp")
  }
}
