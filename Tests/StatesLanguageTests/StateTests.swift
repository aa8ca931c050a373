import JSON
import StatesLanguage
import Testing

@Suite("What each state does") struct StateTests {
  private func choose(_ rule: String, _ input: JSONValue) throws -> String {
    try Played(
      """
      {"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{\(rule), "Next": "Y"}], "Default": "N"},
        "Y": {"Type": "Pass", "Result": true, "End": true}, "N": {"Type": "Pass", "Result": false, "End": true}}}
      """, input: input
    ).text
  }

  @Test(
    "a rule holds or not by type and value",
    arguments: [
      (#""Variable": "$.n", "NumericEquals": 5.0"#, "true"), (#""Variable": "$.n", "NumericLessThan": 5"#, "false"),
      (#""Variable": "$.n", "NumericGreaterThanEqualsPath": "$.five"#.appending("\""), "true"),
      (#""Variable": "$.n", "StringEquals": "5""#, "false"), (#""Variable": "$.s", "StringLessThan": "log-x""#, "true"),
      (#""Variable": "$.s", "StringMatches": "log-*.txt""#, "true"),
      (#""Variable": "$.s", "StringMatches": "log-*.csv""#, "false"),
      (#""Variable": "$.star", "StringMatches": "a\\*b""#, "true"),
      (#""Variable": "$.s", "StringMatches": "log\\*""#, "false"),
      (#""Variable": "$.t", "TimestampLessThan": "2026-11-28T07:00:00+01:00""#, "false"),
      (#""Variable": "$.t", "TimestampEquals": "2026-11-28T07:00:00+01:00""#, "true"),
      (#""Variable": "$.b", "BooleanEquals": false"#, "true"),
      (#""Variable": "$.b", "BooleanEqualsPath": "$.n""#, "false"),
      (#""Variable": "$.z", "IsNull": true"#, "true"), (#""Variable": "$.no", "IsPresent": false"#, "true"),
      (#""Variable": "$.no", "IsPresent": true"#, "false"), (#""Variable": "$.no", "IsNull": true"#, "States.Runtime"),
      (#""Variable": "$.no", "StringEquals": "x""#, "States.Runtime"),
      (#""Variable": "$.t", "IsTimestamp": true"#, "true"),
      (#""Variable": "$.s", "IsTimestamp": false"#, "true"), (#""Variable": "$.n", "IsNumeric": true"#, "true"),
      (#""Not": {"Variable": "$.n", "IsString": true}"#, "true"),
      (#""And": [{"Variable": "$.no", "IsPresent": true}, {"Variable": "$.no", "IsNull": true}]"#, "false"),
      (#""Or": [{"Variable": "$.n", "NumericEquals": 5}, {"Variable": "$.no", "IsNull": true}]"#, "true"),
    ])
  func rules(rule: String, wanted: String) throws {
    let input: JSONValue = [
      "n": 5, "five": 5, "s": "log-2026.txt", "t": "2026-11-28T06:00:00Z", "b": false, "z": .null, "star": "a*b",
    ]
    #expect(try choose(rule, input) == wanted)
  }

  @Test("a Choice with nothing to choose fails, and a rule's Assign replaces the state's")
  func choices() throws {
    let machine = """
      {"StartAt": "A", "States": {"A": {"Type": "Choice", "Assign": {"x": 1, "y": 1}, "Choices": [
        {"Variable": "$.n", "NumericEquals": 1, "Assign": {"x": 2}, "Next": "B"}]},
        "B": {"Type": "Pass", "Parameters": {"x.$": "$x", "y.$": "$y"}, "End": true}}}
      """
    #expect(try Played(machine, input: ["n": 2]).text == "States.NoChoiceMatched")
    #expect(try Played(machine, input: ["n": 1]).text == "States.ParameterPathFailure")
  }

  @Test("a condition in JSONata is true or false")
  func conditions() throws {
    func machine(_ condition: String) -> String {
      """
      {"StartAt": "A", "QueryLanguage": "JSONata", "States": {"A": {"Type": "Choice", "Choices": [
        {"Condition": "{% \(condition) %}", "Output": "yes", "Next": "B"}], "Default": "B"},
        "B": {"Type": "Succeed"}}}
      """
    }
    #expect(try Played(machine("$states.input.n > 1"), input: ["n": 2]).text == #""yes""#)
    #expect(try Played(machine("$states.input.n > 1"), input: ["n": 1]).text == #"{"n":1}"#)
    let wrong = try Played(machine("$states.input.n"), input: ["n": 1])
    #expect(wrong.error == "States.QueryEvaluationError" && wrong.cause?.contains("Expected 'boolean'") == true)
  }

  @Test(
    "a Wait takes its time and no more",
    arguments: [
      (#""Seconds": 3600"#, 3600.0), (#""SecondsPath": "$.s""#, 7), (#""Timestamp": "2025-11-24T17:00:00Z""#, 3600),
      (#""TimestampPath": "$.t""#, 3600), (#""Timestamp": "2001-01-01T00:00:00Z""#, 0),
    ])
  func waits(field: String, seconds: Double) throws {
    let played = try Played(
      #"{"StartAt": "A", "States": {"A": {"Type": "Wait", \#(field), "End": true}}}"#,
      input: ["s": 7, "t": "2025-11-24T17:00:00Z"])
    #expect(played.status == .succeeded && played.seconds == seconds)
  }

  @Test(
    "a Wait for what is no time fails",
    arguments: [
      (#""SecondsPath": "$.t""#), (#""SecondsPath": "$.no""#), (#""TimestampPath": "$.t""#),
      (#""TimestampPath": "$.s""#),
    ])
  func badWaits(field: String) throws {
    #expect(
      try Played.state("{\"Type\": \"Wait\", \(field), \"End\": true}", ["t": "2026-11-28t06:00:00Z", "s": 1])
        == "States.Runtime")
  }

  @Test("Fail tells its error and cause, from data or a function too")
  func fails() throws {
    let played = try Played(
      #"{"StartAt": "A", "States": {"A": {"Type": "Fail", "ErrorPath": "$.e", "CausePath": "States.Format('{}!', $.c)"}}}"#,
      input: ["e": "E", "c": "C"])
    #expect(
      played.error == "E" && played.cause == "C!"
        && played.types == ["ExecutionStarted", "FailStateEntered", "ExecutionFailed"])
  }

  @Test(
    "a task's events are those of its kind of resource",
    arguments: [
      ("arn:aws:states:::glue:startJobRun.sync", "TaskScheduled TaskStarted TaskSubmitted TaskSucceeded"),
      ("arn:aws:states:::aws-sdk:glue:startCrawler", "TaskScheduled TaskStarted TaskSucceeded"),
      (
        "arn:aws:lambda:us-east-1:1:function:f", "LambdaFunctionScheduled LambdaFunctionStarted LambdaFunctionSucceeded"
      ),
      ("arn:aws:states:us-east-1:1:activity:a", "ActivityScheduled ActivityStarted ActivitySucceeded"),
      ("arn:aws:states:::sqs:sendMessage.waitForTaskToken", "TaskScheduled TaskStarted TaskSubmitted TaskSucceeded"),
    ])
  func taskEvents(resource: String, wanted: String) throws {
    let played = try Played(
      #"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "\#(resource)", "End": true}}}"#,
      mocks: ["T": ["result": 1]])
    #expect(played.types.dropFirst(2).dropLast(2).joined(separator: " ") == wanted)
    let details = played.history[2].json["taskScheduledEventDetails"]
    if resource.contains("startCrawler") {
      #expect(details?["resourceType"] == "aws-sdk:glue" && details?["resource"] == "startCrawler")
    }
  }

  @Test("a result is selected, placed and assigned")
  func results() throws {
    let played = try Played(
      """
      {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Parameters": {"a": 1},
        "ResultSelector": {"id.$": "$.Run"}, "ResultPath": "$.job", "Assign": {"run.$": "$.Run"}, "Next": "B"},
        "B": {"Type": "Pass", "Parameters": {"job.$": "$.job", "run.$": "$run"}, "End": true}}}
      """, input: ["x": 1], mocks: ["T": [["result": ["Run": "r1", "more": 2]]]])
    #expect(played.text == #"{"job":{"id":"r1"},"run":"r1"}"#)
  }
}
