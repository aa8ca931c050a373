import DuckDBCompute
import Engine
import Project

/// Which secrets a project's SQL asks for.
enum SecretUse {
  /// Sorted. Empty where there is no engine to parse the SQL; its absence is a finding of its own.
  static func names(in project: ProjectDefinition, _ variables: [String: String]) -> [String] {
    do {
      let connection = try Database(library: try EngineLibrary.load(environment: variables)).connect()
      let analysis = try project.analyze(ConnectionSerializer(connection: connection))
      return Set(analysis.models.values.flatMap(\.secrets)).sorted()
    } catch {
      return []
    }
  }
}
