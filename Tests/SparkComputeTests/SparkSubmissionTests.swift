import Foundation
import Ledger
import PipelineSupport
import Testing

/// A command in the place of spark-submit, so that no Spark is needed.
@Suite("A step that goes to Spark")
struct SparkSubmissionTests {
  private func project(
    _ script: String, _ choice: String = "", model: String = "select try_int(id) as id from bronze.orders"
  ) throws -> Pipeline {
    let pipeline = try Pipeline([
      "project.yml": """
      name: shop
      environments: {dev: {lake: lake, compute: {\(choice)submit: [/bin/sh, ./submit.sh], conf: {spark.app.name: shop}}}}
      sources: {orders: {path: 'incoming/*.csv'}}
      """,
      "incoming/1.csv": "id\n1\n",
      "models/silver/orders.sql": "/*---\nengine: spark\n---*/\n\(model)",
      "models/gold/orders.sql": "select count(*) as orders from bronze.orders",
    ])
    let path = pipeline.folder.path + "/submit.sh"
    try pipeline.folder.write(script, to: "submit.sh")
    let settings = try String(contentsOfFile: pipeline.folder.path + "/project.yml", encoding: .utf8)
    try pipeline.folder.write(settings.replacing("./submit.sh", with: path), to: "project.yml")
    return pipeline
  }

  /// A driver that does something with each ask: `$ask` is its file, `$target` where the rows are to go, `$answer` where
  /// its answer is looked for.
  private static func serving(_ body: String) -> String {
    """
    for last; do :; done; cd "$last"; n=1
    echo '{}' > driver.json
    while [ ! -e end ] && kill -0 $PPID; do
      if [ -e ask-$n.json ]; then
        ask=ask-$n.json; answer=answer-$n.json
        target=$(sed -n 's/.*"target":"\\([^"]*\\)".*/\\1/p' $ask)
        \(body)
        n=$((n+1))
      fi
      sleep 0.05
    done

    """
  }

  /// What the runner writes, whole.
  private static func telling(_ answer: String) -> String {
    "printf '%s' '\(answer)' > $answer.part; mv $answer.part $answer\n"
  }

