import Foundation
import JSON
import TestSupport
import Testing

/// State machines on the command line.
@Suite("assay workflow") struct WorkflowTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  private static let machine = """
    {"StartAt": "Load", "States": {
      "Load": {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync",
        "Retry": [{"ErrorEquals": ["Glue.ConcurrentRunsExceededException"], "IntervalSeconds": 3600}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Sorry"}], "ResultPath": "$.load", "Next": "Enough"},
      "Enough": {"Type": "Choice", "Choices": [
        {"Variable": "$.load.Rows", "NumericGreaterThan": 0, "Next": "Done"}], "Default": "Sorry"},
      "Done": {"Type": "Succeed"},
      "Sorry": {"Type": "Fail", "Error": "Shop.NoRows", "Cause": "nothing came"}}}
    """

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    try folder.write(Self.machine, to: "daily.asl.json")
  }

  @Test("a machine is played with mocks, an hour of back-off in no time")
  func played() throws {
    try folder.write(
      #"{"Load": [{"error": "Glue.ConcurrentRunsExceededException"}, {"result": {"Rows": 5}}]}"#, to: "mocks.json")
    let answer = try assay(
      "workflow", "test", "daily.asl.json", "--input", #"{"day": "2026-11-28"}"#, "--mocks", "mocks.json", "--json")
    #expect(answer.status == 0, "\(answer.error)")
    let json = try answer.json()
    #expect(json["status"] == "SUCCEEDED" && json["error"] == .null && json["seconds"] == 3600)
    #expect(json["output"]?.text == #"{"day":"2026-11-28","load":{"Rows":5}}"#)
    let history = try #require(json["history"]?.arrayValue)
    #expect(history.map { $0["id"]?.intValue } == (1...Int64(history.count)).map { $0 })
    #expect(
      history.compactMap { $0["type"]?.stringValue } == [
        "ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskFailed",
        "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded", "TaskStateExited", "ChoiceStateEntered",
        "ChoiceStateExited", "SucceedStateEntered", "SucceedStateExited", "ExecutionSucceeded",
      ])
    #expect(history[1]["stateEnteredEventDetails"]?["input"] == #"{"day":"2026-11-28"}"#)
    let text = try assay("workflow", "test", "daily.asl.json", "--mocks", "mocks.json")
    #expect(text.output.contains("SUCCEEDED after 3600 s of virtual time"))
  }

  @Test("an execution that fails ends with 1 and tells its error and cause")
  func failed() throws {
    try folder.write(#"{"Load": {"Return": {"Rows": 0}}}"#, to: "mocks.json")
    let answer = try assay("workflow", "test", "daily.asl.json", "--input", "{}", "--mocks", "mocks.json", "--json")
    let json = try answer.json()
    #expect(answer.status == 1)
    #expect(json["status"] == "FAILED" && json["error"] == "Shop.NoRows" && json["cause"] == "nothing came")
    #expect(json["output"] == .null)
  }

  @Test("Step Functions Local's mock file is taken, a test case by its name")
  func awsMocks() throws {
    try folder.write(
      """
      {"StateMachines": {"daily": {"TestCases": {"Happy": {"Load": "Good"}, "Sad": {"Load": "Bad"}}}},
       "MockedResponses": {"Good": {"0": {"Return": {"Rows": 1}}},
         "Bad": {"0-1": {"Throw": {"Error": "Glue.ConcurrentRunsExceededException", "Cause": "busy"}},
           "2": {"Throw": {"Error": "X", "Cause": "broken"}}}}}
      """, to: "mocks.json")
    let arguments = ["workflow", "test", "daily.asl.json", "--mocks", "mocks.json", "--json"]
    #expect(try assay.run(arguments + ["--case", "Happy"]).status == 0)
    let sad = try assay.run(arguments + ["--case", "Sad"])
    #expect(sad.status == 1)
    #expect(try sad.json()["error"] == "Shop.NoRows")
    let unnamed = try assay.run(arguments)
    #expect(unnamed.status == 2 && unnamed.error.contains("--case: Happy, Sad"))
  }

  @Test("a task without an answer stops the play, and says which and how often it was called")
  func missing() throws {
    let none = try assay("workflow", "test", "daily.asl.json", "--json")
    #expect(none.status == 2)
    #expect(none.error.contains("“Load” (arn:aws:states:::glue:startJobRun.sync) has no answer"))
    #expect(try none.json()["status"] == "RUNNING")
    try folder.write(#"{"Load": [{"error": "Glue.ConcurrentRunsExceededException"}]}"#, to: "mocks.json")
    let few = try assay("workflow", "test", "daily.asl.json", "--mocks", "mocks.json")
    #expect(few.status == 2 && few.error.contains("was called 2 times, and the mocks have 1 answers"))
  }

  @Test("input may be a file or standard input's dash; what is neither is told")
  func input() throws {
    try folder.write(#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#, to: "pass.asl.json")
    try folder.write("[1, 2]", to: "in.json")
    let file = try assay("workflow", "test", "pass.asl.json", "--input", "in.json", "--json")
    #expect(try file.json()["output"]?.text == "[1,2]")
    let number = try assay("workflow", "test", "pass.asl.json", "--input", "12.50", "--json")
    #expect(try number.json()["output"]?.text == "12.50")
    let broken = try assay("workflow", "test", "pass.asl.json", "--input", "{\"a\": }", "--json")
    #expect(broken.status == 2 && broken.output.isEmpty && broken.error.contains("not JSON"))
    let absent = try assay("workflow", "test", "pass.asl.json", "--input", "no.json")
    #expect(absent.status == 2 && absent.error.contains("there is no file"))
  }

  @Test("an invalid machine has its problems told, with places")
  func invalid() throws {
    try folder.write(#"{"StartAt": "A", "States": {"A": {"Type": "Pass"}}}"#, to: "bad.asl.json")
    for command in ["test", "show"] {
      let answer = try assay("workflow", command, "bad.asl.json")
      #expect(answer.status == 1)
      #expect(answer.output.contains("bad.asl.json:1:34: error: “A” needs Next or End"))
    }
  }

  @Test("a machine is drawn as text, with its ways and what an error leads to")
  func shown() throws {
    let answer = try assay("workflow", "show", "daily.asl.json", "--list")
    #expect(answer.status == 0)
    #expect(
      answer.lines == [
        "start  → Load",
        "Load  Task glue:startJobRun.sync, tried again on Glue.ConcurrentRunsExceededException",
        "  → Enough", "  ✗ Sorry  on States.ALL", "Enough  Choice",
        "  → Done  if $.load.Rows NumericGreaterThan 0", "  → Sorry  otherwise", "Done  Succeed", "  → end",
        "Sorry  Fail",
      ])
    let json = try assay("workflow", "show", "daily.asl.json", "--json").json()
    #expect(json["states"]?.arrayValue?.count == 4)
  }

  @Test("a machine is drawn with a box for each state, numbered ways out of a choice, and dotted ones for errors")
  func drawn() throws {
    let answer = try assay("workflow", "show", "daily.asl.json")
    #expect(answer.status == 0)
    let rows = answer.lines
    let row = { (text: String) in rows.firstIndex { $0.contains(text) } ?? -1 }
    #expect(row("Load") < row("Enough") && row("Enough") < row("Done"))
    #expect(answer.output.contains("1 if $.load.Rows NumericGreaterThan 0"))
    #expect(answer.output.contains("2 otherwise") && answer.output.contains("on States.ALL"))
    #expect(rows[row("Done")].contains("Sorry"), "what a choice leads to stands side by side")
  }

  @Test("coverage runs the tests of a project and tells what none of them touches")
  func coverage() throws {
    try folder.write("name: shop\n", to: "project.yml")
    try folder.write(Self.machine, to: "workflows/daily.asl.json")
    try folder.write(
      """
      {"workflow": "daily", "tests": [
        {"name": "rows come", "mocks": {"Load": [{"result": {"Rows": 5}}]},
          "expect": {"status": "SUCCEEDED", "states": ["Load", "Enough", "Done"]}},
        {"name": "it breaks", "mocks": {"Load": [{"error": "X"}]}, "expect": {"error": "Shop.NoRows"}}]}
      """, to: "workflows/tests/daily.json")
    let answer = try assay("workflow", "coverage", "--json")
    #expect(answer.status == 0, "\(answer.error)")
    let workflow = try #require(try answer.json()["workflows"]?.arrayValue?.first)
    #expect(workflow["touched"] == 8 && workflow["total"] == 9)
    #expect(workflow["missing"]?.arrayValue?.map(\.text) == [#"{"state":"Enough","by":"Default","to":"Sorry"}"#])
    #expect(try assay("workflow", "coverage", "--least", "90").status == 1)
    let tested = try assay("workflow", "test", "workflows/tests/daily.json", "--json")
    #expect(try tested.status == 0 && tested.json()["tests"]?.arrayValue?.count == 2, "\(tested.error)")
    let one = try assay("workflow", "test", "workflows/tests/daily.json", "--case", "it breaks")
    #expect(one.status == 0 && one.output.contains("passed  it breaks") && !one.output.contains("rows come"))
    #expect(try assay("workflow", "test", "workflows/tests/daily.json", "--case", "it flies").status == 2)
    let mistaken = try assay(
      "workflow", "test", "workflows/daily.asl.json", "--mocks", "workflows/tests/daily.json")
    #expect(mistaken.status == 2 && mistaken.error.contains("a file of tests, not of mocks"))
    try folder.write(
      #"{"workflow": "daily", "tests": [{"mocks": {"Load": [{"result": {"Rows": 5}}]}, "expect": {"status": "FAILED"}}]}"#,
      to: "workflows/tests/daily.json")
    let failing = try assay("workflow", "coverage")
    #expect(failing.status == 1)
    #expect(failing.output.contains("status is \"SUCCEEDED\", and must be \"FAILED\""))
    #expect(try assay("workflow", "test", "workflows/tests/daily.json").status == 1)
  }

  @Test(
    "a path or a function of JSONPath states can be tried",
    arguments: [
      ("jsonpath", "$.orders[?(@.total > 5)].id", #"{"result":["b"]}"#), ("jsonpath", "$rate", #"{"result":2}"#),
      ("intrinsic", "States.Format('{}/{}', $.orders[0].id, $rate)", #"{"result":"a/2"}"#),
    ])
  func trial(language: String, expression: String, wanted: String) throws {
    try folder.write(#"{"orders": [{"id": "a", "total": 5}, {"id": "b", "total": 6}]}"#, to: "in.json")
    let answer = try assay(
      "workflow", "evaluate", expression, "--input", "in.json", "--bindings", #"{"rate": 2}"#, "--language", language,
      "--json")
    #expect(answer.status == 0)
    #expect(try answer.json().text == wanted)
    let none = try assay("workflow", "evaluate", "$.none", "--input", "in.json", "--language", "jsonpath", "--json")
    #expect(none.status == 1)
    #expect(try none.json()["error"]?["code"] == "States.ParameterPathFailure")
  }
}
