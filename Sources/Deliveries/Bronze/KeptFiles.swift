import Files
import Foundation
import Lake
import Ledger
import Project
import Storage

/// The bytes a source has in the lake, whatever its manifest says.
struct KeptFiles {
  let workspace: Workspace
  let source: SourceDefinition

  private var folder: String { workspace.filesPath(source) }

  /// Every file that is kept, in the order they were kept.
  func all() throws -> [IncomingFile] {
    var found: [IncomingFile] = []
    let paths = try workspace.isInBucket ? objects(in: folder) : paths(in: folder)
    try workspace.bring(paths)
    for path in paths {
      guard let stamp = FileStamp(path: RawPath(path)) else { continue }
      found.append(IncomingFile(path: RawPath(path), name: String(path.dropFirst(folder.count + 1)), stamp: stamp))
    }
    return found.sorted { ($0.modifiedAt, $0.name) < ($1.modifiedAt, $1.name) }
  }

  private func paths(in folder: String) throws -> [String] {
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    var found: [String] = []
    for name in names.sorted() where name != ".pending" && name != ".withdrawn" {
      let path = folder + "/" + name
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: found += try paths(in: path)
      // Beside its original lies what is read of it.
      case S_IFREG where !(name.hasSuffix(".utf8") && names.contains(String(name.dropLast(5)))): found.append(path)
      default: break
      }
    }
    return found
  }

  /// A bucket's names are folders where no object has them.
  private func objects(in folder: String) throws(LakeError) -> [String] {
    let store = workspace.store
    let names = try LakeError.told { () throws(StorageError) in try store.list(folder) ?? [] }
    var found: [String] = []
    for name in names.sorted() where name != ".pending" && name != ".withdrawn" {
      let path = folder + "/" + name
      if name.hasSuffix(".utf8"), names.contains(String(name.dropLast(5))) { continue }
      let isObject = try LakeError.told { () throws(StorageError) in try store.status(of: path) != nil }
      found += isObject ? [path] : try objects(in: path)
    }
    return found
  }

  /// Whether the bytes a reader takes are there.
  func holds(_ record: ManifestRecord) throws(LakeError) -> Bool {
    try workspace.missing(among: [workspace.readablePath(record), workspace.fullPath(record)]).isEmpty
  }

  /// Whether the bytes that are there are those that were loaded.
  func verifies(_ record: ManifestRecord) throws -> Bool {
    let path = workspace.fullPath(record)
    guard try holds(record) else { return false }
    try workspace.bring([path])
    guard let stamp = FileStamp(path: RawPath(path)), stamp.size == record.size else { return false }
    return try IncomingFile(path: RawPath(path), name: record.name, stamp: stamp).sha256() == record.sha256
  }
}

/// Says that files are being kept of which the manifest does not know yet: where it is found, the worker that put it there
/// was killed, and what it kept last may be nobody's.
struct LoadingMark {
  let path: String
  private let workspace: Workspace

  init(_ manifest: SourceManifest) {
    path = String(manifest.path.dropLast("jsonl".count)) + "loading"
    workspace = manifest.workspace
  }

  func isThere() throws(LakeError) -> Bool { try workspace.missing(among: [path]).isEmpty }

  func put() throws(LakeError) {
    try LakeError.told { () throws(StorageError) in try workspace.store.put([], at: path) }
  }

  /// One that stays makes the next run look at more than it has to.
  func remove() { do throws(StorageError) { try workspace.store.remove(path) } catch {} }
}
