import DataQuality
import DuckDBCompute
import Engine
import Foundation
import ModelSQL
import Project
import Words

/// Finds everything wrong in projects and in single files.
struct ProjectCheck {
  let environment: String?
  private var variables: [String: String] { ProcessInfo.processInfo.environment }

  init(environment: String?) { self.environment = environment }

  /// Every problem of a project; their files are relative to its folder.
  func folder(_ folder: String) throws -> [Problem] {
    guard FileManager.default.fileExists(atPath: folder + "/project.yml") else {
      throw Failure.usage("there is no project.yml in \(folder); 'assay init \(folder)' makes a project")
    }
    return try CheckedProject(folder: folder, environment: environment, variables: variables).problems()
      + WorkflowFiles.problems(of: folder, definition(folder))
  }

  /// What can be read of a project without an engine.
  private func definition(_ folder: String) -> ProjectDefinition? {
    ProjectDefinition.load(folder: folder, environment: environment, variables: variables).project
  }

  /// A machine of a project's folder `workflows` is one that runs here; others may run on AWS.
  private func workflow(_ path: String, _ named: String) throws -> [Problem] {
    let folder = (path as NSString).deletingLastPathComponent
    let project = (folder as NSString).deletingLastPathComponent
    guard (folder as NSString).lastPathComponent == "workflows",
      FileManager.default.fileExists(atPath: project + "/project.yml")
    else { return WorkflowFiles.problems(in: try FolderPath.text(of: path), named) }
    let relative = String(path.dropFirst(project.count + 1))
    return try WorkflowFiles.problems(of: project, definition(project)).filter { $0.file == relative }
      .map { named == $0.file ? $0 : $0.in(named) }
  }

  /// A project's folder, or a file: of a file in a project those problems of the project that are in it.
  func path(_ named: String) throws -> [Problem] {
    let path = FolderPath.absolute(named)
    guard FileManager.default.fileExists(atPath: path) else {
      throw Failure.usage("there is no file or folder \(path)")
    }
    if FolderPath.isFolder(path) { return try folder(path) }
    if path.hasSuffix(WorkflowFiles.suffix) { return try workflow(path, named) }
    if let project = FolderPath.projectFolder(above: (path as NSString).deletingLastPathComponent) {
      let relative = String(path.dropFirst(project.count + 1))
      return try folder(project).filter { $0.file == relative }.map { named == $0.file ? $0 : $0.in(named) }
    }
    return try alone(path, named)
  }

  /// A file that belongs to no project: what can be said of it without knowing the tables there are.
  private func alone(_ path: String, _ named: String) throws -> [Problem] {
    let text = try FolderPath.text(of: path)
    switch (path as NSString).pathExtension {
    case "dqdl": return try rules(text, named)
    case "sql": return try sql(text, named)
    case "json": return WorkflowFiles.problems(in: text, named)
    default:
      throw Failure.usage("\(named) is in no project, and only .sql, .dqdl and .asl.json files can be checked alone")
    }
  }

  private func rules(_ text: String, _ named: String) throws -> [Problem] {
    let problems = Ruleset.problems(in: text, file: named).map { problem in
      let message = problem.message + (problem.hint.map { "; \($0)" } ?? "")
      return Problem(named, SourcePosition(line: problem.line, column: problem.column), .error, message)
    }
    guard problems.isEmpty else { return problems }
    let ruleset = try Ruleset(parsing: text, file: named)
    guard !ruleset.writtenSQL.isEmpty || !ruleset.patterns.isEmpty || !ruleset.hopeless.isEmpty else { return [] }
    let connection = try Database(library: try EngineLibrary.load()).connect()
    return try RulesetSQLCheck(connection: connection, tables: nil).problems(ruleset, file: named)
  }

  private func sql(_ text: String, _ named: String) throws -> [Problem] {
    do {
      let file = try ModelFile(text)
      let connection = try Database(library: try EngineLibrary.load()).connect()
      let parsed = try ModelAnalysis.analyze(
        file.source, as: .query, knownTables: nil, serializer: ConnectionSerializer(connection: connection))
      return parsed.problems.map { Problem(named, $0) }
    } catch let problem as SQLProblem {
      return [Problem(named, problem)]
    }
  }
}

extension Problem {
  /// The same problem with its file named in another way.
  func `in`(_ file: String) -> Problem { Problem(file, position, severity, message) }
}
