import Foundation
import Ledger
import Metrics
import PipelineSupport
import Project
import Testing
import Words

@testable import Runs

@Suite("Figures that a project measures itself")
struct OwnMetricsTests {
  private static let settings = """
    name: shop
    default_environment: dev
    environments:
      dev: {lake: lake/dev}
    sources:
      orders: {path: incoming/*.csv, format: csv}
    """
  private static let files = [
    "project.yml": settings, "models/silver/orders.sql": "select id, nullif(mail, '') as mail from bronze.orders",
    "models/gold/n.sql": "select count(*) as n from silver.orders", "incoming/a.csv": "id,mail\n1,a@b\n2,\n3,\n4,c@d\n",
  ]

  private func values(_ name: String, _ project: Pipeline, namespace: String = "Custom") throws -> [Double] {
    let (_, journal) = try project.environment()
    return try journal.metricStreams(namespace: namespace, name: name).flatMap {
      try journal.samples(of: $0, from: .distantPast, until: .distantFuture).map(\.value)
    }
  }

  private func warnings(_ project: Pipeline) throws -> [String] {
    let (_, journal) = try project.environment()
    let execution = try #require(try journal.latestExecution())
    return try journal.logs(LogFilter(execution: execution.id, minimumLevel: .warning), after: 0, limit: 100)
      .map(\.message)
  }

  private func project(_ metrics: [String: String]) throws -> Pipeline {
    try Pipeline(Self.files.merging(metrics.map { ("metrics/\($0.key).yml", $0.value) }) { $1 })
  }

  @Test("a SELECT of one number is asked when the run is over, with its dimensions and its unit")
  func query() throws {
    let project = try project([
      "open": """
      namespace: Shop
      name: OpenOrders
      unit: Count
      dimensions: {Environment: "{environment}"}
      sql: select count(*) * 1.5 from silver.orders
      """
    ])
    #expect(try project.run().status == .succeeded)
    #expect(try values("OpenOrders", project, namespace: "Shop") == [6])
    let (_, journal) = try project.environment()
    let stream = try #require(try journal.metricStreams(namespace: "Shop").first)
    #expect(stream.unit == .count && stream.metric.dimensions == [MetricDimension("Environment", "dev")])
  }

  @Test("after tables: only by runs that load or build one of them")
  func after() throws {
    let project = try project(["n": "after: [gold.n]\nsql: select n from gold.n"])
    try project.run(["bronze.orders"])
    let before = try values("n", project)
    try project.run()
    #expect(before.isEmpty)
    #expect(try values("n", project) == [4])
  }

  @Test("NullRate is the share of rows without a value, for each declared column")
  func nullRate() throws {
    let project = try project(["nulls": "null_rate: {table: silver.orders, columns: [mail, id]}"])
    try project.run()
    #expect(try values("NullRate", project, namespace: "Lakehouse/Metrics").sorted() == [0, 50])
  }

  @Test("lines of the run's log are counted, and a run without one has the default")
  func log() throws {
    let project = try project([
      "read": "log: {pattern: orders -nothing, step: bronze.orders, value: 2}",
      "none": "log: {pattern: \"no line says this\", default: 0}", "missing": "log: {pattern: \"nor this\"}",
    ])
    try project.run()
    #expect(try values("none", project) == [0])
    #expect(try values("missing", project).isEmpty)
    let counted = try values("read", project)
    #expect(counted.allSatisfy { $0 > 0 && $0.truncatingRemainder(dividingBy: 2) == 0 })
  }

  @Test(
    "what cannot be measured is told in the run's log and counted, and the run is no other",
    arguments: [
      ("select id from silver.orders", "one row, not 4"), ("select 1 where false", "one row, not 0"),
      ("select 1, 2", "one number, not 2 columns"), ("select 'x'", "a number that ends, not a VARCHAR"),
      ("select cast('nan' as double)", "a number that ends"), ("select n from gold.n where n > 10", "one row"),
      ("select count(*) from read_csv('/etc/passwd')", "read_csv"),
    ])
  func failure(sql: String, message: String) throws {
    let project = try project(["bad": "sql: \"\(sql)\"", "good": "sql: select n from gold.n"])
    #expect(try project.run().status == .succeeded)
    let told = try warnings(project)
    #expect(told.contains { $0.contains("metric bad") && $0.contains(message) }, "\(told)")
    #expect(try values("bad", project).isEmpty)
    #expect(try values("good", project) == [4])
    #expect(try values("MetricFailures", project, namespace: "Lakehouse/Metrics").sorted() == [0, 1])
  }

  @Test("NULL is no datapoint, and no failure")
  func null() throws {
    let project = try project(["bad": "sql: select max(id) from silver.orders where id = 'x'"])
    try project.run()
    #expect(try values("bad", project).isEmpty)
    #expect(try values("MetricFailures", project, namespace: "Lakehouse/Metrics") == [0])
  }

  @Test(
    "a wrong definition is told with its file",
    arguments: [
      ("name: x", "needs sql"), ("sql: select 1\nlog: {pattern: x}", "one of sql"),
      ("after: [silver.order]\nsql: select 1", "there is no table silver.order"),
      ("unit: Counts\nsql: select 1", "unit"), ("namespace: AWS/States\nsql: select 1", "not for own figures"),
      ("log: {pattern: '{ $.a }'}", "structured lines"), ("log: {pattern: x, value: many}", "must be a number"),
      ("null_rate: {table: silver.orders}", "needs columns"), ("null_rate: {columns: [x]}", "needs table"),
      ("null_rate: {table: silver.orders, columns: [id]}\nunit: Count", "does not go with null_rate"),
      ("log: {pattern: x, level: LOUD}", "level is one of"), ("sqll: select 1", "unknown key 'sqll'"),
    ])
  func wrong(text: String, message: String) throws {
    let project = try project(["bad": text])
    let problems = ProjectDefinition.load(folder: project.folder.path, variables: [:]).problems
    #expect(problems.contains { $0.file == "metrics/bad.yml" && $0.message.contains(message) }, "\(problems)")
  }
}
