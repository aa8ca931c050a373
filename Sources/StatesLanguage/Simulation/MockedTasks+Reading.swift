import JSON

/// What is wrong with a mocks file.
package struct MockError: Error, Sendable, Hashable, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}

extension MockedTasks {
  /// Reads answers by state name, `{"Load": [{"result": 1}, {"error": "Glue.Busy"}]}`, or AWS's file of Step Functions
  /// Local (`StateMachines`, `MockedResponses`).
  ///
  /// - Parameter testCase: of AWS's file, whose test; nil where it has one.
  package init(_ json: JSONValue, testCase: String? = nil) throws(MockError) {
    guard let object = json.objectValue else { throw MockError("mocks are an object of states and their answers") }
    if let responses = object["MockedResponses"]?.objectValue, let machines = object["StateMachines"]?.objectValue {
      try self.init(responses: responses, machines: machines, testCase: testCase)
      return
    }
    var answers: [String: Answers] = [:]
    for (state, value) in object.entries where !state.hasPrefix("$") {
      answers[state] = try Self.answers(value, "the answers of “\(state)”")
    }
    self.init(answers)
  }

  // MARK: AWS's file

  private init(responses: JSONObject, machines: JSONObject, testCase: String?) throws(MockError) {
    let cases = machines.entries.flatMap { machine in
      machine.value["TestCases"]?.objectValue?.entries.map { (name: $0.key, states: $0.value) } ?? []
    }
    let chosen = cases.filter { testCase == nil || $0.name == testCase }
    guard chosen.count == 1, let states = chosen.first?.states.objectValue else {
      let names = cases.map(\.name).joined(separator: ", ")
      throw MockError(
        testCase.map { "there is no test case “\($0)” in the mocks; there are: \(names)" }
          ?? "the mocks have several test cases, and one of them is to be named with --case: \(names)")
    }
    var answers: [String: Answers] = [:]
    for (state, name) in states.entries {
      guard let name = name.stringValue, let response = responses[name] else {
        throw MockError("MockedResponses has no “\(name.stringValue ?? name.text)”, which “\(state)” is to answer")
      }
      answers[state] = try Self.answers(response, "the response “\(name)”")
    }
    self.init(answers)
  }

  // MARK: Answers

  private static func answers(_ value: JSONValue, _ subject: String) throws(MockError) -> Answers {
    if let items = value.arrayValue {
      var answers: [PlannedAnswer?] = []
      for item in items { answers.append(try answer(item, subject)) }
      return .each(answers)
    }
    if let object = value.objectValue, !object.isEmpty, object.keys.allSatisfy({ calls($0) != nil }) {
      return .each(try numbered(object, subject))
    }
    return .always(try answer(value, subject))
  }

  /// `0`, or `1-3`.
  private static func calls(_ text: String) -> ClosedRange<Int>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, 0 <= first, first <= last,
      last < 100_000
    else { return nil }
    return first...last
  }

  private static func numbered(_ object: JSONObject, _ subject: String) throws(MockError) -> [PlannedAnswer?] {
    var answers: [PlannedAnswer?] = []
    for (key, value) in object.entries {
      guard let calls = calls(key) else { continue }
      let answer = try answer(value, subject)
      while answers.count <= calls.upperBound { answers.append(nil) }
      for call in calls { answers[call] = answer }
    }
    return answers
  }

  private static let timing: Set<String> = ["seconds", "heartbeatSeconds", "submitted"]

  private static func answer(_ value: JSONValue, _ subject: String) throws(MockError) -> PlannedAnswer {
    guard let object = value.objectValue, let outcome = outcome(object) else { return PlannedAnswer(.result(value)) }
    var answer = PlannedAnswer(outcome)
    answer.seconds = try seconds(object["seconds"], subject) ?? 0
    answer.heartbeatSeconds = try seconds(object["heartbeatSeconds"], subject)
    if let submitted = object["submitted"] { answer.submitted = submitted }
    return answer
  }

  private static func seconds(_ value: JSONValue?, _ subject: String) throws(MockError) -> Double? {
    guard let value else { return nil }
    guard let seconds = value.doubleValue, (0...1e10).contains(seconds) else {
      throw MockError("in \(subject) seconds are a number, 0 or more, not \(value.text)")
    }
    return seconds
  }

  /// Nil for an object that is a result as it stands.
  private static func outcome(_ object: JSONObject) -> PlannedAnswer.Outcome? {
    let keys = Set(object.keys).subtracting(timing)
    if keys == ["result"] { return object["result"].map { .result($0) } }
    if keys == ["Return"] { return object["Return"].map { .result($0) } }
    if keys == ["Throw"], let thrown = object["Throw"]?.objectValue { return failure(thrown) }
    return failure(object)
  }

  private static func failure(_ object: JSONObject) -> PlannedAnswer.Outcome? {
    let keys = Set(object.keys).subtracting(timing)
    for (error, cause) in [("error", "cause"), ("Error", "Cause")] {
      guard keys == [error] || keys == [error, cause], let name = object[error]?.stringValue else { continue }
      return .failure(StateFailure(error: name, cause: object[cause]?.stringValue))
    }
    return nil
  }
}
