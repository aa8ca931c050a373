import Foundation
import Project
import StatesLanguage
import Words

/// The workflows and procedures of a project, held against what is there to do their tasks.
package struct WorkflowCheck {
  private let project: ProjectDefinition
  package init(_ project: ProjectDefinition) { self.project = project }

  /// What a task of a workflow names and that is not there: it would fail where the workflow comes to it.
  package func missing(in text: String) -> [MachineProblem] {
    TaskMention.all(in: text).compactMap { mention in
      guard case .some(let (message, place)) = missing(mention) else { return nil }
      return MachineProblem(place: place, severity: .error, message: "“\(mention.state)”: \(message)")
    }
  }

  package func procedureProblems() -> [Problem] {
    let files = ProcedureFile(project)
    return files.names.compactMap { name in
      do throws(RunError) {
        _ = try files.script(name)
        return nil
      } catch {
        return Problem(error.cause, inFile: "procedures/\(name).sql")
      }
    }
  }

  private typealias Finding = (message: String, place: SourcePlace)

  private func missing(_ mention: TaskMention) -> Finding? {
    switch mention.resource.surface {
    case .activity: return nil
    case .function: return function(mention.resource.text, mention.place)
    case .service(let service, let action):
      let name = service.replacing("aws-sdk:", with: "")
      switch (name, action.prefix { $0 != "." && $0 != ":" }) {
      case ("lambda", "invoke"): return mention.texts["FunctionName"].flatMap { function($0.text, $0.place) }
      case ("glue", "startJobRun"): return mention.texts["JobName"].flatMap { job($0.text, $0.place) }
      case ("glue", "startCrawler"), ("glue", "getCrawler"):
        return mention.texts["Name"].flatMap { crawler($0.text, $0.place) }
      case ("states", "startExecution"), ("sfn", "startExecution"):
        return mention.texts["StateMachineArn"].flatMap { workflow($0.text, $0.place) }
      case ("sns", "publish"): return mention.texts["TopicArn"].flatMap { topic($0.text, $0.place) }
      case ("redshiftdata", "executeStatement"): return mention.texts["Sql"].flatMap { procedure($0.text, $0.place) }
      case ("dms", "startReplicationTask"), ("databasemigration", "startReplicationTask"):
        return mention.texts["ReplicationTaskArn"].flatMap { source($0.text, $0.place) }
      default: return nil
      }
    }
  }

  private func function(_ text: String, _ place: SourcePlace) -> Finding? {
    let name = FunctionFile.name(in: text)
    let reason = FunctionFile(project).find(name).failure
    return reason.map { ($0, place) }
  }

  private func job(_ name: String, _ place: SourcePlace) -> Finding? {
    let jobs = JobTables(project)
    guard jobs.tables(of: name) == nil else { return nil }
    return (
      "there is no job “\(name)”: a job is a table, a source, a layer, a pattern, or all\(jobs.hint(for: name))", place
    )
  }

  private func workflow(_ arn: String, _ place: SourcePlace) -> Finding? {
    let (name, names) = (Self.last(arn), WorkflowFile(project).names)
    guard !names.contains(name) else { return nil }
    return ("there is no workflows/\(name).asl.json\(NearestName.hint(for: name, among: names))", place)
  }

  private func crawler(_ name: String, _ place: SourcePlace) -> Finding? {
    let names = project.crawlers.map(\.name) + project.sources.map(\.name)
    guard !names.contains(name) else { return nil }
    return ("there is no crawlers/\(name).yml\(NearestName.hint(for: name, among: names))", place)
  }

  private func topic(_ arn: String, _ place: SourcePlace) -> Finding? {
    let (name, names) = (Self.last(arn), Array(project.alarmActions.keys))
    guard !names.contains(name) else { return nil }
    return ("project.yml has no action or topic “\(name)”\(NearestName.hint(for: name, among: names))", place)
  }

  private func procedure(_ sql: String, _ place: SourcePlace) -> Finding? {
    let names = ProcedureFile(project).names
    guard let name = ProcedureCall.name(in: sql), !names.contains(name) else { return nil }
    return ("there is no procedures/\(name).sql\(NearestName.hint(for: name, among: names))", place)
  }

  private func source(_ arn: String, _ place: SourcePlace) -> Finding? {
    let (name, names) = (Self.last(arn), project.sources.map(\.name))
    guard !names.contains(name) else { return nil }
    return ("there is no source “\(name)”\(NearestName.hint(for: name, among: names))", place)
  }

  private static func last(_ arn: String) -> String { String(arn.split(separator: ":").last ?? "") }
}

extension Problem {
  /// A cause that begins with its file and place, `FILE:line:column: error: what`, or names only the file.
  fileprivate init(_ cause: String, inFile file: String) {
    // What has a place is `FILE:2:1: error: …`, what has none `FILE is not UTF-8 text`: the file is named beside it anyway.
    let rest = cause.hasPrefix(file) ? String(cause.dropFirst(file.count).trimmingPrefix(":")) : cause
    let parts = rest.split(separator: ":", maxSplits: 2).map { String($0.trimmingPrefix(while: \.isWhitespace)) }
    if parts.count == 3, let line = Int(parts[0]), let column = Int(parts[1]) {
      let message = String(parts[2]).replacing("error: ", with: "", maxReplacements: 1)
      self.init(file, SourcePosition(line: line, column: column), .error, message)
    } else {
      self.init(file, .start, .error, String(rest.trimmingPrefix(while: \.isWhitespace)))
    }
  }
}
