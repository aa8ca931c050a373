import Clocks
import Foundation
import JSON
import Ledger
import Processes
import Synchronization
import TestSupport
import Testing
import Words

@testable import Runs
@testable import StatesLanguage

/// A clock that goes on by hours at each look, so that waits are over as soon as they are looked at.
private final class TickingClock: WallClock {
  private let time: Mutex<Date>
  private let step: TimeInterval

  init(_ text: String, step: TimeInterval = 7200) {
    time = Mutex(MovedClock.moment(text))
    self.step = step
  }

  func now() -> Date {
    time.withLock { time in
      time += step
      return time
    }
  }
}

@Suite("An execution of a state machine")
struct WorkflowRunTests {
  /// Two publish side by side, then one for each of three items, one after the other, then it waits.
  private static let machine = """
    {"StartAt": "Both", "States": {
      "Both": {"Type": "Parallel", "Next": "Each", "ResultPath": "$.both", "Branches": [
        {"StartAt": "Left", "States": {"Left": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:::sns:publish", "Parameters": {"TopicArn": "page", "Message": "left"}}}},
        {"StartAt": "Right", "States": {"Right": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:::sns:publish", "Parameters": {"TopicArn": "page", "Message": "right"}}}}]},
      "Each": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 1, "ResultPath": "$.each", "Next": "Rest",
        "ItemProcessor": {"StartAt": "Say", "States": {"Say": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:::sns:publish", "Parameters": {"TopicArn": "page", "Message.$": "$"}}}}},
      "Rest": {"Type": "Wait", "Seconds": 3600, "Next": "Count"},
      "Count": {"Type": "Pass", "End": true,
        "Parameters": {"both.$": "States.ArrayLength($.both)", "each.$": "States.ArrayLength($.each)"}}}}
    """

  private func bench(_ machine: String = Self.machine, now: String = "2026-11-08T06:10:00Z") throws -> Bench {
    try Bench(["workflows/w.asl.json": machine], clock: TickingClock(now))
  }

  /// An execution that a worker has begun with.
  private func begin(_ bench: Bench, input: JSONValue = ["items": ["x", "y", "z"]], id: ExecutionID? = nil) throws
    -> ExecutionID
  {
    let new = NewExecution(
      pipeline: "little", environment: "dev", trigger: .manual, input: WorkflowInput(workflow: "w", input: input).json,
      host: ProcessIdentity.host, worker: ProcessIdentity.current(), id: id)
    let record = try bench.journal.createExecution(new)
    try bench.journal.beginWorkflow(
      WorkflowRecord(
        execution: record.id, name: "w", executionName: record.id.rawValue,
        definition: try WorkflowFile(bench.workspace.project).text("w"), input: input, seed: 7))
    return record.id
  }

  private func run(_ id: ExecutionID, _ bench: Bench, stop: StopFlag = StopFlag()) throws -> ExecutionStatus {
    let kept = try #require(try bench.journal.workflow(of: id))
    let record = try #require(try bench.journal.execution(id))
    return try WorkflowRun(kept, record, bench.place, stop: stop).run()
  }

  private func published(_ bench: Bench) throws -> [String] {
    guard FileManager.default.fileExists(atPath: bench.folder.path(".assay/dev/topics/page.jsonl")) else { return [] }
    return try bench.folder.read(".assay/dev/topics/page.jsonl").split(separator: "\n").map {
      try JSONValue(parsing: String($0))["Message"]?.stringValue ?? ""
    }
  }

  private func history(_ id: ExecutionID, _ bench: Bench) throws -> [String] {
    try bench.journal.events(of: id).map { "\($0.type.rawValue) \($0.state?.rawValue ?? "")" }
  }

