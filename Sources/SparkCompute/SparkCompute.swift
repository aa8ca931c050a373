import DeltaLog
import Foundation
import JSON
import Lake
import ModelSQL
import Project
import Words

/// Queries of models on Apache Spark: a plan is written, our runner is sent with it by spark-submit, and what it wrote is
/// handed back.
package struct SparkCompute: QueryCompute {
  private let project: ProjectDefinition
  private let settings: ComputeSettings

  /// Nil where no model of the project runs on Spark.
  package init?(_ project: ProjectDefinition) {
    guard project.models.contains(where: project.environment.mayUseSpark) else { return nil }
    self.project = project
    settings = project.environment.compute ?? ComputeSettings()
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
    let plan = try SparkPlan(query, settings)
    let submission = SparkSubmission(
      folder: query.folder, settings: settings, table: query.model.table, secrets: query.secrets)
    let told = try submission.run(plan, reporter)
    return QueryRows(folder: plan.output, files: told)
  }
}
