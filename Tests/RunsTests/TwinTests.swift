import Clocks
import Foundation
import JSON
import Ledger
import Processes
import TestSupport
import Testing
import Words

@testable import Runs
@testable import StatesLanguage

@Suite("A task that a service would do on AWS")
struct TwinTests {
  private let bench: Bench

  init() throws {
    bench = try Bench([
      "workflows/daily.asl.json": #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#,
      "models/silver/orders.sql": "select id from bronze.orders",
      "queries/newest.sql": "/*---\ntitle: Newest\n---*/\nselect 1 as one", "crawlers/drops.yml": "targets: [incoming]",
    ])
  }

  // MARK: Any

  @Test(
    "runs on AWS only where nothing here does it, and says so by the state's name",
    arguments: [
      "dynamodb:getItem", "glue:stopJobRun", "aws-sdk:glue:deleteTable", "sns:createTopic", "s3:deleteObject",
      "athena:stopQueryExecution", "redshiftdata:cancelStatement", "states:stopExecution", "lambda:createFunction",
    ])
  func unknown(resource: String) throws {
    let failure = try bench.failure(resource, [:])
    #expect(failure.error == "States.Runtime")
    #expect(failure.cause?.contains("'A' runs on AWS only") == true)
  }

  @Test(
    "that waits for a token is refused, as nothing would send it",
    arguments: [
      "sqs:sendMessage.waitForTaskToken", "lambda:invoke.waitForTaskToken", "sns:publish.waitForTaskToken",
    ])
  func callback(resource: String) throws {
    #expect(try bench.failure(resource, ["TopicArn": "page"]).cause?.contains("waits for a task token") == true)
  }

  @Test(
    "needs its parameters as texts",
    arguments: [
      ("glue:startJobRun", "JobName"), ("sns:publish", "TopicArn"), ("states:startExecution", "StateMachineArn"),
      ("s3:getObject", "Bucket"), ("athena:startQueryExecution", "QueryString"), ("glue:startCrawler", "Name"),
      ("lambda:invoke", "FunctionName"), ("redshiftdata:executeStatement", "Sql"), ("glue:getJobRun", "RunId"),
    ])
  func parameters(resource: String, name: String) throws {
    for input in [[:], [name: ""], [name: 5], [name: nil], [name.lowercased(): "x"], "text", nil] as [JSONValue] {
      let failure = try bench.failure(resource, input)
      #expect(failure.error == "States.Runtime")
      #expect(failure.cause == "The Parameters of the state 'A' need \(name), a text.", "\(resource) \(input.text)")
    }
  }

  // MARK: Messages

