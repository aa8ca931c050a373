import DataQuality
import DuckDBCompute
import Engine
import Files
import Foundation
import ModelSQL
import Operations
import Project
import StatesLanguage
import Words

extension LocalMachine {
  package func problems(at path: String, named: String) throws -> [Problem] {
    try OperationsError.answered {
      guard let kind = FileKind.at(RawPath(path)) else {
        throw OperationsError.invalid("there is no file or folder \(path)")
      }
      if kind == .folder { return try checks(of: path).problems() }
      if path.hasSuffix(WorkflowFolder.suffix) { return try workflow(path, named) }
      if let project = ProjectDefinition.folder(above: (path as NSString).deletingLastPathComponent) {
        let relative = String(path.dropFirst(project.count + 1))
        return try checks(of: project).problems().of(relative, as: named)
      }
      return try alone(path, named)
    }
  }

  private func checks(of project: String) -> LocalChecks {
    LocalChecks(folder: project, environment: environment, variables: variables, clock: clock)
  }

  /// A machine of a project's folder `workflows` is one that runs here; others may run on AWS.
  private func workflow(_ path: String, _ named: String) throws -> [Problem] {
    let folder = (path as NSString).deletingLastPathComponent
    let project = (folder as NSString).deletingLastPathComponent
    guard (folder as NSString).lastPathComponent == WorkflowFolder.name, ProjectDefinition.isIn(project) else {
      return MachineValidator.problems(in: try TextFile.text(of: path)).map { $0.problem(in: named) }
    }
    return try checks(of: project).workflowProblems().of(String(path.dropFirst(project.count + 1)), as: named)
  }

  /// A file that belongs to no project: what can be said of it without knowing the tables there are.
  private func alone(_ path: String, _ named: String) throws -> [Problem] {
    let text = try TextFile.text(of: path)
    switch (path as NSString).pathExtension {
    case "dqdl": return try rules(text, named)
    case "sql": return try sql(text, named)
    case "json": return MachineValidator.problems(in: text).map { $0.problem(in: named) }
    default:
      throw OperationsError.invalid(
        "\(named) is in no project, and only .sql, .dqdl and .asl.json files can be checked alone")
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

extension [Problem] {
  /// Those of one file, which is named in another way.
  fileprivate func of(_ file: String, as named: String) -> [Problem] {
    filter { $0.file == file }.map { named == file ? $0 : $0.in(named) }
  }
}
