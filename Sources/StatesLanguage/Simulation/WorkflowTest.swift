import Clocks
import Foundation
import JSON

/// A test of a workflow: what goes in, how its tasks answer, and what must come of it.
package struct WorkflowTest: Sendable {
  package let name: String
  /// The workflow's name, without `.asl.json`.
  package let workflow: String
  package let setting: PlayedExecution.Setting
  let expected: JSONObject

  /// The tests of a file: `{"workflow": "daily", "tests": [{"name", "input", "mocks", "expect"}]}`.
  package static func tests(_ json: JSONValue) throws(MockError) -> [WorkflowTest] {
    guard let workflow = json["workflow"]?.stringValue, let items = json["tests"]?.arrayValue else {
      throw MockError("a file of tests is an object with “workflow” (its name) and “tests” (a list)")
    }
    var tests: [WorkflowTest] = []
    for (index, item) in items.enumerated() {
      guard let object = item.objectValue else { throw MockError("test \(index + 1) is no object") }
      tests.append(try WorkflowTest(object, workflow, index + 1))
    }
    return tests
  }

  private static let fields: Set<String> = ["name", "input", "mocks", "expect", "at", "seed"]
  private static let expectations: Set<String> = ["status", "output", "error", "cause", "states", "seconds"]

  private init(_ object: JSONObject, _ workflow: String, _ number: Int) throws(MockError) {
    name = object["name"]?.stringValue ?? "test \(number)"
    self.workflow = workflow
    if let field = object.keys.first(where: { !Self.fields.contains($0) }) {
      throw MockError("“\(name)” has no field “\(field)”; there are: \(Self.fields.sorted().joined(separator: ", "))")
    }
    guard let expected = object["expect"]?.objectValue, !expected.isEmpty else {
      throw MockError(
        "“\(name)” expects nothing: “expect” is an object with status, output, error, cause, states or seconds")
    }
    if let field = expected.keys.first(where: { !Self.expectations.contains($0) }) {
      let all = Self.expectations.sorted().joined(separator: ", ")
      throw MockError("“expect” of “\(name)” has no field “\(field)”; there are: \(all)")
    }
    self.expected = expected
    let start = object["at"]?.stringValue.map { Timestamp.parse($0) } ?? Date(timeIntervalSince1970: 1_764_000_000)
    guard let start else { throw MockError("“at” of “\(name)” is no time such as 2026-11-28T06:10:00Z") }
    var setting = PlayedExecution.Setting(
      facts: ExecutionFacts(name: "test-\(number)", machine: workflow), start: start)
    setting.input = object["input"] ?? [:]
    setting.mocks = try MockedTasks(object["mocks"] ?? [:])
    setting.seed = object["seed"]?.intValue.map { UInt64(bitPattern: $0) } ?? 1
    self.setting = setting
  }

  /// What is not as it must be; empty when all is.
  package func complaints(_ played: PlayedExecution) -> [String] {
    if let missing = played.missing { return [missing.description] }
    return expected.entries.compactMap { expected -> String? in
      let found = Self.found(expected.key, played)
      if found.equals(expected.value) { return nil }
      return "\(expected.key) is \(found.excerpt), and must be \(expected.value.excerpt)"
    } + played.unused
  }

  private static func found(_ field: String, _ played: PlayedExecution) -> JSONValue {
    switch field {
    case "status": .string(played.status.rawValue)
    case "output": played.output ?? .null
    case "error": .optional(played.failure?.error)
    case "cause": .optional(played.failure?.cause)
    case "seconds": .double(played.seconds)
    default: .array(played.visited.map(JSONValue.string))
    }
  }
}

extension PlayedExecution {
  /// The states in the order they were entered.
  package var visited: [String] {
    history.compactMap { event in
      if case .stateEntered(_, let name, _) = event.detail { name } else { nil }
    }
  }
}
