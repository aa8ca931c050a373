import Foundation
import PipelineSupport
import Testing

/// A command in the place of spark-submit, so that no Spark is needed.
@Suite("A step that goes to Spark")
struct SparkSubmissionTests {
  private func project(_ script: String) throws -> Pipeline {
    let pipeline = try Pipeline([
      "project.yml": """
      name: shop
      environments: {dev: {lake: lake, compute: {submit: [/bin/sh, ./submit.sh], conf: {spark.app.name: shop}}}}
      sources: {orders: {path: 'incoming/*.csv'}}
      """,
      "incoming/1.csv": "id\n1\n",
      "models/silver/orders.sql": "/*---\nengine: spark\n---*/\nselect try_int(id) as id from bronze.orders",
      "models/gold/orders.sql": "select count(*) as orders from bronze.orders",
    ])
    let path = pipeline.folder.path + "/submit.sh"
    try pipeline.folder.write(script, to: "submit.sh")
    let settings = try String(contentsOfFile: pipeline.folder.path + "/project.yml", encoding: .utf8)
    try pipeline.folder.write(settings.replacing("./submit.sh", with: path), to: "project.yml")
    return pipeline
  }

  /// What the runner writes, by the plan that is the script's last argument.
  private static func telling(_ result: String) -> String {
    "for last; do :; done; printf '%s' '\(result)' > \"$(dirname \"$last\")/result.json\"\n"
  }

  @Test("fails with what Spark says of its query, and only that step")
  func refused() throws {
    let pipeline = try project(Self.telling("{\"error\": \"[UNRESOLVED_COLUMN] id\"}") + "exit 1\n")
    let result = try pipeline.run()
    let failed = try #require(result.steps.first { $0.status == .failed })
    #expect(failed.name == "silver.orders")
    #expect(failed.cause == "silver.orders: Spark could not evaluate its query: [UNRESOLVED_COLUMN] id")
    #expect(try pipeline.query("select orders from gold.orders") == [["1"]])
  }

  @Test("fails with the last words of a command that tells nothing")
  func silent() throws {
    let pipeline = try project("echo 'no route to host'\nexit 3\n")
    let failed = try #require(try pipeline.run().steps.first { $0.status == .failed })
    #expect(
      failed.cause?.contains("ended with exit code 3 and told nothing; its last words:\n  no route to host") == true)
  }

  @Test("fails where files that were told are not there")
  func missing() throws {
    let pipeline = try project(Self.telling("{\"files\": [\"part-0.parquet\"], \"seconds\": 1}"))
    let failed = try #require(try pipeline.run().steps.first { $0.status == .failed })
    #expect(failed.cause?.hasSuffix("rows/part-0.parquet, which was to hold its rows, is not there") == true)
  }

  @Test("hands over the query in Spark's words, and what it reads as Parquet files")
  func plan() throws {
    let pipeline = try project("for last; do :; done; cat \"$last\"\nexit 1\n")
    let failed = try #require(try pipeline.run().steps.first { $0.status == .failed })
    let cause = try #require(failed.cause)
    #expect(cause.contains("cast(`id` as bigint) as `id`") && cause.contains("from `assay_bronze_orders` as `orders`"))
    #expect(cause.contains("\"spark.sql.ansi.enabled\":\"true\"") && cause.contains("bronze_orders/part-"))
  }
}
