import Deliveries
import DuckDBCompute
import Engine
import Journal
import Lake
import ModelSQL
import Project
import Tables
import Words

extension LocalChecks {
  /// A project's problems with the engine's help. Nothing is written to the project's folder.
  func checked() throws -> [Problem] {
    let library: EngineLibrary
    do {
      library = try EngineLibrary.load(environment: variables)
    } catch {
      return try withoutEngine(error)
    }
    let checking = try ProjectDefinition.check(
      folder: folder, environment: environment, variables: variables,
      serializer: ConnectionSerializer(connection: try Database(library: library).connect()))
    guard let project = checking.project else { return checking.problems }
    return try checking.problems + unknownColumns(project, checking.analysis, library)
  }

  /// What can be said without parsing SQL; when that is nothing, the engine is what is missing.
  private func withoutEngine(_ error: EngineError) throws -> [Problem] {
    let loading = loading
    guard loading.problems.contains(where: { $0.severity == .error }) else { throw error }
    return loading.problems
  }

  private func unknownColumns(
    _ project: ProjectDefinition, _ analysis: ProjectAnalysis, _ library: EngineLibrary
  ) throws -> [Problem] {
    let workspace = Workspace(project: project, clock: clock)
    let journal = try Journal(lookingAt: project.environment.journalPath, clock: clock)
    let engine = try DuckDBSession(workspace: workspace, library: library)
    return try LakeSession(workspace: workspace, journal: journal, compute: engine).checkColumns(analysis)
      + SourceCheck(project, journal).problems()
      + LeftOverTables(workspace).entries().map { Problem("project.yml", .start, .warning, $0.advice) }
  }
}
