import CDuckDB
import Foundation
import Synchronization

/// An in-memory database of the engine, shut to every file outside of its allowed folders, with its settings locked.
///
/// Lives as long as it or one of its connections is referred to. Connections may be used on different threads at once.
package final class Database: Sendable {
  package let library: EngineLibrary
  package let options: EngineOptions
  private let handle: SendableHandle
  /// The row sources by the name of their function; one table function stays registered a name, its source can change.
  let rowFunctions = Mutex<[String: RowFunction]>([:])

  /// Opens the database, loads the extensions, shuts file access, locks the settings: in this order, because each step
  /// needs what the next takes away.
  ///
  /// - Throws: `EngineError.cannotOpen`, `.extensionNotInstalled`, `.unusableExtension`.
  package init(
    library: EngineLibrary, options: EngineOptions = EngineOptions(),
    locations: EngineLocations = EngineLocations(environment: ProcessInfo.processInfo.environment)
  ) throws {
    self.library = library
    self.options = options
    handle = SendableHandle(raw: try Self.open(library, Self.openingSettings(options)))
    let connection = try Connection(self)
    do {
      for name in options.extensions { try Self.load(name, locations, on: connection) }
      for statement in Self.closingStatements(options) { try connection.execute(statement) }
    } catch let EngineError.query(failure) {
      throw EngineError.cannotOpen(reason: failure.message)
    }
  }

  deinit {
    var database: cduckdb_database? = handle.raw
    library.table.pointee.close(&database)
  }

  /// A new connection: its own temporary tables, variables and transaction.
  package func connect() throws -> Connection { try Connection(self) }

  func connectHandle() throws(EngineError) -> cduckdb_connection {
    var connection: cduckdb_connection?
    guard library.table.pointee.connect(handle.raw, &connection) == 0, let connection else {
      throw .cannotOpen(reason: "no connection could be made")
    }
    return connection
  }

  private static func openingSettings(_ options: EngineOptions) -> [(String, String)] {
    var settings = [
      ("autoinstall_known_extensions", "false"), ("autoload_known_extensions", "false"),
      ("allow_community_extensions", "false"), ("allow_persistent_secrets", "false"),
      ("preserve_insertion_order", options.preservesInsertionOrder ? "true" : "false"),
      ("temp_directory", options.temporaryDirectory ?? ""),
    ]
    if let limit = options.memoryLimit { settings.append(("memory_limit", limit)) }
    if let threads = options.threads { settings.append(("threads", String(max(1, threads)))) }
    return settings
  }

  private static func closingStatements(_ options: EngineOptions) -> [String] {
    func list(_ paths: [String]) -> String {
      paths.map { "'\($0.replacing("'", with: "''"))'" }.joined(separator: ", ")
    }
    let own = options.extensionSettings.sorted { $0.key < $1.key }
    return own.map { "SET GLOBAL \($0.key) = '\($0.value.replacing("'", with: "''"))'" } + [
      "SET GLOBAL TimeZone = 'UTC'", "SET GLOBAL errors_as_json = true",
      "SET allowed_directories = [\(list(options.allowedDirectories))]",
      "SET allowed_paths = [\(list(options.allowedFiles))]", "SET enable_external_access = false",
      "SET lock_configuration = true",
    ]
  }

  private static func open(
    _ library: EngineLibrary, _ settings: [(String, String)]
  ) throws(EngineError) -> cduckdb_database {
    let api = library.table.pointee
    var config: cduckdb_config?
    defer { api.destroy_config(&config) }
    guard api.create_config(&config) == 0 else { throw .cannotOpen(reason: "it has no memory for its settings") }
    for (name, value) in settings where api.set_config(config, name, value) != 0 {
      throw .cannotOpen(reason: "\(name) cannot be '\(value)'")
    }
    var database: cduckdb_database?
    var message: UnsafeMutablePointer<CChar>?
    let state = api.open_ext(":memory:", &database, config, &message)
    let reason = library.table.takeString(message)
    guard state == 0, let database else { throw .cannotOpen(reason: reason ?? "no reason given") }
    return database
  }

  private static func load(_ name: String, _ locations: EngineLocations, on connection: Connection) throws {
    let path = name.hasPrefix("/") ? name : locations.extensionPath(name)
    guard access(path, F_OK) == 0 else { throw EngineError.extensionNotInstalled(name: name, path: path) }
    do {
      try connection.execute("LOAD '\(path.replacing("'", with: "''"))'")
    } catch let EngineError.query(failure) {
      throw EngineError.unusableExtension(name: name, path: path, reason: failure.message)
    }
  }
}

/// A database handle of the engine.
private struct SendableHandle: @unchecked Sendable {  // the engine allows it on any thread; it is written once
  let raw: cduckdb_database
}
