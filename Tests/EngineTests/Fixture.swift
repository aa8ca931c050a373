import Engine
import Foundation

/// The machine's engine. Where it is not installed its tests fail: passing by absence would say that all is well.
enum InstalledEngine {
  static func has(extension name: String) -> Bool {
    FileManager.default.fileExists(atPath: EngineLocations(environment: environment).extensionPath(name))
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
