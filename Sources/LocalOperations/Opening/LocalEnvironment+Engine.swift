import DuckDBCompute
import Engine
import Lake
import Reading

/// Which engine computes here: another one is another `Computing`, and how it is opened.
extension LocalEnvironment {
  private typealias Computing = DuckDBSession

  /// As the header shows it, known without loading the engine.
  static var engineName: String { Computing.engineName }

  /// The engine's library, loaded at the first call; throws `EngineError` where it is missing or damaged.
  package func engine() throws(EngineError) -> EngineLibrary {
    if let loaded = library.withLock({ $0 }) { return loaded }
    let loaded = try EngineLibrary.load(environment: variables)
    library.withLock { $0 = loaded }
    return loaded
  }

  /// Whether there is a library that can be loaded; throws `EngineError` where not. Loads nothing.
  package func findEngine() throws(EngineError) {
    _ = try EngineLibrary.find(in: EngineLocations(environment: variables))
  }

  /// An engine instance of its own over this environment's lake.
  package func session(
    extensions: [String] = [], alsoReading folders: [String] = [], files: [String] = []
  ) throws -> LakeSession {
    let compute = try Computing(
      workspace: workspace, library: try engine(), extensions: extensions, alsoReading: folders, files: files,
      queries: spark)
    return LakeSession(workspace: workspace, journal: journal, compute: compute)
  }

  /// What makes engine instances over this environment's lake; throws `EngineError` where the library is missing or damaged.
  /// Engines elsewhere are theirs together, and end with what is returned.
  package func makeCompute() throws(EngineError) -> MakeCompute {
    let library = try engine()
    let queries = spark
    return { [workspace] in try Computing(workspace: workspace, library: library, queries: queries) }
  }
}
