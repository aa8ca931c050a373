import Engine
import Foundation

/// The machine's engine. Its tests are skipped where it is not installed; what `assay engine install` is for is tested
/// without it.
enum InstalledEngine {
  // `try?`: whatever keeps it from being found, these tests cannot run.
  static let isThere = (try? EngineLibrary.find(in: EngineLocations(environment: environment))) != nil

  static func has(extension name: String) -> Bool {
    isThere
      && FileManager.default.fileExists(atPath: EngineLocations(environment: environment).extensionPath(name))
  }

  static func database(_ options: EngineOptions = EngineOptions(threads: 2)) throws -> Database {
    try Database(library: try EngineLibrary.load(environment: environment), options: options)
  }

  static func connection(_ options: EngineOptions = EngineOptions(threads: 2)) throws -> Connection {
    try database(options).connect()
  }

  private static var environment: [String: String] { ProcessInfo.processInfo.environment }
}

/// The failure a statement ends with; nil when it does not fail as a query.
func failure(_ body: () throws -> Void) -> QueryFailure? {
  do {
    try body()
    return nil
  } catch let EngineError.query(failure) {
    return failure
  } catch {
    return nil
  }
}
