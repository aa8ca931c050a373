import Files
import Foundation
import Lake
import Ledger
import Project

/// The bytes a source has in the lake, whatever its manifest says.
struct KeptFiles {
  let workspace: Workspace
  let source: SourceDefinition

  private var folder: String { workspace.filesPath(source) }

  /// Every file that is kept, in the order they were kept.
  func all() throws -> [IncomingFile] {
    var found: [IncomingFile] = []
    for path in try paths(in: folder) {
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

  /// Whether the bytes a reader takes are there.
  func holds(_ record: ManifestRecord) -> Bool {
    let path = workspace.readablePath(record)
    return workspace.store.exists(path) && workspace.store.exists(workspace.fullPath(record))
  }

  /// Whether the bytes that are there are those that were loaded.
  func verifies(_ record: ManifestRecord) throws -> Bool {
    let path = workspace.fullPath(record)
    guard holds(record), let stamp = FileStamp(path: RawPath(path)), stamp.size == record.size else { return false }
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

  var isThere: Bool { access(path, F_OK) == 0 }

  func put() throws(LakeError) {
    try workspace.makeFolder((path as NSString).deletingLastPathComponent)
    let descriptor = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .notWritable("create", path) }
    close(descriptor)
  }

  func remove() { unlink(path) }
}
