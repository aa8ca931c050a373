import CDuckDB
import Foundation
import Synchronization

/// The loaded DuckDB library. Loading takes 10 ms warm and most of a second cold, so it happens at the first use of the
/// engine, never at the start of a program.
///
/// One library a process: the engine keeps global state and threads, and is never unloaded.
package struct EngineLibrary: @unchecked Sendable {  // written once, before it is published

  package static let version = "1.5.5"

  package let path: String
  let table: UnsafePointer<cduckdb_table>

  private static let loaded = Mutex<EngineLibrary?>(nil)

  /// The library that is in use, for callbacks that get nothing from the engine but a handle.
  static var current: EngineLibrary? { loaded.withLock { $0 } }

  /// Finds, checks and loads the library; the second call with the same outcome costs a few file look-ups.
  ///
  /// The first candidate that exists decides: a damaged or wrong library is an error, not a reason to look further.
  package static func load(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(EngineError) -> EngineLibrary {
    try load(from: EngineLocations(environment: environment))
  }

  package static func load(from locations: EngineLocations) throws(EngineError) -> EngineLibrary {
    let path = try find(in: locations)
    let outcome: Result<EngineLibrary, EngineError> = loaded.withLock { loaded in
      if let library = loaded {
        return library.path == path ? .success(library) : .failure(.anotherLibraryLoaded(path: library.path))
      }
      return Result { () throws(EngineError) in try open(path, locations) }
        .map { library in
          loaded = library
          return library
        }
    }
    return try outcome.get()
  }

  /// The path of the library that would be loaded, after the checks that need no loading.
  package static func find(in locations: EngineLocations) throws(EngineError) -> String {
    guard let path = locations.candidates.first(where: exists) else {
      if let named = locations.named { throw .unusableLibrary(path: named, .notThere, namedBy: .environment) }
      throw .notInstalled(searched: locations.candidates)
    }
    if let fault = SharedObjectFile.fault(path: path) {
      throw .unusableLibrary(path: path, fault, namedBy: locations.namedBy)
    }
    return path
  }

  private static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Opens a library without making it the process's engine.
  static func open(_ path: String, _ locations: EngineLocations) throws(EngineError) -> EngineLibrary {
    let table = UnsafeMutablePointer<cduckdb_table>.allocate(capacity: 1)
    table.initialize(to: cduckdb_table())
    var detail = [CChar](repeating: 0, count: 1024)
    let outcome = cduckdb_load(path, table, &detail, detail.count)
    if outcome == CDUCKDB_LOADED { return EngineLibrary(path: path, table: UnsafePointer(table)) }
    table.deallocate()
    throw .unusableLibrary(path: path, fault(outcome, detail: text(detail)), namedBy: locations.namedBy)
  }

  private static func fault(_ outcome: cduckdb_outcome, detail: String) -> LibraryFault {
    switch outcome {
    case CDUCKDB_NOT_DUCKDB: .notDuckDB
    case CDUCKDB_WRONG_VERSION: .wrongVersion(found: detail, needed: CDUCKDB_VERSION)
    case CDUCKDB_INCOMPLETE: .missingFunction(detail)
    default: .notOpened(detail)
    }
  }

  private static func text(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

extension EngineLocations {
  var namedBy: LibraryNamedBy { named == nil ? .searchOrder : .environment }
}
