import Clocks
import DeltaLog
import Engine
import Foundation
import Lake
import Ledger
import Project
import Words

/// DuckDB as the lake's engine: one instance over an environment's folders, with the views and temporary tables of one step.
package final class DuckDBSession: Compute {
  package static var engineName: String { "DuckDB " + EngineLibrary.version }

  package let workspace: Workspace
  package let connection: Connection
  let resources: EngineResources
  /// Folders whose files the engine may read.
  let readableFolders: [String]
  /// Where this session puts down what is too large for memory; made when it is needed first.
  private let spillPath: String
  /// Secrets that statements of this session can use now.
  var secrets: Set<String> = []
  /// Who evaluates the queries of some models instead.
  let queries: (any QueryCompute)?
  /// Set once the step's query was evaluated there.
  var sharing: SharedStep?
  /// The engine may read the bucket that the lake is in.
  let readsBucket: Bool

  package init(
    workspace: Workspace, library: EngineLibrary, resources: EngineResources = .init(), extensions: [String] = [],
    alsoReading folders: [String] = [], files: [String] = [], queries: (any QueryCompute)? = nil,
    locations: EngineLocations = EngineLocations(environment: ProcessInfo.processInfo.environment)
  ) throws {
    self.workspace = workspace
    self.queries = queries
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
    readsBucket = ReadingInPlace.isWanted(in: workspace.environment, locations)
    if readsBucket, let bucket = workspace.environment.bucket {
      options.extensions.append(ReadingInPlace.extension)
      options.extensionSettings = ReadingInPlace.settings
      options.allowedDirectories.append(bucket.address + "/")
    }
    connection = try Database(library: library, options: options, locations: locations).connect()
    for layer in Layer.allCases { try connection.execute("CREATE SCHEMA IF NOT EXISTS \(layer.rawValue)") }
  }

  deinit {
    // What stays behind is swept by the next worker.
    try? FileManager.default.removeItem(atPath: spillPath)
  }

  package var checkpoints: any CheckpointFormat {
    EngineCheckpoints(connection: connection, memory: workspace.checkpointMemory)
  }

  package var interruption: @Sendable () -> Void {
    { [connection] in connection.interrupt() }
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

  /// Together four fifths of the memory: the machine has other things to do.
  private static var memoryShare: String {
    "\(ProcessInfo.processInfo.physicalMemory / 10 * 8 / UInt64(LakeSession.atOnce) / 1_000_000)MB"
  }

  func deltaTable(_ table: TableName) -> DeltaTable { deltaTable(path: workspace.tablePath(table)) }

  func deltaTable(path: String) -> DeltaTable {
    DeltaTable(path: path, checkpoints: checkpoints, clock: workspace.clock, store: workspace.store)
  }

  func source(_ table: TableName) -> SourceDefinition? { workspace.project.source(of: table) }

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
