import Foundation
import Ledger
import PipelineSupport
import Testing

/// A script in Spark's place answers what rules ask of it.
@Suite("The rules of a table that Spark made")
struct SparkJudgingTests {
  private func project(_ answer: String, rules: String = "IsComplete \"id\", RowCount = 1") throws -> Pipeline {
    let pipeline = try Pipeline([
      "project.yml": """
      name: shop
      quality: {gate: warn}
      environments: {dev: {lake: lake, compute: {submit: [/bin/sh, SCRIPT]}}}
      sources: {orders: {path: 'incoming/*.csv'}}
      """,
      "incoming/1.csv": "id\n1\n",
      "models/silver/orders.sql": "/*---\nengine: spark\n---*/\nselect id from bronze.orders",
      "quality/silver.orders.dqdl": "Rules = [ \(rules) ]",
      "submit.sh": """
      for last; do :; done; cd "$last"; n=1
      echo '{}' > driver.json
      while [ ! -e end ] && kill -0 $PPID; do
        if [ -e ask-$n.json ]; then
          case $(cat ask-$n.json) in
          *'"kind":"rows"'*) \(answer) ;;
          *)
            input=$(sed -n 's/.*"path":"\\([^"]*\\)".*/\\1/p' ask-$n.json)
            target=$(sed -n 's/.*"target":"\\([^"]*\\)".*/\\1/p' ask-$n.json)
            mkdir -p "$target"; cp "$input" "$target/1.parquet"
            tell '{"rest": ["1.parquet"]}' ;;
          esac
          n=$((n+1))
        fi
        sleep 0.05
      done

      """,
    ])
    let script = try pipeline.folder.read("submit.sh")
    let tell = "tell() { printf '%s' \"$1\" > answer-$n.part; mv answer-$n.part answer-$n.json; }\n"
    try pipeline.folder.write(tell + script, to: "submit.sh")
    let settings = try pipeline.folder.read("project.yml")
    try pipeline.folder.write(
      settings.replacing("SCRIPT", with: pipeline.folder.path + "/submit.sh"), to: "project.yml")
    return pipeline
  }

  private func quality(_ pipeline: Pipeline, _ run: RunResult) throws -> (NewQuality?, log: [String]) {
    let (_, journal) = try pipeline.environment()
    let told = (
      try journal.qualities(of: run.id).first?.quality, try journal.logs(LogFilter(execution: run.id)).map(\.message)
    )
    try journal.close()
    return told
  }

  @Test("are asked there, all at once, in its words")
  func asked() throws {
    // One row, which is complete for all the program can see.
    let answer = """
      cp ask-$n.json "$(dirname "$0")/asked"; tell '{"answers": [{"types": ["bigint", "bigint"], "rows": [["1", "0"]]}]}'
      """
    let pipeline = try project(answer)
    let run = try pipeline.run()
    #expect(run.status == .succeeded, "\(run.trouble)")
    let (quality, log) = try quality(pipeline, run)
    #expect(quality?.rules.map(\.message) == ["1 of 1 rows fails", ""])
    #expect(log.contains { $0.hasPrefix("silver.orders: Spark answered 1 queries of its rules") }, "\(log)")
    #expect(try pipeline.folder.read("asked").contains("(`id` IS NOT NULL)"))
  }

  @Test(
    "are judged here where it gives no answer, and the log says which and why",
    arguments: [
      ("tell '{\"answers\": []}'", "it was given no answer"),
      (
        "tell '{\"answers\": [{\"error\": \"[CAST_INVALID_INPUT] The value Ann of\"}, {\"error\": \"[A.B] Ann\"}, {\"error\": \"?\"}]}'",
        "Spark says CAST_INVALID_INPUT"
      ),
    ])
  func unanswered(answer: String, reason: String) throws {
    let pipeline = try project(answer, rules: "IsComplete \"id\"")
    let run = try pipeline.run()
    #expect(run.status == .succeeded, "\(run.trouble)")
    let (quality, log) = try quality(pipeline, run)
    #expect(quality?.rules.map(\.status) == [.pass])
    let told = log.filter { $0.contains("judged here") }
    #expect(told.count == 1 && told[0].hasPrefix("silver.orders: IsComplete \"id\": judged here, not on Spark: "))
    #expect(log.allSatisfy { !$0.contains("Ann") })
  }

  @Test("are judged here where Spark has no words for them, and it is not asked")
  func unspeakable() throws {
    let rules = """
      ColumnValues "id" matches "[[:digit:]]", CustomSql "select count(*) filter (where id = '1') from primary" = 1,
      CustomSql "select id from primary where id in (select id from bronze.orders)"
      """
    let pipeline = try project("kill -9 $$", rules: rules)
    let run = try pipeline.run()
    #expect(run.status == .succeeded, "\(run.trouble)")
    let (quality, log) = try quality(pipeline, run)
    #expect(quality?.rules.map(\.status) == [.pass, .pass, .pass], "\(quality?.rules.map(\.message) ?? [])")
    #expect(log.count { $0.contains("judged here, not on Spark") } == 3, "\(log)")
  }

  @Test("fail the step where the driver dies over them, and nothing is published")
  func dead() throws {
    let pipeline = try project("kill -9 $$")
    let failed = try #require(try pipeline.run().steps.first { $0.status == .failed })
    #expect(failed.name == "silver.orders" && failed.cause?.contains("was ended by signal 9") == true)
    #expect(!FileManager.default.fileExists(atPath: pipeline.folder.path + "/lake/silver/orders/_delta_log"))
  }
}
