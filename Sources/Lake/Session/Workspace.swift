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

  /// Whether a file's bytes are where its manifest says, those that came and those that are read.
  package func holds(_ file: StoredFile) -> Bool {
    let original = "\(lakePath)/\(file.storedPath)"
    let read = original + Self.transcodingSuffix(file.encoding)
    return store.exists(original) && (read == original || store.exists(read))
  }

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
