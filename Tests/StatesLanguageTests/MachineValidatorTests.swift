import StatesLanguage
import Testing

@Suite("A state machine's definition") struct MachineValidatorTests {
  /// A machine of one state, or of more.
  private func machine(_ states: String, start: String = "A", more: String = "") -> String {
    "{\"StartAt\": \"\(start)\"\(more), \"States\": {\(states)}}"
  }

  private func errors(_ text: String) -> [String] {
    MachineValidator.problems(in: text).filter { $0.severity == .error }.map { "\($0.place) \($0.message)" }
  }

  @Test("a definition of more than 1 MB is refused, as AWS does")
  func largeDefinition() {
    let comment = String(repeating: "x", count: 1 << 20)
    let text = machine(#""A": {"Type": "Succeed"}"#, more: #", "Comment": "\#(comment)""#)
    #expect(errors(text).count == 1)
    #expect(errors(text).first?.contains("at most 1 MB") == true)
  }

  @Test(
    "each mistake is named",
    arguments: [
      (#""A": {"Type": "Pass"}"#, "needs Next or End"),
      (#""A": {"Type": "Pass", "End": false}"#, "End of “A” is true"),
      (#""A": {"Type": "Pass", "Next": "B"}"#, "there is no such state here"),
      (#""A": {"Type": "Pass", "End": true}, "B": {"Type": "Succeed"}"#, "nothing leads to the state “B”"),
      (#""A": {"Type": "Succeed", "Next": "A"}"#, "has no field Next"),
      (#""A": {"Type": "Nap", "End": true}"#, "is one of Task, Pass"),
      (#""A": {"Type": "Pass", "End": true, "Type": "Pass"}"#, "Type stands twice"),
      (#""A": {"Type": "Task", "End": true}"#, "needs Resource"),
      (
        #""A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "TimeoutSeconds": 0, "End": true}"#,
        "whole number above 0"
      ),
      (
        #""A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "TimeoutSeconds": 5, "HeartbeatSeconds": 5, "End": true}"#,
        "is less than"
      ),
      (#""A": {"Type": "Wait", "End": true}"#, "needs Seconds or Timestamp"),
      (#""A": {"Type": "Wait", "Seconds": 1, "Timestamp": "2026-11-28T06:00:00Z", "End": true}"#, "it has one of them"),
      (#""A": {"Type": "Wait", "Timestamp": "2026-11-28 06:00:00Z", "End": true}"#, "is a time such as"),
      (#""A": {"Type": "Choice", "Choices": []}"#, "and not empty"),
      (#""A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "Next": "A"}]}"#, "has no comparisons"),
      (
        #""A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "IsString": true, "Next": "A"}]}"#,
        "has 2 comparisons"
      ),
      (
        #""A": {"Type": "Choice", "Choices": [{"Not": {"Variable": "$.a", "IsNull": true, "Next": "A"}, "Next": "A"}]}"#,
        "no field Next"
      ),
      (
        #""A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "NumericEquals": "1", "Next": "A"}]}"#,
        "against a number"
      ),
      (#""A": {"Type": "Parallel", "Branches": [], "End": true}"#, "and not empty"),
      (#""A": {"Type": "Map", "End": true}"#, "needs ItemProcessor"),
      (#""A": {"Type": "Pass", "ResultPath": "$$.a", "End": true}"#, "cannot lead into the context"),
      (#""A": {"Type": "Pass", "ResultPath": "$.a[?(@.b)]", "End": true}"#, "must lead to one place"),
      (#""A": {"Type": "Pass", "Parameters": {"a.$": "$.b", "a": 1}, "End": true}"#, "a stands twice"),
      (#""A": {"Type": "Pass", "Parameters": {"a.$": "States.Formt('x')"}, "End": true}"#, "no function States.Formt"),
      (#""A": {"Type": "Pass", "Parameters": {"a.$": "States.UUID(1)"}, "End": true}"#, "takes 0 arguments, not 1"),
      (#""A": {"Type": "Pass", "Output": "{% 1 %}", "End": true}"#, "Output is a field of JSONata"),
      (#""A": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% 1 + %}", "End": true}"#, "S0207"),
      (#""A": {"Type": "Pass", "Assign": {"states": 1}, "End": true}"#, "cannot be named states"),
      (
        #""A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true, "Retry": [{"ErrorEquals": ["States.ALL", "X"]}]}"#,
        "stands alone"
      ),
      (
        #""A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true, "Retry": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["X"]}]}"#,
        "stands in the last"
      ),
      (
        #""A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true, "Retry": [{"ErrorEquals": ["X"], "BackoffRate": 0.5}]}"#,
        "BackoffRate"
      ),
      (
        #""A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true, "Catch": [{"ErrorEquals": ["X"]}]}"#,
        "needs Next"
      ),
      (#""A": {"Type": "Fail", "Error": "e", "ErrorPath": "$.e"}"#, "it has one of them"),
      (#""A": {"Type": "Task", "Resource": "publish", "End": true}"#, "is an ARN such as"),
      (#""A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}"#, "has no state where it ends"),
      (
        #""A": {"Type": "Map", "End": true, "ItemReader": {"Resource": "arn:aws:states:::s3:getObject"}, "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}}"#,
        "Mode DISTRIBUTED"
      ),
      (
        #""A": {"Type": "Pass", "Assign": {"x": 1}, "Next": "P"}, "P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Pass", "Assign": {"x.$": "$"}, "End": true}}}]}"#,
        "a variable of the machine around it"
      ),
    ])
  func mistakes(states: String, message: String) {
    let found = errors(machine(states))
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  @Test(
    "what AWS warns of is a warning",
    arguments: [
      (#""A": {"Type": "Pass", "Parameters": {"a": "$.b"}, "End": true}"#, "the name would end with .$"),
      (#""A": {"Type": "Pass", "Parameters": {"a": "States.UUID()"}, "End": true}"#, "the name would end with .$"),
      (#""A": {"Type": "Pass", "Result": {"a": ["$.b"]}, "End": true}"#, "is given as it stands"),
      (#""A": {"Type": "Fail", "Cause": "$.b"}"#, "it would be CausePath"),
      (#""A": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync", "End": true}"#, "runs on AWS only"),
    ])
  func warnings(states: String, message: String) {
    let found = MachineValidator.problems(in: machine(states))
    #expect(found.map(\.severity) == [.warning] && found[0].message.contains(message), "\(found)")
  }

  @Test("a child execution may assign a name of the machine around it")
  func distributedNames() {
    let inner =
      #"{"ProcessorConfig": {"Mode": "DISTRIBUTED"}, "StartAt": "B", "States": {"B": {"Type": "Pass", "Assign": {"x": 1}, "End": true}}}"#
    let found = errors(
      machine(
        "\"A\": {\"Type\": \"Pass\", \"Assign\": {\"x\": 1}, \"Next\": \"M\"}, "
          + "\"M\": {\"Type\": \"Map\", \"ItemProcessor\": \(inner), \"End\": true}"))
    #expect(found == [])
  }

  @Test("a name stands once in the whole machine, branches included")
  func uniqueNames() {
    let branch = #"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#
    let found = errors(machine("\"A\": {\"Type\": \"Parallel\", \"Branches\": [\(branch)], \"End\": true}"))
    #expect(found.count == 1 && found[0].contains("stands at 1:29 already"), "\(found)")
  }

  @Test("all problems are told at once, in the order of the text")
  func everything() {
    let text = """
      {
        "States": {
          "A": {"Type": "Pass", "Next": "Nowhere"},
          "B": {"Type": "Wait", "Seconds": -1}
        }
      }
      """
    let found = MachineValidator.problems(in: text)
    #expect(found.map(\.place.line) == [1, 3, 4, 4])
  }

  @Test(
    "what is no JSON has the place where it stops being one",
    arguments: [("", "1:1"), ("{", "1:2"), ("{\n  \"a\": tru\n}", "2:8"), ("[1,]", "1:4"), ("{\"a\" 1}", "1:6")])
  func syntax(text: String, place: String) {
    #expect(MachineValidator.problems(in: text).map { "\($0.place)" } == [place])
  }

  @Test("a small edit anywhere gives an answer, and no crash", arguments: 0..<40)
  func edits(seed: Int) {
    let text = machine(
      #""A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Parameters": {"a.$": "States.Format('{} é', $.b[0]['c'])"}, "#
        + #""Retry": [{"ErrorEquals": ["X"]}], "Next": "B"}, "B": {"Type": "Choice", "Default": "C", "Choices": "#
        + #"[{"Variable": "$.a", "NumericEquals": 1, "Next": "C"}]}, "C": {"Type": "Pass", "QueryLanguage": "#
        + #""JSONata", "Output": "{% $states.input.x[y > 1] %}", "End": true}"#)
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let replacements = Array("{}[]\",:$.'?@()%0-9éZ \\\u{0}".unicodeScalars)
    for _ in 0..<250 {
      var scalars = Array(text.unicodeScalars)
      for _ in 0...random(3) {
        let at = random(scalars.count)
        switch random(3) {
        case 0: scalars.remove(at: at)
        case 1: scalars[at] = replacements[random(replacements.count)]
        default: scalars.insert(replacements[random(replacements.count)], at: at)
        }
      }
      let edited = String(String.UnicodeScalarView(scalars))
      for problem in MachineValidator.problems(in: edited) {
        #expect(problem.place.line >= 1 && problem.place.column >= 1 && !problem.message.isEmpty)
      }
    }
  }
}
