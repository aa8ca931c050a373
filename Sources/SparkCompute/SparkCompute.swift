import DeltaLog
import Foundation
import JSON
import Lake
import ModelSQL
import Project
import Words

/// Queries of models on Apache Spark, by one driver for all steps of this process.
package final class SparkCompute: QueryCompute {
  private let project: ProjectDefinition
  package let driver: SparkDriver

  /// Nil where no model of the project runs on Spark.
  package init?(_ workspace: Workspace) {
    project = workspace.project
    guard project.models.contains(where: project.environment.mayUseSpark) else { return nil }
    let settings = project.environment.compute ?? ComputeSettings()
    let spill = SpillFolders(workspace)
    driver = SparkDriver(SubmitLauncher(settings) { spill.path() }, conf: Self.conf(settings))
  }

  /// What a model means must not depend on how a cluster is set up, so these win over everything else.
  private static func conf(_ settings: ComputeSettings) -> JSONObject {
    var conf: JSONObject = ["spark.sql.shuffle.partitions": "8"]
    for (name, value) in settings.conf.sorted(by: { $0.key < $1.key }) { conf[name] = .string(value) }
    for (name, value) in ComputeSettings.fixed { conf[name] = .string(value) }
    return conf
  }

  package func evaluates(_ model: Model, reading bytes: () -> Int64) -> Bool {
    project.environment.isOnSpark(model, reading: bytes())
  }

  package func rows(of query: SharedQuery, _ reporter: any StepReporter) throws -> QueryRows {
    let problems = SparkPortability.problems(of: query.parsed)
    guard problems.isEmpty else {
      throw LakeError(
        .modelWrong, problems.map { Problem(query.model.path, $0).description }.joined(separator: "\n"))
    }
    let folder = query.folder + "/rows"
    let told = try driver.ask(reporter) { try SparkAsk(query, to: folder, $0) }
    let files = told["files"]?.arrayValue?.compactMap(\.stringValue) ?? []
    let seconds = told["seconds"]?.text ?? "?"
    let by = "Spark \(told["spark"]?.stringValue ?? "") evaluated it in \(seconds) s, \(files.count) files"
    reporter.log(.info, "\(query.model.table): \(by) (\(told["application"]?.stringValue ?? ""))")
    return QueryRows(folder: folder, files: files)
  }

  package func end() { driver.end() }
}
