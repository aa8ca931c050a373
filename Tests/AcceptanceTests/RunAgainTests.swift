import Foundation
import JSON
import TestSupport
import Testing

@Suite("An execution once more, and one that is marked as done")
struct RunAgainTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    _ = try assay("init", ".", "--workflow")
  }

  private func id(_ answer: Binary.Answer) throws -> String {
    try #require(answer.json()["execution"]?.stringValue, "\(answer.error)")
  }

  @Test("it runs again with another input, which is checked before anything runs")
  func tables() throws {
    let first = try id(assay("run", "--json"))
    #expect(try assay("runs", first, "--json").json()["input"]?["tables"] == [])
    let plan = try assay("run", "--again", first, "--input", #"{"tables":["orders"],"fullRefresh":true}"#, "--plan")
    #expect(plan.status == 2, "two tables have that name, or none alone")
    for (input, part) in [
      (#"{"tabels":[]}"#, "did you mean tables"), (#"{"tables":"x"}"#, "list of names"), (#"[1]"#, "an object"),
      (#"{"runDate":"yesterday"}"#, "runDate is a day"), (#"{"fullRefresh":1}"#, "true or false"),
      (#"{"upstream":true}"#, "need tables"), (#"{"tables":["silver.ordes"]}"#, "silver.orders"),
    ] {
      let answer = try assay("run", "--again", first, "--input", input)
      #expect(answer.status == 2 && answer.error.contains(part), "\(input): \(answer.error)")
    }
    #expect(try assay("runs", "--json").json().arrayValue?.count == 1, "nothing ran")
    let input = #"{"tables":["silver.orders"],"fullRefresh":true,"runDate":"2026-01-06"}"#
    let again = try assay("run", "--again", first, "--input", input, "--json")
    #expect(again.status == 0, "\(again.error)")
    let detail = try assay("runs", id(again), "--json").json()
    #expect(detail["rerunOf"]?.stringValue == first && detail["runDate"] == "2026-01-06")
    #expect(detail["steps"]?.arrayValue?.map { $0["name"] } == ["silver.orders"])
    #expect(try assay("run", "--again", first).status == 0, "and with the input it had")
  }

  @Test("a machine is started again with what is given, by its newest definition")
  func machine() throws {
    try folder.write(
      #"{"StartAt":"A","States":{"A":{"Type":"Pass","OutputPath":"$.n","End":true}}}"#, to: "workflows/one.asl.json")
    let first = try id(assay("run", "one", "--input", #"{"n":1}"#, "--json"))
    let again = try assay("run", "--again", first, "--input", #"{"n":2}"#, "--json")
    #expect(again.status == 0, "\(again.error)")
    let detail = try assay("runs", id(again), "--json").json()
    #expect(detail["input"] == ["n": 2] && detail["rerunOf"]?.stringValue == first)
    let history = try assay("runs", id(again), "--history", "--json").json().arrayValue ?? []
    #expect(history.map { $0["type"] }.first == "ExecutionStarted" && history.last?["type"] == "ExecutionSucceeded")
    #expect(try assay("runs", id(again), "--history").output.contains("PassStateEntered"))
  }

  @Test("each state of an execution is told with its definition as it ran, those of a branch and of an item too")
  func definitions() throws {
    let machine = """
      {"StartAt":"P","States":{"P":{"Type":"Parallel","Next":"M","Branches":[
        {"StartAt":"B","States":{"B":{"Type":"Pass","Result":1,"End":true}}}]},
        "M":{"Type":"Map","ItemsPath":"$","End":true,"ItemProcessor":
        {"StartAt":"I","States":{"I":{"Type":"Pass","Comment":"each","End":true}}}}}}
      """
    try folder.write(machine, to: "workflows/two.asl.json")
    let run = try id(assay("run", "two", "--json"))
    try folder.write(machine.replacing("each", with: "every"), to: "workflows/two.asl.json")
    let steps = try assay("runs", run, "--json").json()["steps"]?.arrayValue ?? []
    let definitions = Dictionary(
      uniqueKeysWithValues: steps.map { ($0["name"]?.stringValue ?? "", $0["state"]?["definition"]) })
    #expect(definitions.keys.sorted() == ["B", "I", "M", "P"])
    #expect(definitions["B"] == ["Type": "Pass", "Result": 1, "End": true])
    #expect(definitions["I"]??["Comment"] == "each")
    #expect(definitions["P"]??["Next"] == "M")
  }

  @Test("one that failed is marked as done with who and why, and counts so in the hand-over; no other one is")
  func mark() throws {
    try folder.replace("RowCount > 0", "RowCount > 100", in: "quality/silver.orders.dqdl")
    let failed = try id(assay("run", "--json"))
    #expect(try assay("events", "--json").json()["events"]?.arrayValue?.contains { $0["isOpen"] == true } == true)
    #expect(try assay("mark", failed).status == 2, "without a reason")
    #expect(try assay("mark", failed, "--reason", "a holiday").status == 0)
    let mark = try assay("runs", failed, "--json").json()["markedBy"]?.stringValue ?? ""
    #expect(mark.hasSuffix(": a holiday") && mark.count > 11)
    #expect(try assay("runs").output.contains("marked as done by"))
    let events = try assay("events", "--json")
    #expect(events.output.contains("run mark") && events.output.contains("a holiday"))
    let happenings = try events.json()["events"]?.arrayValue ?? []
    #expect(
      !happenings.contains { $0["execution"]?.stringValue == failed && $0["kind"] == "failure" && $0["isOpen"] == true }
    )
    try folder.replace("RowCount > 100", "RowCount > 0", in: "quality/silver.orders.dqdl")
    let good = try id(assay("run", "--json"))
    let refused = try assay("mark", good, "--reason", "x")
    #expect(refused.status == 1 && refused.error.contains("only what did not succeed"))
  }
}