  @Test("fails with what Spark says of its query, and only that step")
  func refused() throws {
    let pipeline = try project(Self.serving(Self.telling("{\"error\": \"[UNRESOLVED_COLUMN] id\"}")))
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
      failed.cause?.contains("ended with exit code 3 and did not answer; its last words:\n  no route to host") == true)
  }

  @Test(
    "repeats no secret that Spark quotes, neither as its reason nor as its last words",
    arguments: [
      serving("head -n 1 secrets-$n; exit 1"), serving(telling("{\"error\": \"bad pepper-9\"}")),
    ])
  func secrets(script: String) throws {
    let pipeline = try project(script, model: "select hash_text(secret('salt'), id) as id from bronze.orders")
    let secret = try pipeline.folder.write("pepper-9", to: ".assay/secrets/salt")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
    let run = try pipeline.run()
    let cause = try #require(run.steps.first { $0.status == .failed }?.cause)
    #expect(cause.contains("…") && !cause.contains("pepper-9"), "\(cause)")
    let (_, journal) = try pipeline.environment()
    #expect(try journal.logs(LogFilter(execution: run.id)).allSatisfy { !$0.message.contains("pepper-9") })
    try journal.close()
  }

  @Test("fails where files that were told are not there")
  func missing() throws {
    let pipeline = try project(
      Self.serving(Self.telling("{\"files\": [{\"name\": \"part-0.parquet\"}], \"seconds\": 1}")))
    let failed = try #require(try pipeline.run().steps.first { $0.status == .failed })
    #expect(failed.cause?.hasSuffix("/part-0.parquet, which was to hold its rows, is not there") == true)
  }

  @Test("hands over the query in Spark's words, and what it reads as Parquet files")
  func plan() throws {
    let pipeline = try project(Self.serving("cat session.json $ask; exit 1"))
    let failed = try #require(try pipeline.run().steps.first { $0.status == .failed })
    let cause = try #require(failed.cause)
    #expect(cause.contains("cast(`id` as bigint) as `id`") && cause.contains("from `assay_bronze_orders` as `orders`"))
    #expect(cause.contains("\"spark.sql.ansi.enabled\":\"true\"") && cause.contains("bronze_orders/part-"))
  }

  /// A Spark that hands on what it was given: the model asks for no more.
  private static let good = """
    input=$(sed -n 's/.*"path":"\\([^"]*\\)".*/\\1/p' $ask)
    mkdir -p "$target"; cp "$input" "$target/1.parquet"

    """

  @Test(
    "shows nothing where the driver dies, and has every row after the next run",
    arguments: [
      "kill -9 $$", serving("kill -9 $$"), serving(good + "kill -9 $$"),
      serving(good + "printf '{\"files\": [\"1.pa' > $answer.part; kill -9 $$"),
    ])
  func dead(script: String) throws {
    let pipeline = try project(script, model: "select id from bronze.orders")
    #expect(try pipeline.run().step("silver.orders")?.status == .failed)
    #expect(!FileManager.default.fileExists(atPath: pipeline.folder.path + "/lake/silver/orders"))
    #expect(try leftOvers(pipeline).isEmpty)
    try pipeline.folder.write(
      Self.serving(Self.good + Self.telling("{\"rest\": [\"1.parquet\"]}")), to: "submit.sh")
    #expect(try pipeline.run().status == .succeeded)
    #expect(try pipeline.query("select id from silver.orders") == [["1"]])
  }

  @Test("shares one driver with all others of its run, which ends with it and leaves nothing")
  func shared() throws {
    let pipeline = try project(
      "echo x >> \"$(dirname \"$0\")/starts\"\n"
        + Self.serving(Self.good + Self.telling("{\"rest\": [\"1.parquet\"]}")),
      model: "select id from bronze.orders")
    for name in ["more", "most"] {
      try pipeline.folder.write(
        "/*---\nengine: spark\n---*/\nselect id from bronze.orders", to: "models/silver/\(name).sql")
    }
    let run = try pipeline.run()
    #expect(run.status == .succeeded, "\(run.trouble)")
    #expect(try pipeline.folder.read("starts") == "x\n")
    #expect(try leftOvers(pipeline).isEmpty)
  }

  private static let table = "{\"files\": [{\"name\": \"1.parquet\", \"partition\": []}], \"rest\": []}"

  @Test("has the files that Spark wrote as its own, under names of its own, with what is in them")
  func written() throws {
    let pipeline = try project(Self.serving(Self.good + Self.telling(Self.table)), model: "select * from bronze.orders")
    let run = try pipeline.run()
    #expect(run.status == .succeeded, "\(run.trouble)")
    #expect(try pipeline.query("select id from silver.orders") == [["1"]])
    let folder = pipeline.folder.path + "/lake/silver/orders"
    let log = try pipeline.folder.read("lake/silver/orders/_delta_log/00000000000000000000.json")
    #expect(log.contains(#"\"numRecords\":1"#) && log.contains(#"\"id\":\"1\""#), "\(log)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0 != "_delta_log" }
    #expect(names.count == 1 && names[0].hasPrefix("part-") && names[0].count == 49)
    #expect(run.step("silver.orders")?.counts.inserted == 1)
    #expect(try leftOvers(pipeline).isEmpty)
  }

  @Test("is not built where the columns that Spark wrote are not its own")
  func otherColumns() throws {
    let pipeline = try project(
      Self.serving(Self.good + Self.telling(Self.table)), model: "select try_int(id) as id from bronze.orders")
    let cause = try #require(try pipeline.run().steps.first { $0.status == .failed }?.cause)
    #expect(cause == "silver.orders: the column “id” is long, and was written as “id” VARCHAR")
    #expect(!FileManager.default.fileExists(atPath: pipeline.folder.path + "/lake/silver/orders/_delta_log"))
    #expect(try leftOvers(pipeline).isEmpty)
  }

  /// What is beside the tables, and beside the engine's memory.
  private func leftOvers(_ pipeline: Pipeline) throws -> [String] {
    try ["/.assay/dev/spill", "/lake/.pending"].flatMap {
      try FileManager.default.contentsOfDirectory(atPath: pipeline.folder.path + $0)
    }
  }

  @Test("says where the driver's pages are, how far it is, and what it said last")
  func progress() throws {
    let told = "{\"application\": \"local-1\", \"page\": \"http://here:4040\", \"tasks\": 4, \"done\": 3}"
    let pipeline = try project(
      Self.serving(
        "printf '%s' '\(told)' > progress-$n.json\necho 'WARN no room'\n" + Self.good
          + Self.telling("{\"rest\": [\"1.parquet\"], \"spark\": \"4.3.0\"}")),
      model: "select id from bronze.orders")
    let run = try pipeline.run()
    let (_, journal) = try pipeline.environment()
    let lines = try journal.logs(LogFilter(execution: run.id)).map(\.message)
    try journal.close()
    #expect(lines.contains("silver.orders: runs on Spark as local-1; its pages: http://here:4040"))
    #expect(lines.contains("silver.orders: driver: WARN no room"))
  }

  @Test("is one of those that read more than is set, where the engine is chosen by size")
  func bySize() throws {
    let pipeline = try project(Self.serving(Self.telling("{\"error\": \"too large\"}")), "engine: auto, above: 1KB, ")
    try pipeline.folder.write(
      "select try_int(id) as id from bronze.orders where id <> '2'", to: "models/silver/orders.sql")
    #expect(try pipeline.run().status == .succeeded)
    try pipeline.folder.write("id\n" + String(repeating: "2\n", count: 1000), to: "incoming/2.csv")
    let failed = try pipeline.run().steps.filter { $0.status == .failed }
    #expect(Set(failed.map(\.name)) == ["silver.orders", "gold.orders"])
    #expect(try pipeline.query("select id from silver.orders") == [["1"]])
  }
}
