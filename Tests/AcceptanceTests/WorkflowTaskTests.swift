import Foundation
import JSON
import TestSupport
import Testing

/// Tasks that do something on this machine, each run for real.
@Suite("A task of a workflow") struct WorkflowTaskTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    let made = try assay("init", ".")
    try #require(made.status == 0, "\(made.error)")
  }

  /// Runs a machine; gives the answer of `assay run`, and what each state gave.
  private func play(_ machine: String) throws -> (status: Int32, json: JSONValue, outputs: [String: JSONValue]) {
    try folder.write(machine, to: "workflows/w.asl.json")
    let answer = try assay("run", "w", "--json")
    let json = try answer.json()
    var outputs: [String: JSONValue] = [:]
    for step in json["steps"]?.arrayValue ?? [] {
      guard let name = step["name"]?.stringValue else { continue }
      outputs[name] = step["state"]?["output"] ?? .null
    }
    return (answer.status, json, outputs)
  }

  private static func task(_ resource: String, _ parameters: String, _ end: String) -> String {
    #"{"Type": "Task", "Resource": "arn:aws:states:::\#(resource)", "Parameters": \#(parameters), \#(end)}"#
  }

  @Test("starts a job, is told its state until it is over, and is refused while it runs")
  func jobs() throws {
    let machine = """
      {"StartAt": "Start", "States": {
        "Start": \(Self.task("glue:startJobRun", #"{"JobName": "all"}"#, #""ResultPath": "$.run", "Next": "Again""#)),
        "Again": \(Self.task("glue:startJobRun", #"{"JobName": "all"}"#, #""ResultPath": null, "Next": "Look", "Catch": [{"ErrorEquals": ["Glue.ConcurrentRunsExceededException"], "ResultPath": "$.busy", "Next": "Look"}]"#)),
        "Look": \(Self.task("aws-sdk:glue:getJobRun", #"{"JobName": "all", "RunId.$": "$.run.JobRunId"}"#, #""ResultPath": "$.told", "Next": "Over""#)),
        "Over": {"Type": "Choice", "Choices": [
          {"Variable": "$.told.JobRun.JobRunState", "StringEquals": "SUCCEEDED", "Next": "Done"},
          {"Or": [{"Variable": "$.told.JobRun.JobRunState", "StringEquals": "RUNNING"},
            {"Variable": "$.told.JobRun.JobRunState", "StringEquals": "WAITING"}], "Next": "Wait"}], "Default": "Bad"},
        "Wait": {"Type": "Wait", "Seconds": 1, "Next": "Look"}, "Bad": {"Type": "Fail"}, "Done": {"Type": "Succeed"}}}
      """
    let played = try play(machine)
    #expect(played.status == 0, "\(played.json.text)")
    let end = played.outputs["Done"]
    #expect(end?["busy"]?["Error"] == "Glue.ConcurrentRunsExceededException")
    #expect(end?["told"]?["JobRun"]?["RowsWritten"] != 0)
    #expect(try assay("query", "select count(*) as n from gold.sales_daily").status == 0)
  }

  @Test(
    "builds a group of tables",
    arguments: [
      ("silver.*", ["bronze.orders": 0, "silver.orders": 1, "gold.sales_daily": 0]),
      ("orders, silver.orders", ["bronze.orders": 1, "silver.orders": 1, "gold.sales_daily": 0]),
    ])
  func groups(job: String, wanted: [String: Int]) throws {
    let played = try play(
      #"{"StartAt": "J", "States": {"J": \#(Self.task("glue:startJobRun.sync", #"{"JobName": "\#(job)"}"#, #""End": true"#))}}"#
    )
    let runs = try #require(try assay("runs", "--json").json().arrayValue)
    let run = try #require(runs.first { $0["trigger"]?.stringValue?.hasPrefix("workflow") == true }?["execution"])
    let steps = try assay("runs", run.stringValue ?? "", "--json").json()["steps"]?.arrayValue ?? []
    let names = steps.compactMap { $0["name"]?.stringValue }
    for (table, count) in wanted { #expect(names.count { $0 == table } == count, "\(names) \(played.json.text)") }
  }

  @Test("asks a query, and is told of it and its rows; a query that fails is told, too")
  func queries() throws {
    try #require(try assay("run").status == 0)
    let machine = """
      {"StartAt": "Ask", "States": {
        "Ask": \(Self.task("athena:startQueryExecution", #"{"QueryString": "select count(*) as n from silver.orders"}"#, #""Next": "Told""#)),
        "Told": \(Self.task("athena:getQueryExecution", #"{"QueryExecutionId.$": "$.QueryExecutionId"}"#, #""Next": "Rows""#)),
        "Rows": \(Self.task("athena:getQueryResults", #"{"QueryExecutionId.$": "$.QueryExecution.QueryExecutionId"}"#, #""Next": "Wrong""#)),
        "Wrong": \(Self.task("athena:startQueryExecution", #"{"QueryString": "select nothing from silver.orders"}"#, #""Next": "Why""#)),
        "Why": \(Self.task("athena:getQueryExecution", #"{"QueryExecutionId.$": "$.QueryExecutionId"}"#, #""End": true"#))}}
      """
    let played = try play(machine)
    #expect(played.status == 0, "\(played.json.text)")
    #expect(played.outputs["Told"]?["QueryExecution"]?["Status"]?["State"] == "SUCCEEDED")
    #expect(played.outputs["Rows"]?.text.contains(#""VarCharValue":"5""#) == true, "\(played.outputs)")
    #expect(played.outputs["Why"]?["QueryExecution"]?["Status"]?["State"] == "FAILED")
    #expect(played.outputs["Why"]?["QueryExecution"]?["Status"]?["StateChangeReason"]?.stringValue?.isEmpty == false)
    for (name, sum) in [("QueriesRun", 2.0), ("QueriesFailed", 1)] {
      let counted = try assay("metrics", "get", name, "--dimensions", "WorkGroup=workflow", "--stat", "Sum", "--json")
      let values = try counted.json().arrayValue?.first?["values"]?.arrayValue ?? []
      #expect(values.compactMap { $0["value"]?.doubleValue }.reduce(0, +) == sum, "\(name)")
    }
  }

  @Test(
    "puts events where they can be read, takes a source in, and reads objects of the project's folders and no others")
  func services() throws {
    let machine = """
      {"StartAt": "Put", "States": {
        "Put": \(Self.task("events:putEvents", #"{"Entries": [{"Source": "shop", "DetailType": "done", "Detail": {"n": 1}, "EventBusName": "ops"}]}"#, #""Next": "Take""#)),
        "Take": \(Self.task("aws-sdk:databasemigration:startReplicationTask", #"{"ReplicationTaskArn": "arn:aws:dms:eu-west-2:1:task:orders", "StartReplicationTaskType": "start-replication"}"#, #""Next": "List""#)),
        "List": \(Self.task("aws-sdk:s3:listObjectsV2", #"{"Bucket": "incoming", "Prefix": "orders-"}"#, #""Next": "Get""#)),
        "Get": \(Self.task("aws-sdk:s3:getObject", #"{"Bucket": "incoming", "Key.$": "$.Contents[0].Key"}"#, #""Next": "Out""#)),
        "Out": \(Self.task("aws-sdk:s3:getObject", #"{"Bucket": "incoming", "Key": "../project.yml"}"#, #""Catch": [{"ErrorEquals": ["S3.NoSuchKeyException"], "Next": "Bucket"}], "End": true"#)),
        "Bucket": \(Self.task("aws-sdk:s3:listObjectsV2", #"{"Bucket": "nowhere"}"#, #""Catch": [{"ErrorEquals": ["S3.NoSuchBucketException"], "Next": "Done"}], "End": true"#)),
        "Done": {"Type": "Succeed"}}}
      """
    let played = try play(machine)
    #expect(played.status == 0, "\(played.json.text)")
    #expect(played.json["steps"]?.arrayValue?.last?["name"] == "Done")
    #expect(played.outputs["Put"]?["FailedEntryCount"] == 0)
    #expect(played.outputs["List"]?["KeyCount"] == 1)
    #expect(played.outputs["Get"]?["Body"]?.stringValue?.contains("Edsger") == true)
    let told = try FileManager.default.subpathsOfDirectory(atPath: folder.path).first {
      $0.hasSuffix("events-ops.jsonl")
    }
    #expect(try folder.read(try #require(told)).contains(#""DetailType":"done""#))
    let runs = try assay("runs", "--json").json().arrayValue ?? []
    #expect(runs.contains { $0["trigger"]?.stringValue?.hasPrefix("workflow") == true })
  }
}
