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
  ///
  /// - Parameter launcher: where drivers come from; by itself from the command of the settings, on this machine.
  package init?(_ workspace: Workspace, launcher: (ComputeSettings) -> (any SparkLauncher)? = { _ in nil }) {
    project = workspace.project
    guard project.models.contains(where: project.environment.mayUseSpark) else { return nil }
    let settings = project.environment.compute ?? ComputeSettings()
    let spill = SpillFolders(workspace)
    driver = SparkDriver(
      launcher(settings) ?? SubmitLauncher(settings) { spill.path() }, conf: Self.conf(settings))
  }

  /// What a model means must not depend on how a cluster is set up, so these win over everything else.
  private static func conf(_ settings: ComputeSettings) -> JSONObject {
    var conf: JSONObject = [
      "spark.sql.shuffle.partitions": "8",
      // Looking at some hundred files takes a job of Spark longer than its driver.
      "spark.sql.sources.parallelPartitionDiscovery.threshold": "1000",
    ]
    for (name, value) in settings.conf.sorted(by: { $0.key < $1.key }) { conf[name] = .string(value) }
    for (name, value) in ComputeSettings.fixed { conf[name] = .string(value) }
    return conf
  }

  package func evaluates(_ model: Model, reading bytes: () -> Int64) -> Bool {
    project.environment.isOnSpark(model, reading: bytes())
  }

  package var sharesDisk: Bool { driver.sharesDisk }

  package func rows(of query: SharedQuery, _ reporter: any StepReporter) throws -> QueryRows {
    try refuse(query)
    let folder = query.folder + "/rows"
    let (told, exchange) = try ask(reporter) { try SparkAsk(query, to: folder, $0) }
    let files = Self.names(told["files"])
    try exchange?.fetch(files, of: folder)
    tell(told, of: query, "\(files.count) files of rows", reporter)
    return QueryRows(folder: folder, files: files)
  }

  package func write(
    _ query: SharedQuery, for table: SharedTable, _ reporter: any StepReporter
  ) throws -> WrittenRows {
    try refuse(query)
    let (told, exchange) = try ask(reporter) { try SparkAsk(query, for: table, $0) }
    let files = (told["files"]?.arrayValue ?? []).compactMap { file in
      file["name"]?.stringValue.map { name in
        WrittenRows.File(name: name, partition: Self.partition(file["partition"], table.partitionColumns))
      }
    }
    let rest = Self.names(told["rest"])
    try exchange?.fetch(rest, of: table.folder)
    tell(told, of: query, "\(files.count) files of the table, \(rest.count) with rows to decide on", reporter)
    return WrittenRows(files: files, in: try exchange?.place(of: table.folder) ?? .folder(table.folder), rest: rest)
  }

  /// Also gives what files go through.
  private func ask(
    _ reporter: any StepReporter, _ make: (any SparkExchange) throws -> SparkAsk
  ) throws -> (told: JSONValue, exchange: (any SparkExchange)?) {
    var exchange: (any SparkExchange)?
    let told = try driver.ask(reporter) { used in
      exchange = used
      return try make(used)
    }
    return (told, exchange)
  }

  package func relation(of table: TableName) -> String { SparkAsk.quoted(SparkAsk.view(table)) }

  package func answers(
    to questions: SharedQuestions, _ reporter: any StepReporter
  ) throws -> [SharedAnswer] {
    let told = try ask(reporter) { try SparkAsk(questions, $0) }.told
    let answers = (told["answers"]?.arrayValue ?? []).map(SharedAnswer.init)
    let by = "Spark answered \(answers.count) queries of its rules in \(told["seconds"]?.text ?? "?") s"
    reporter.log(.info, "\(questions.table): \(by)")
    return answers
  }

  /// What leaves the portable subset means something else there.
  private func refuse(_ query: SharedQuery) throws(LakeError) {
    let problems = SparkPortability.problems(of: query.parsed)
    guard !problems.isEmpty else { return }
    throw LakeError(.modelWrong, problems.map { Problem(query.model.path, $0).description }.joined(separator: "\n"))
  }

  private static func names(_ list: JSONValue?) -> [String] { list?.arrayValue?.compactMap(\.stringValue) ?? [] }

  private static func partition(_ values: JSONValue?, _ columns: [String]) -> [String: String?] {
    Dictionary(
      zip(columns, values?.arrayValue ?? []).map { ($0, $1.stringValue) }, uniquingKeysWith: { first, _ in first })
  }

  private func tell(_ told: JSONValue, of query: SharedQuery, _ what: String, _ reporter: any StepReporter) {
    let by = "Spark \(told["spark"]?.stringValue ?? "") evaluated it in \(told["seconds"]?.text ?? "?") s, \(what)"
    reporter.log(.info, "\(query.model.table): \(by) (\(told["application"]?.stringValue ?? ""))")
  }

  package func end() { driver.end() }
}
