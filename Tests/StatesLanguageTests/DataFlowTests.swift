import JSON
import StatesLanguage
import Testing

@Suite("How data flow through states") struct DataFlowTests {
  private func pass(_ fields: String, _ input: JSONValue) throws -> String {
    try Played.state("{\"Type\": \"Pass\", \(fields), \"End\": true}", input)
  }

  @Test(
    "paths and templates shape what a state gets and gives",
    arguments: [
      (#""InputPath": "$.a""#, #"{"b":1}"#),
      (#""InputPath": null"#, "{}"),
      (#""OutputPath": null"#, "{}"),
      (#""OutputPath": "$.a.b""#, "1"),
      (#""Result": 5"#, "5"),
      (#""Result": 5, "ResultPath": "$.r.s""#, #"{"a":{"b":1},"l":[1,2,3],"r":{"s":5}}"#),
      (#""Result": 5, "ResultPath": "$.l[1]""#, #"{"a":{"b":1},"l":[1,5,3]}"#),
      (#""Result": 5, "ResultPath": null"#, #"{"a":{"b":1},"l":[1,2,3]}"#),
      (#""Result": 5, "ResultPath": "$.l.x""#, "States.ResultPathMatchFailure"),
      (#""Result": 5, "ResultPath": "$.l[7]""#, "States.ResultPathMatchFailure"),
      (#""InputPath": "$.a", "Result": 5, "ResultPath": "$.x", "OutputPath": "$.l""#, "[1,2,3]"),
      (#""Parameters": {"x.$": "$.a.b", "y": {"z.$": "$.l[*]"}}"#, #"{"x":1,"y":{"z":[1,2,3]}}"#),
      (#""Parameters": {"x.$": "$.none"}"#, "States.ParameterPathFailure"),
      (#""Parameters": {"x.$": "$.l[9]"}"#, "States.ParameterPathFailure"),
      (#""InputPath": "$.none""#, "States.Runtime"),
      (#""Parameters": {"x.$": "$$.State.Name", "n.$": "$$.Execution.Name"}"#, #"{"x":"A","n":"run-1"}"#),
      (#""Parameters": {"x.$": "$.l[?(@ > 1)]"}"#, #"{"x":[2,3]}"#),
      (#""Parameters": {"x.$": "$..b"}"#, #"{"x":[1]}"#),
      (#""Parameters": {"x.$": "$.l[-1]", "y.$": "$.l[0:2]", "z.$": "$.l.length()"}"#, #"{"x":3,"y":[1,2],"z":3}"#),
    ])
  func fields(fields: String, wanted: String) throws {
    #expect(try pass(fields, ["a": ["b": 1], "l": [1, 2, 3]]) == wanted)
  }

  @Test(
    "a filter picks what its condition holds for",
    arguments: [
      ("$.o[?(@.p < 2)].n", #"["a"]"#), ("$.o[?(@.n == 'b' || @.p == 1)].p", "[1,2]"),
      ("$.o[?(!(@.n == 'b') && @.p)].n", #"["a"]"#), ("$.o[?(@.n =~ /B/i)].p", "[2]"),
      ("$.o[?(@.n in ['b', 'c'])].p", "[2]"), ("$.o[?(@.q)].n", "[]"), ("$.o[?(@.p >= $.least)].n", #"["b"]"#),
    ])
  func filters(path: String, wanted: String) throws {
    let input: JSONValue = ["o": [["n": "a", "p": 1], ["n": "b", "p": 2]], "least": 2]
    #expect(try Played.parameters("{\"r.$\": \"\(path)\"}", input) == "{\"r\":\(wanted)}")
  }

  @Test("what Assign sets is seen by later states, and its right sides see what was before")
  func variables() throws {
    let played = try Played(
      """
      {"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Assign": {"x.$": "$.n", "y": 1}, "Next": "B"},
        "B": {"Type": "Pass", "Assign": {"x": 9, "z.$": "$x"}, "Next": "C"},
        "C": {"Type": "Pass", "Parameters": {"x.$": "$x", "y.$": "$y", "z.$": "$z"}, "End": true}}}
      """, input: ["n": 4])
    #expect(played.text == #"{"x":9,"y":1,"z":4}"#)
  }

  @Test(
    "states in JSONata have $states and variables, and a value that cannot be found is an error",
    arguments: [
      (#""Output": "{% $states.input.n + 1 %}""#, "5"),
      (#""Output": {"a": ["{% $states.input.n %}", 1]}"#, #"{"a":[4,1]}"#),
      (#""Output": "{% $states.context.State.Name %}""#, #""A""#),
      (#""Output": "{% $states.input.none %}""#, "States.QueryEvaluationError"),
      (#""Output": "{% $states.input.n + 'a' %}""#, "States.QueryEvaluationError"),
      (#""Output": "{% n %}""#, "States.QueryEvaluationError"),
      (#""Output": "{% $eval('1') %}""#, "States.QueryEvaluationError"),
      (#""Output": "{% $hash('abc', 'SHA-1') %}""#, #""a9993e364706816aba3e25717850c26c9cd0d89d""#),
    ])
  func expressions(fields: String, wanted: String) throws {
    #expect(try pass("\"QueryLanguage\": \"JSONata\", " + fields, ["n": 4]) == wanted)
  }

  @Test("a failed expression is an event with its place")
  func evaluationFailed() throws {
    let played = try Played(
      #"{"StartAt": "A", "QueryLanguage": "JSONata", "States": {"A": {"Type": "Pass", "Output": {"b": ["{% $states.input.x %}"]}, "End": true}}}"#
    )
    #expect(played.types == ["ExecutionStarted", "PassStateEntered", "EvaluationFailed", "ExecutionFailed"])
    #expect(played.history[2].json["evaluationFailedEventDetails"]?["location"] == "Output/b[0]")
    #expect(played.history[2].json["evaluationFailedEventDetails"]?["state"] == "A")
  }
}
