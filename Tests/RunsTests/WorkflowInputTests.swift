import JSON
import Testing

@testable import Runs

@Suite("What a state machine was asked")
struct WorkflowInputTests {
  @Test(
    "comes back from the journal as it was, with a name or without one",
    arguments: [
      WorkflowInput(workflow: "daily"), WorkflowInput(workflow: "daily", input: ["a": [1, nil]], name: "monday"),
      WorkflowInput(workflow: "Größe", input: nil, name: ""), WorkflowInput(workflow: "", input: "text"),
    ])
  func roundTrip(input: WorkflowInput) throws {
    #expect(WorkflowInput(json: try JSONValue(parsing: input.json.text)) == input)
  }

  @Test(
    "is none where no workflow is named",
    arguments: [[:], ["workflow": 5], ["tables": []], nil, "daily"] as [JSONValue])
  func none(json: JSONValue) {
    #expect(WorkflowInput(json: json) == nil)
  }

  @Test("has a key for its name that no name of another workflow has")
  func key() {
    #expect(WorkflowInput.key("daily", "monday") != WorkflowInput.key("weekly", "monday"))
    #expect(WorkflowInput.key("daily", "monday") == WorkflowInput.key("daily", "monday"))
  }
}