  @Test("does its tasks, writes its history and its steps, and ends with its output")
  func succeeds() throws {
    let bench = try bench()
    let id = try begin(bench)
    #expect(try run(id, bench) == .succeeded)
    #expect(try bench.journal.workflowOutput(of: id) == ["both": 2, "each": 3])
    #expect(try published(bench).sorted() == ["left", "right", "x", "y", "z"])
    #expect(try published(bench).suffix(3) == ["x", "y", "z"])
    #expect(try bench.journal.execution(id)?.status == .succeeded)
    let steps = try bench.journal.steps(of: id)
    #expect(Set(steps.map(\.name)) == ["Both", "Left", "Right", "Each", "Say", "Rest", "Count"])
    #expect(steps.allSatisfy { $0.status == .succeeded })
    let events = try bench.journal.events(of: id)
    #expect(events.allSatisfy { $0.previousID < $0.id })
    #expect(try history(id, bench).last == "ExecutionSucceeded ")
    // What it had for its tasks is swept.
    #expect(!FileManager.default.fileExists(atPath: bench.place.folder(of: id)))
  }

  @Test("with a line in its log that is none says so")
  func strangeLog() throws {
    let bench = try bench()
    let id = try begin(bench)
    var progress = WorkflowProgress(id, firstInput: 1)
    progress.inputs = [["kind": "from the future"]]
    _ = try bench.journal.append(progress)
    #expect(throws: RunError(.replayDiffers, "the log has a strange line")) { try run(id, bench) }
  }

  @Test("that somebody ended meanwhile is not gone on with")
  func ended() throws {
    let bench = try bench()
    let id = try begin(bench)
    try bench.journal.finishExecution(id, as: .aborted)
    let error = #expect(throws: RunError.self) { try run(id, bench) }
    #expect(error?.error == .notRunning)
    #expect(try bench.journal.execution(id)?.status == .aborted)
  }

  @Test("goes by the definition it was begun with, whatever became of the file")
  func edited() throws {
    let bench = try bench()
    let id = try begin(bench)
    try bench.folder.write("{", to: "workflows/w.asl.json")
    #expect(try run(id, bench) == .succeeded)
  }

  @Test("whose definition cannot be read says where")
  func invalid() throws {
    let bench = try bench("{\"StartAt\": \"A\",\n \"States\": {\"A\": {\"Type\": \"Nap\"}}}")
    let id = try begin(bench)
    let error = #expect(throws: RunError.self) { try run(id, bench) }
    #expect(error?.error == .projectInvalid)
    #expect(error?.cause.hasPrefix("workflows/w.asl.json:2:") == true, "\(error?.cause ?? "")")
  }

  // MARK: What fails

  private static func failing(_ rest: String) -> String {
    """
    {"StartAt": "Say", "States": {
      "Say": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish",
        "Parameters": {"TopicArn": "nobody", "Message": "m"}, \(rest), "End": true},
      "Mend": {"Type": "Pass", "End": true}}}
    """
  }

  @Test("goes on where a catcher leads, and the step that failed tells what was caught")
  func caught() throws {
    let bench = try bench(Self.failing(#""Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Mend"}]"#))
    let id = try begin(bench)
    #expect(try run(id, bench) == .succeeded)
    #expect(try bench.journal.workflowOutput(of: id)?["Error"] == "SNS.NotFoundException")
    #expect(try bench.journal.step("Say", of: id)?.message == "caught SNS.NotFoundException")
    #expect(try bench.journal.step("Mend", of: id)?.dependsOn == ["Say"])
  }

  @Test("that failed goes on at the failed state when it is redriven, with all that succeeded kept")
  func redriven() throws {
    let machine = Self.machine.replacing(#""Message.$": "$""#, with: #""Message.$": "$.text""#)
    let bench = try bench(machine)
    let id = try begin(bench, input: ["items": [["text": "x"], ["text": "y"]]])
    // The folder of topics cannot be written to, as on a full disk.
    try bench.folder.write("", to: ".assay/dev/topics")
    #expect(try run(id, bench) == .failed)
    let before = try bench.journal.eventCount(of: id)
    try FileManager.default.removeItem(atPath: bench.folder.path(".assay/dev/topics"))
    #expect(try bench.starter.redrive(id, by: "ada").status == .running)
    #expect(bench.launcher.executions == [id.rawValue])
    #expect(try run(id, bench) == .succeeded)
    #expect(try published(bench).suffix(2) == ["x", "y"])
    #expect(try bench.journal.eventCount(of: id) > before)
    #expect(try history(id, bench).contains("ExecutionRedriven "))
    #expect(try bench.journal.steps(of: id).allSatisfy { $0.status == .succeeded && $0.error == nil })
  }

}
