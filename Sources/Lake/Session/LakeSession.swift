import Clocks
import DeltaLog
import Engine
import Foundation
import Journal
import Project
import Words

/// What one step, or one question, works with: an engine of its own, the environment's folders and its journal.
///
/// Each step has its own engine instance, because a fatal error inside the engine spoils the whole instance, and because
/// two steps may see the same table narrowed in different ways.
package final class LakeSession {
  package let workspace: Workspace
  package let journal: Journal
  package let connection: Connection
  let checkpoints: EngineCheckpoints
  let resources: EngineResources
  /// Folders whose files the engine may read.
  let readableFolders: [String]
  /// Where this session puts down what is too large for memory; made when it is needed first.
  private let spillPath: String
  /// Secrets that statements of this session can use now.
  var secrets: Set<String> = []

  package init(
    workspace: Workspace, journal: Journal, library: EngineLibrary, resources: EngineResources = .init(),
    extensions: [String] = [], alsoReading folders: [String] = [], files: [String] = []
  ) throws {
    self.workspace = workspace
    self.journal = journal
    self.resources = resources
    // A folder of its own: the engine removes what it spilled only when it ends in peace.
    spillPath = SpillFolders(workspace).path()
    var options = EngineOptions()
    options.memoryLimit = resources.memoryLimit ?? workspace.environment.memoryLimit ?? Self.memoryShare
    options.threads = resources.threads ?? workspace.environment.threads
    options.temporaryDirectory = spillPath
    readableFolders = [workspace.lakePath, spillPath] + folders
    options.allowedDirectories = readableFolders
    options.allowedFiles = files
    options.extensions = extensions
    connection = try Database(library: library, options: options).connect()
    checkpoints = EngineCheckpoints(connection: connection, memory: workspace.checkpointMemory)
    for layer in Layer.allCases { try connection.execute("CREATE SCHEMA IF NOT EXISTS \(layer.rawValue)") }
  }

  deinit {
    // What stays behind is swept by the next worker.
    try? FileManager.default.removeItem(atPath: spillPath)
  }

  /// The path of a file that is gone with the session. A file of that name from before is written over.
  func spillFile(_ name: String) throws(LakeError) -> String {
    do {
      try FileManager.default.createDirectory(atPath: spillPath, withIntermediateDirectories: true)
    } catch {
      throw LakeError.notMade(folder: spillPath, error)
    }
    return spillPath + "/" + name
  }

  /// Sessions of one run that work at once. Each has an engine of its own that uses all cores, so two keep the machine busy
  /// while one of them waits for the disk, and more only share the memory.
  package static let atOnce = 2

  /// Together four fifths of the memory: the machine has other things to do.
  private static var memoryShare: String {
    "\(ProcessInfo.processInfo.physicalMemory / 10 * 8 / UInt64(atOnce) / 1_000_000)MB"
  }

  package func deltaTable(_ table: TableName) -> DeltaTable { deltaTable(path: workspace.tablePath(table)) }

  package func deltaTable(path: String) -> DeltaTable {
    DeltaTable(path: path, checkpoints: checkpoints, clock: workspace.clock)
  }

  func createView(_ table: TableName, _ sql: String) throws {
    try connection.execute("CREATE OR REPLACE VIEW \(table.sql) AS \(sql)")
  }
}

/// What an engine instance may take of the machine; nil leaves the environment's own setting.
package struct EngineResources: Sendable {
  package var memoryLimit: String?
  package var threads: Int?
  /// A model that reads more rows than these has its result kept in a file instead of in memory.
  package var rowsInMemory: Int64

  package init(memoryLimit: String? = nil, threads: Int? = nil, rowsInMemory: Int64 = 2_000_000) {
    self.memoryLimit = memoryLimit
    self.threads = threads
    self.rowsInMemory = rowsInMemory
  }
}
