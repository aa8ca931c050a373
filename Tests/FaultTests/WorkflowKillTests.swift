import Foundation
import JSON
import Ledger
import LocalOperations
import Processes
import ShopSupport
import TestSupport
import Testing
import Words

extension Faults {
  @Suite("A state machine's execution")
  struct WorkflowKillTests {
    /// The inputs its log has when the worker is killed; the machine has Task, Pass, Choice, Wait, Parallel, Map and Succeed.
    static let moments = Array(0...11)

    @Test("goes on after a kill in every state, without doing anything again", arguments: moments)
    func killed(inputs: Int) throws {
      let project = try WorkflowProject()
      try project.start(dyingAfter: inputs)
      let answer = try AssayProgram.run(["run", "w", "--name", "one", "--json", "--project", project.path])
      let record = try #require(try project.execution())
      #expect(record.status == .succeeded, "\(answer.output) \(answer.error)")
      #expect(try project.calls() == ["first", "left", "item 1", "item 2", "item 3", "last"].sorted())
      let events = try project.journal().events(of: record.id, after: 0, limit: 1000)
      #expect(events.map(\.id) == Array(1...Int64(events.count)))
      #expect(events.allSatisfy { $0.previousID < $0.id })
      #expect(events.first?.type == .executionStarted)
      #expect(events.last?.type == .executionSucceeded)
      #expect(events.map(\.type).count { $0 == .taskSucceeded } == 6)
      #expect(zip(events, events.dropFirst()).allSatisfy { $0.at <= $1.at })
    }

    @Test("is the same one for the same name and input, and refused for another input, and when it is over")
    func names() throws {
      let project = try WorkflowProject()
      try project.start(dyingAfter: 2)
      func run(_ more: [String]) throws -> AssayProgram.Answer {
        try AssayProgram.run(["run", "w", "--name", "one", "--project", project.path] + more)
      }
      let other = try run(["--input", #"{"x": 2}"#])
      #expect(other.end.status == .exited(1))
      #expect(other.error.contains("ExecutionAlreadyExists"))
      #expect(try run(["--json"]).end.status == .exited(0))
      #expect(try run([]).error.contains("which is over: SUCCEEDED"))
      #expect(try project.journal().executions(.init(), limit: 10).count == 1)
    }
  }
}

/// A project with one machine, whose functions write down that they were called.
private final class WorkflowProject {
  private let folder: TemporaryFolder
  var path: String { folder.path }

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "name: little\ndefault_environment: dev\nenvironments:\n  dev: {lake: lake/dev}\n", to: "project.yml")
    try folder.write("#!/bin/sh\nread -r word\necho \"$word\" >> called\necho '{\"n\": 1}'\n", to: "functions/call.sh")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.path("functions/call.sh"))
    try folder.write(Self.machine, to: "workflows/w.asl.json")
  }

  private static func call(_ payload: String, _ end: String) -> String {
    """
    {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "ResultPath": null,
     "Parameters": {"FunctionName": "call", \(payload)}, \(end)}
    """
  }

  private static let machine = """
    {"StartAt": "First", "States": {
      "First": \(call(#""Payload": "first""#, #""Next": "Pass""#)),
      "Pass": {"Type": "Pass", "Next": "Choose"},
      "Choose": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "Wait"}], "Default": "Wait"},
      "Wait": {"Type": "Wait", "Seconds": 1, "Next": "Both"},
      "Both": {"Type": "Parallel", "ResultPath": null, "Next": "Last", "Branches": [
        {"StartAt": "Left", "States": {"Left": \(call(#""Payload": "left""#, #""End": true"#))}},
        {"StartAt": "Each", "States": {"Each": {"Type": "Map", "ItemsPath": "$$.Execution.Name", "End": true,
          "ItemProcessor": {"StartAt": "Item", "States": {"Item": \(call(#""Payload.$": "$""#, #""End": true"#))}}}}}]},
      "Last": \(call(#""Payload": "last""#, #""Next": "Done""#)),
      "Done": {"Type": "Succeed"}}}
    """.replacing(
      #""ItemsPath": "$$.Execution.Name""#, with: #""ItemsPath": "$.items""#
    ).replacing(
      #""Pass": {"Type": "Pass","#,
      with: #""Pass": {"Type": "Pass", "Result": ["item 1", "item 2", "item 3"], "ResultPath": "$.items","#)

  /// Starts the execution and waits until its worker has killed itself.
  func start(dyingAfter inputs: Int) throws {
    let program = folder.path("assay-that-dies")
    try "#!/bin/sh\nASSAY_FAILPOINT='workflow-written@\(inputs)' exec '\(AssayProgram.path)' \"$@\"\n".write(
      toFile: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["run", "w", "--name", "one", "--detach", "--project", path]
    process.environment = AssayProgram.environment
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let deadline = ContinuousClock.now + .seconds(60)
    while let record = try execution(), !record.status.isFinal,
      ProcessIdentity.sign(host: record.host, worker: record.worker ?? Worker(pid: 0, start: "")) == .alive
        || record.worker == nil
    {
      try #require(ContinuousClock.now < deadline, "the worker did not die")
      Pause.brief()
    }
  }

  func journal() throws -> any RunLedger { try LakeReading(folder: path).local.journal }
  func execution() throws -> ExecutionRecord? { try journal().executions(.init(), limit: 10).first }

  /// What the functions wrote, sorted.
  func calls() throws -> [String] {
    try folder.read("called").split(separator: "\n").map { String($0).replacing("\"", with: "") }.sorted()
  }
}
