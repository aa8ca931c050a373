import Clocks
import Foundation
import Ledger
import Project
import Storage
import Words

/// One environment of one project, as folders: where its tables, its journal and its locks are.
package struct Workspace: Sendable {
  package let project: ProjectDefinition
  package let clock: any WallClock
  /// Where the bytes of the lake are.
  package let store: any ObjectStore
  /// Who brings files of other machines; nil where only what is here is looked at.
  package let remoteFiles: (any RemoteFiles)?
  package let checkpointMemory = CheckpointMemory()
  package let heads: LogHeads

  package init(
    project: ProjectDefinition, clock: any WallClock, store: any ObjectStore = LocalStore(),
    remoteFiles: (any RemoteFiles)? = nil
  ) {
    self.remoteFiles = remoteFiles
    self.project = project
    self.clock = clock
    self.store = store
    heads = LogHeads(store: store)
  }

  package var environment: EnvironmentSettings { project.environment }
  package var lakePath: String { environment.lake }
  package var statePath: String { environment.stateFolder }
  package var spillPath: String { statePath + "/spill" }

  /// The day it is now where the project's days begin.
  package var today: CalendarDay { project.timeZone.day(clock.now()) }

  /// The Delta table's folder, `lake/dev/silver/orders`.
  package func tablePath(_ table: TableName) -> String { "\(lakePath)/\(table.layer.rawValue)/\(table.name)" }

  /// Where a source's original bytes are kept. The underscore keeps other programs' vacuum away.
  package func filesPath(_ source: SourceDefinition) -> String { tablePath(source.table) + "/_files" }

  /// Where a loaded file's bytes are kept, relative to the lake: a project may be moved, and a copy must read its own.
  package static func storedPath(source: String, file: String) -> String { "bronze/\(source)/_files/\(file)" }

  /// The same, absolute.
  package func fullPath(_ file: ManifestRecord) -> String { "\(lakePath)/\(file.storedPath)" }

  /// The bytes a reader takes: the original, or its transcoding to UTF-8 beside it.
  package func readablePath(_ file: ManifestRecord) -> String {
    fullPath(file) + Self.transcodingSuffix(file.encoding)
  }

  /// The files whose bytes are not where the manifest says, those that came or those that are read.
  package func gone(among files: [StoredFile]) throws(LakeError) -> [StoredFile] {
    let paths = files.map { file in
      let original = "\(lakePath)/\(file.storedPath)"
      let read = original + Self.transcodingSuffix(file.encoding)
      return read == original ? [original] : [original, read]
    }
    let missing = Set(try missing(among: paths.flatMap(\.self)).map { Array($0.utf8) })
    guard !missing.isEmpty else { return [] }
    return zip(files, paths).filter { _, paths in paths.contains { missing.contains(Array($0.utf8)) } }.map(\.0)
  }

  /// Those of some objects of the lake that are not there.
  package func missing(among paths: [String]) throws(LakeError) -> [String] {
    try LakeError.told { () throws(StorageError) in try store.missing(among: paths) }
  }

  /// Sees to it that objects of the lake are files of this machine under their paths.
  package func bring(_ paths: [String]) throws(LakeError) {
    try LakeError.told { () throws(StorageError) in try store.bring(paths) }
  }

  /// Gives up what killed workers began to send to a bucket a day ago or earlier; younger ones may be somebody's who works.
  package func sweepUploads() throws(LakeError) {
    guard isInBucket else { return }
    _ = try LakeError.told { () throws(StorageError) in
      try store.sweepUnfinished(in: lakePath, olderThan: .seconds(86_400))
    }
  }

  /// Keeps the copies of a lake in a bucket below what the environment says. Blocks while the bucket is listed, which is only
  /// where something is to go.
  package func trimCopies() throws(LakeError) {
    guard let limit = environment.bucket?.copies else { return }
    _ = try LakeError.told { () throws(StorageError) in try store.trimCopies(to: limit) }
  }

  /// Where something of the lake is, for people.
  package func address(of path: String) -> String {
    guard let bucket = environment.bucket, path.hasPrefix(lakePath) else { return path }
    return bucket.address + path.dropFirst(lakePath.count)
  }

  /// The lake is in a bucket, and what lies under its paths here are copies.
  package var isInBucket: Bool { environment.bucket != nil }

  private static func transcodingSuffix(_ encoding: String) -> String { encoding == "utf-8" ? "" : ".utf8" }

  /// Where a source's files wait until they are whole.
  package func pendingPath(_ source: SourceDefinition) -> String { filesPath(source) + "/.pending" }

  /// Keys that a merge deleted, so that an older row which arrives later does not bring them back.
  package func tombstonesPath(of table: TableName) -> String {
    "\(lakePath)/_deleted/\(table.layer.rawValue)_\(table.name)"
  }

  package func makeFolder(_ path: String) throws(LakeError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw LakeError.notMade(folder: path, error)
    }
  }
}