  private func lines(_ name: String) throws -> [JSONValue] {
    let path = "\(bench.workspace.statePath)/topics/\(name).jsonl"
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
      try JSONValue(parsing: String($0))
    }
  }

  @Test(
    "to publish is a line of its topic, whole, whatever it says",
    arguments: [
      "hello", ["a": ["b": .number("1.50")]], nil, "two\nlines \"and\" \u{1F600}",
      .string(String(repeating: "x", count: 300_000)),
    ] as [JSONValue])
  func publish(message: JSONValue) throws {
    let told = Told()
    let task = bench.task(
      "sns:publish", ["TopicArn": "arn:aws:sns:eu-west-1:1:page", "Subject": "s", "Message": message], telling: told)
    let answer = try TaskTwins(bench.place).perform(task)
    #expect(answer == ["MessageId": "20261108-061000-aaaa/task-1"])
    let line = try #require(try lines("page").first)
    #expect(line["Message"]?.stringValue == message.stringValue ?? message.text)
    #expect(line["Subject"] == "s" && line["Topic"] == "page" && line["Timestamp"] == "2026-11-08T06:10:00.000Z")
    // The log is for eyes: it has the beginning.
    #expect(told.messages.count == 1 && told.messages[0].count < 600)
  }

  @Test("to publish to a topic that the project does not have fails with one that is near")
  func noTopic() throws {
    let failure = try bench.failure("sns:publish", ["TopicArn": "pages", "Message": "m"])
    #expect(failure.error == "SNS.NotFoundException" && failure.cause?.contains("page") == true)
    #expect(try lines("pages").isEmpty)
  }

  @Test("to put events is a line for each on its bus, and none is as good as several")
  func putEvents() throws {
    let entries: JSONValue = [
      ["Source": "a"], ["Source": "b", "EventBusName": "arn:aws:events:eu-west-1:1:event-bus/own"],
      ["Source": "c", "EventBusName": "own"], ["Source": "d", "EventBusName": "../../up"],
    ]
    let answer = try bench.perform("events:putEvents", ["Entries": entries])
    #expect(answer["FailedEntryCount"] == 0 && answer["Entries"]?.arrayValue?.count == 4)
    #expect(try lines("events-default").map { $0["Event"]?["Source"] } == ["a"])
    #expect(
      try lines("events-own").map { $0["EventId"] } == [
        "20261108-061000-aaaa/task-1-2", "20261108-061000-aaaa/task-1-3",
      ])
    #expect(try lines("events-up").count == 1)
    #expect(try bench.perform("events:putEvents", ["Entries": []])["Entries"] == [])
  }

  @Test(
    "to say something that cannot be written fails, and is not told as said",
    arguments: ["sns:publish", "events:putEvents"])
  func fullDisk(resource: String) throws {
    let folder = "\(bench.workspace.statePath)/topics"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["page", "events-default"] {
      try FileManager.default.createSymbolicLink(atPath: "\(folder)/\(name).jsonl", withDestinationPath: "/dev/full")
    }
    let error = #expect(throws: RunError.self) {
      try bench.perform(resource, ["TopicArn": "page", "Message": "m", "Entries": [["Source": "a"]]])
    }
    #expect(error?.error == .notWritable && error?.cause.contains("No space left") == true)
  }

  // MARK: Objects

  @Test("to get an object gives its text and size, from a folder of the project and from nowhere else")
  func getObject() throws {
    try bench.folder.write("héllo", to: "incoming/2026/a.txt")
    #expect(
      try bench.perform("s3:getObject", ["Bucket": "incoming", "Key": "2026/a.txt"]) == [
        "Body": "héllo", "ContentLength": 6,
      ])
    try FileManager.default.createSymbolicLink(
      atPath: bench.folder.path("incoming/out"), withDestinationPath: "/etc/hostname")
    for key in ["none", "2026", "../project.yml", "/etc/hostname", "2026/../../project.yml", "out"] {
      let error = try bench.failure("s3:getObject", ["Bucket": "incoming", "Key": .string(key)]).error
      #expect(error == "S3.NoSuchKeyException", "\(key)")
    }
    for bucket in ["none", "..", ".assay", "/etc", "incoming/2026", "project.yml"] {
      let failure = try bench.failure("s3:getObject", ["Bucket": .string(bucket), "Key": "a"])
      #expect(failure.error == "S3.NoSuchBucketException", "\(bucket)")
    }
  }

  @Test("to get an object fails for one that a state cannot hold, from one byte too many on", arguments: [0, 1])
  func largeObject(more: Int) throws {
    try bench.folder.write(String(repeating: "x", count: 262_144 + more), to: "incoming/large")
    let input: JSONValue = ["Bucket": "incoming", "Key": "large"]
    if more == 0 {
      #expect(try bench.perform("s3:getObject", input)["ContentLength"] == 262_144)
    } else {
      #expect(try bench.failure("s3:getObject", input).error == "States.DataLimitExceeded")
    }
  }

  @Test("to list objects gives those of a prefix, by page, in the order of their keys")
  func listObjects() throws {
    for name in ["b/2.csv", "a.csv", "b/1.csv", "c.csv", "b/10.csv"] {
      try bench.folder.write("id\n", to: "incoming/" + name)
    }
    func list(_ more: JSONObject) throws -> (keys: [String?], isTruncated: JSONValue?) {
      var input: JSONObject = ["Bucket": "incoming"]
      for (key, value) in more.entries { input[key] = value }
      let told = try bench.perform("s3:listObjectsV2", .object(input))
      let items = told["Contents"]?.arrayValue ?? []
      #expect(told["KeyCount"]?.intValue == Int64(items.count))
      return (items.map { $0["Key"]?.stringValue }, told["IsTruncated"])
    }
    #expect(try list([:]).keys == ["a.csv", "b/1.csv", "b/10.csv", "b/2.csv", "c.csv"])
    #expect(try list(["Prefix": "b/1"]).keys == ["b/1.csv", "b/10.csv"])
    #expect(try list(["Prefix": "B"]).keys == [])
    let first = try list(["MaxKeys": 2])
    #expect(first.keys == ["a.csv", "b/1.csv"] && first.isTruncated == true)
    let rest = try list(["MaxKeys": 3, "StartAfter": "b/1.csv"])
    #expect(rest.keys == ["b/10.csv", "b/2.csv", "c.csv"] && rest.isTruncated == false)
    #expect(try list(["MaxKeys": .number("99999999999999999999")]).keys.count == 5)
    #expect(try list(["MaxKeys": -5]).keys.count == 1)
  }

  // MARK: The items and the results of a Map

  @Test("to read the items of a Map gives them from a file, or from a list of objects, as many as it may take")
  func items() throws {
    try bench.folder.write("id\n1\n2\n3\n", to: "incoming/a.csv")
    func read(_ resource: String, _ parameters: JSONValue, _ config: JSONValue = [:]) throws -> JSONValue {
      try bench.perform(resource, ["Parameters": parameters, "ReaderConfig": config], purpose: .items)
    }
    let file: JSONValue = ["Bucket": "incoming", "Key": "a.csv"]
    #expect(try read("s3:getObject", file) == [["id": "1"], ["id": "2"], ["id": "3"]])
    #expect(try read("s3:getObject", file, ["MaxItems": 2]) == [["id": "1"], ["id": "2"]])
    #expect(try read("s3:getObject", file, ["MaxItems": 0]) == [])
    #expect(try read("s3:getObject", file, ["MaxItems": .number("99999999999999999999")]).arrayValue?.count == 3)
    #expect(try read("s3:listObjectsV2", ["Bucket": "incoming"]).arrayValue?.map { $0["Key"] } == ["a.csv"])
    #expect(try read("s3:listObjectsV2", ["Bucket": "incoming"], ["MaxItems": 0]) == [])
  }

  @Test(
    "to read the items of a Map fails by one name, whatever goes wrong, with the file that is wrong",
    arguments: [
      ("s3:getObject", ["Bucket": "none", "Key": "a.csv"], "none"),
      ("s3:getObject", ["Bucket": "incoming", "Key": "x"], "x"),
      ("s3:getObject", ["Bucket": "incoming", "Key": "bad.csv"], "bad.csv: row 1 has 2 values"),
      ("s3:putObject", ["Bucket": "incoming"], "runs on AWS only"), ("s3:getObject", [:], "need Bucket"),
      ("athena:startQueryExecution", ["QueryString": "execute nothing"], "no saved query “nothing”"),
    ] as [(String, JSONValue, String)])
  func badItems(resource: String, parameters: JSONValue, reason: String) throws {
    try bench.folder.write("id\n1,2\n", to: "incoming/bad.csv")
    let failure = try bench.failure(resource, ["Parameters": parameters], purpose: .items)
    #expect(failure.error == "States.ItemReaderFailed")
    #expect(failure.cause?.contains(reason) == true, "\(failure.cause ?? "")")
  }

  @Test("to write the results of a Map writes them and a manifest that names them, the same again after a kill")
  func results() throws {
    try bench.folder.write("", to: "out/.keep")
    let input: JSONValue = [
      "Parameters": ["Bucket": "out", "Prefix": "runs/today"], "Results": [["a": 1], "b"], "MapRunArn": "arn:map",
    ]
    for _ in 1...2 {
      let answer = try bench.perform("s3:putObject", input, purpose: .results)
      let key = try #require(answer["ResultWriterDetails"]?["Key"]?.stringValue)
      #expect(answer["MapRunArn"] == "arn:map" && key == "runs/today/20261108-061000-aaaa_task-1/manifest.json")
      let manifest = try JSONValue(parsing: try bench.folder.read("out/" + key))
      let file = try #require(manifest["ResultFiles"]?["SUCCEEDED"]?.arrayValue?.first)
      let text = try bench.folder.read("out/" + (file["Key"]?.stringValue ?? ""))
      #expect(try JSONValue(parsing: text) == [["a": 1], "b"] && file["Size"]?.intValue == Int64(text.utf8.count))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.folder.path("out/runs/today")).count == 1)
  }

  @Test(
    "to write the results of a Map writes nowhere but into a folder of the project",
    arguments: [
      ("none", "a", "no folder “none”"), ("lake", "a", "takes tables only"), ("out", "../up", "leads out"),
      ("out", "a/../../../up", "leads out"), ("out", "linked", "leads out"), ("out", "linked/a/b", "leads out"),
      ("out", "dangling/a", "cannot be written"), ("..", "a", "no folder"),
    ])
  func badResults(bucket: String, prefix: String, reason: String) throws {
    try bench.folder.write("", to: "out/.keep")
    try bench.folder.write("", to: "lake/dev/.keep")
    let other = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: bench.folder.path("out/linked"), withDestinationPath: other.path)
    try FileManager.default.createSymbolicLink(
      atPath: bench.folder.path("out/dangling"), withDestinationPath: other.path("none"))
    let failure = try bench.failure(
      "s3:putObject", ["Parameters": ["Bucket": .string(bucket), "Prefix": .string(prefix)], "Results": []],
      purpose: .results)
    #expect(failure.error == "States.ResultWriterFailed")
    #expect(failure.cause?.contains(reason) == true, "\(failure.cause ?? "")")
    #expect(try FileManager.default.contentsOfDirectory(atPath: other.path).isEmpty)
  }

  // MARK: Jobs

  private func job(_ resource: String, _ input: JSONValue, token: Int = 1, telling told: Told = Told()) throws
    -> JSONValue
  {
    try TaskTwins(bench.place).perform(bench.task(resource, input, token: token, telling: told))
  }

  @Test("to start a job is a run of its tables beside the workflow, asked what its arguments say")
  func startJob() throws {
    let told = Told()
    let arguments: JSONValue = [
      "--run_date": "2026-10-25", "--upstream": "true", "--full_refresh": "true", "--downstream": "yes", "--own": "x",
    ]
    let answer = try job("glue:startJobRun", ["JobName": "silver.orders", "Arguments": arguments], telling: told)
    let record = try #require(try bench.journal.latestExecution())
    #expect(answer == ["JobRunId": .string("jr_\(record.id)")])
    #expect(told.notes.withLock { $0 } == [["execution": .string(record.id.rawValue)]])
    let input = try RunInput(json: record.input)
    #expect(input.tables == [TableName(.silver, "orders")] && input.upstream && input.fullRefresh && !input.downstream)
    #expect(record.runDate == CalendarDay("2026-10-25") && record.trigger == .workflow("20261108-061000-aaaa"))
    #expect(bench.launcher.executions == [record.id.rawValue])
    let run = try job("glue:getJobRun", ["RunId": .string("jr_\(record.id)")])["JobRun"]
    #expect(run?["JobRunState"] == "RUNNING" && run?["JobName"] == "silver.orders" && run?["Arguments"] == arguments)
  }

  @Test("to start a job that was started before its worker died is the same run, and another attempt is another")
  func sameJob() throws {
    let input: JSONValue = ["JobName": "all"]
    let first = try job("glue:startJobRun", input)
    #expect(try job("glue:startJobRun", input) == first)
    #expect(try bench.journal.executions().count == 1)
    let busy = #expect(throws: StateFailure.self) { try job("glue:startJobRun", input, token: 2) }
    #expect(busy?.error == "Glue.ConcurrentRunsExceededException")
    // Of another job it is no matter; and when the first is over it may start again.
    _ = try job("glue:startJobRun", ["JobName": "orders"], token: 3)
    for run in try bench.journal.executions(.init(status: .running), limit: 10) {
      try bench.journal.finishExecution(run.id, as: .succeeded)
    }
    #expect(try job("glue:startJobRun", input, token: 4) != first)
  }

  @Test(
    "to start a job fails by the service's names, and starts nothing",
    arguments: [
      (["JobName": "golf"], "Glue.EntityNotFoundException"),
      (["JobName": "all", "Arguments": ["--run_date": "yesterday"]], "Glue.InvalidInputException"),
      (["JobName": "all", "Arguments": ["--run_date": "2026-02-30"]], "Glue.InvalidInputException"),
    ] as [(JSONValue, String)])
  func badJob(input: JSONValue, error: String) throws {
    #expect(try bench.failure("glue:startJobRun", input).error == error)
    #expect(try bench.journal.executions().isEmpty && bench.launcher.calls.isEmpty)
  }

  @Test(
    "to run a job waits for its end, and fails with the run as its cause where that did not succeed",
    arguments: [
      (ExecutionStatus.succeeded, "SUCCEEDED"), (.failed, "FAILED"), (.aborted, "STOPPED"), (.timedOut, "TIMEOUT"),
    ])
  func runJob(status: ExecutionStatus, state: String) throws {
    bench.launcher.fate = .ends(status)
    let told = Told()
    var run: JSONValue?
    do {
      run = try job("glue:startJobRun.sync", ["JobName": "all"], telling: told)
      #expect(status == .succeeded)
    } catch let failure as StateFailure {
      #expect(failure.error == "States.TaskFailed" && status != .succeeded)
      run = try JSONValue(parsing: failure.cause ?? "")
    }
    #expect(run?["JobRunState"]?.stringValue == state)
    #expect(run?["RowsWritten"] == 0 && run?["ExecutionTime"] == 0)
    #expect(told.submissions.withLock { $0.count } == 1)
  }

  @Test("to ask for a job run that nobody knows fails")
  func noJobRun() throws {
    for id in ["jr_none", "none", "jr_"] {
      let failure = #expect(throws: StateFailure.self) { try job("glue:getJobRun", ["RunId": .string(id)]) }
      #expect(failure?.error == "Glue.EntityNotFoundException")
    }
  }

  @Test("to replicate is a run of the source that the ARN ends with")
  func replication() throws {
    let service = "aws-sdk:databasemigration:startReplicationTask"
    let answer = try job(service, ["ReplicationTaskArn": "arn:aws:dms:eu-west-1:1:task:sales"])
    #expect(answer["ReplicationTask"]?["Status"] == "starting")
    let record = try #require(try bench.journal.latestExecution())
    #expect(try RunInput(json: record.input).tables == [TableName(.bronze, "sales")])
    let busy = #expect(throws: StateFailure.self) { try job(service, ["ReplicationTaskArn": "sales"], token: 2) }
    #expect(busy?.error == "DatabaseMigration.InvalidResourceStateFault")
    #expect(
      try bench.failure(service, ["ReplicationTaskArn": "orders2"]).error == "DatabaseMigration.ResourceNotFoundFault")
  }

  // MARK: Other machines

  @Test(
    "to start another machine gives its ARN, once for one attempt, and its end as text or as JSON",
    arguments: [
      "states:startExecution", "states:startExecution.sync", "states:startExecution.sync:2",
    ])
  func execution(resource: String) throws {
    if resource.contains(".sync") { bench.launcher.fate = .ends(.succeeded) }
    let input: JSONValue = ["StateMachineArn": "arn:aws:states:eu-west-1:1:stateMachine:daily", "Input": ["a": 1]]
    let first = try bench.perform(resource, input)
    #expect(try bench.perform(resource, input)["ExecutionArn"] == first["ExecutionArn"])
    #expect(try bench.journal.executions().count == 1)
    #expect(first["ExecutionArn"]?.stringValue?.contains("daily") == true)
    switch resource {
    case "states:startExecution": #expect(first["Input"] == nil)
    case "states:startExecution.sync": #expect(first["Input"] == #"{"a":1}"# && first["Status"] == "SUCCEEDED")
    default: #expect(first["Input"] == ["a": 1] && first["Status"] == "SUCCEEDED")
    }
  }

  @Test("to start another machine fails by the service's names", arguments: [true, false])
  func badExecution(isThere: Bool) throws {
    func start(_ machine: String, _ input: JSONValue, token: Int) throws -> StateFailure? {
      #expect(throws: StateFailure.self) {
        try job(
          "states:startExecution", ["StateMachineArn": .string(machine), "Name": "n", "Input": input], token: token)
      }
    }
    guard isThere else {
      #expect(try start("dayly", 1, token: 1)?.error == "StepFunctions.StateMachineDoesNotExistException")
      return
    }
    _ = try job("states:startExecution", ["StateMachineArn": "daily", "Name": "n", "Input": 1])
    #expect(try start("daily", 2, token: 2)?.error == "StepFunctions.ExecutionAlreadyExistsException")
  }

  @Test("to run another machine that fails fails with what that told")
  func failedExecution() throws {
    bench.launcher.fate = .ends(.failed)
    let failure = try bench.failure("states:startExecution.sync:2", ["StateMachineArn": "daily"])
    #expect(failure.error == "States.TaskFailed")
    let cause = try JSONValue(parsing: failure.cause ?? "")
    #expect(cause["Status"] == "FAILED" && cause["Input"] == [:] && cause["Output"] == nil)
  }

  // MARK: Queries

  @Test("to ask for a query that nobody asked fails, also by a path", arguments: ["none", "../project", "a/b", "."])
  func noQuery(id: String) throws {
    for action in ["getQueryExecution", "getQueryResults"] {
      let failure = try bench.failure("athena:\(action)", ["QueryExecutionId": .string(id)])
      #expect(failure.error == "Athena.InvalidRequestException")
    }
    #expect(
      try bench.failure("redshiftdata:describeStatement", ["Id": .string(id)]).error
        == "RedshiftData.ResourceNotFoundException")
  }

  @Test(
    "to query means by EXECUTE a saved query of the project, and else the text as it stands",
    arguments: [
      ("execute newest", "queries/newest.sql"), ("EXECUTE\n newest ", "queries/newest.sql"), ("select 1", "query"),
      ("execute newest now", "query"), ("", "query"),
    ])
  func query(text: String, file: String) throws {
    #expect(try QueryTwin(place: bench.place).query(text).1 == file)
  }
}
