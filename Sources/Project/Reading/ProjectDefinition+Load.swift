import ModelSQL
import Words

extension ProjectDefinition {
  /// What reading a folder gave: every problem, sorted by place, and the project when none of them is an error.
  package struct Loading: Sendable {
    package let project: ProjectDefinition?
    package let problems: [Problem]
  }

  /// Reads and checks a project folder without an engine. What needs the parse of the SQL is checked by `analyze`, and
  /// all of it at once by `check`.
  /// - Parameters:
  ///   - folder: its absolute path.
  ///   - environment: the environment to work in; nil takes `default_environment`.
  ///   - variables: the process's environment variables, for `${NAME}` in paths.
  ///   - kept: the texts of its definitions as they were, by path, in place of the folder's; paths are the folder's.
  package static func load(
    folder: String, environment: String? = nil, variables: [String: String], kept: [String: String]? = nil
  ) -> Loading {
    let loader = ProjectLoader(folder: folder, environment: environment, variables: variables, kept: kept)
    let project = loader.read().project
    return Loading(project: loader.log.hasErrors ? nil : project, problems: loader.log.problems.sorted())
  }

  /// What reading a folder and parsing its SQL gave.
  package struct Checking: Sendable {
    /// Nil when a problem is an error.
    package let project: ProjectDefinition?
    package let analysis: ProjectAnalysis
    /// Sorted by place.
    package let problems: [Problem]
  }

  /// Reads a folder and parses its SQL, so that all problems come at once: an error in one file keeps no other from
  /// being checked. Throws only when the engine cannot be asked.
  package static func check(
    folder: String, environment: String? = nil, variables: [String: String], serializer: some SQLSerializer
  ) throws -> Checking {
    let loader = ProjectLoader(folder: folder, environment: environment, variables: variables)
    let (definitions, project) = loader.read()
    let analysis = try definitions.analyze(serializer)
    for problem in analysis.problems { loader.log.add(problem) }
    return Checking(
      project: loader.log.hasErrors ? nil : project, analysis: analysis, problems: loader.log.problems.sorted())
  }
}
