extension ProjectDefinition {
  /// What reading a folder gave: every problem, sorted by place, and the project when none of them is an error.
  package struct Loading: Sendable {
    package let project: ProjectDefinition?
    package let problems: [Problem]
  }

  /// Reads and checks a project folder without an engine.
  /// - Parameters:
  ///   - folder: its absolute path.
  ///   - environment: the environment to work in; nil takes `default_environment`.
  ///   - variables: the process's environment variables, for `${NAME}` in paths.
  package static func load(folder: String, environment: String? = nil, variables: [String: String]) -> Loading {
    Loading(project: nil, problems: [])
  }
}
