import Files
import Foundation
import Lake
import Storage

/// A file being written into the lake: under a temporary name until `publish` brings it to the disk and gives it its own,
/// so that a name in the lake always stands for whole bytes. One that is not published goes away with the value.
package final class PendingFile {
  package let path: String
  private let descriptor: Int32
  private var isPublished = false

  /// Makes the folder where it is missing.
  package init(in folder: String) throws(LakeError) {
    try Self.make(folder)
    path = "\(folder)/\(UUID().uuidString).tmp"
    descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .notWritable("create", path) }
  }

  deinit {
    close(descriptor)
    if !isPublished { unlink(path) }
  }

  package func append(_ bytes: UnsafeRawBufferPointer) throws(LakeError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let written = write(descriptor, part.baseAddress, part.count)
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw .notWritable("write", path) }
      rest = rest.dropFirst(written)
    }
  }

  /// What has been appended so far. Nobody but this process knows the file, so the mapping stays whole.
  package func map() throws(LakeError) -> MappedFile { try MappedFile(path: path) }

  /// Gives files their names, replacing whatever has them: whole on the disk before the names are, and the names before this
  /// returns. Where the lake is in a store of others, they are objects of it then.
  package static func publish(
    _ files: [(file: PendingFile, path: String)], in store: any ObjectStore
  ) throws(LakeError) {
    // All bytes are written by now, so that the first call brings most of them to the disk and the others wait for little.
    for (file, _) in files where fsync(file.descriptor) != 0 { throw .notWritable("sync", file.path) }
    var folders: Set<ExactText> = []
    for (file, path) in files {
      let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
      if folders.insert(ExactText(folder)).inserted { try make(folder) }
      guard rename(file.path, path) == 0 else { throw .notWritable("rename", file.path) }
      file.isPublished = true
    }
    for folder in folders { try syncFolder(folder.text) }
    try LakeError.told { () throws(StorageError) in try store.send(files.map(\.path)) }
  }

  private static func make(_ folder: String) throws(LakeError) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw LakeError.notMade(folder: folder, error)
    }
  }

  package static func syncFolder(_ folder: String) throws(LakeError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .notWritable("open", folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .notWritable("sync", folder) }
  }

  /// Removes what killed workers left in a folder of pending files, once it is an hour old: younger ones may be somebody's
  /// who works where files cannot be locked.
  package static func sweep(_ folder: String) {
    // No folder is nothing to sweep.
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasSuffix(".tmp") {
      var status = stat()
      guard stat("\(folder)/\(name)", &status) == 0, time(nil) - status.st_mtim.tv_sec > 3600 else { continue }
      unlink("\(folder)/\(name)")
    }
  }
}
