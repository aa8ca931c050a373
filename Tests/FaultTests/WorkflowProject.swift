import Foundation
import JSON
import Ledger
import LocalOperations
import Processes
import ShopSupport
import TestSupport
import Testing
import Words

/// A project with one machine, whose functions write down that they were called.
final class WorkflowProject {
  private let folder: TemporaryFolder
  var path: String { folder.path }

  init(_ machine: String = WorkflowProject.everyState) throws {
    folder = try TemporaryFolder()
    try folder.write(
      "name: little\ndefault_environment: dev\nenvironments:\n  dev: {lake: lake/dev}\n", to: "project.yml")
    try folder.write("#!/bin/sh\nread -r word\necho \"$word\" >> called\necho '{\"n\": 1}'\n", to: "functions/call.sh")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.path("functions/call.sh"))
    try folder.write(machine, to: "workflows/w.asl.json")
  }

  static func call(_ payload: String, _ end: String) -> String {
    """
    {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "ResultPath": null,
     "Parameters": {"FunctionName": "call", \(payload)}, \(end)}
    """
  }

  /// Of every type of state but Fail, which ends it, and a distributed Map.
  static let everyState = """
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

  func write(_ text: String, to path: String) throws { try folder.write(text, to: path) }

  /// Starts the execution and waits until its worker has killed itself.
  func start(dyingAt failpoint: String) throws {
    let program = folder.path("assay-that-dies")
    try "#!/bin/sh\nASSAY_FAILPOINT='\(failpoint)' exec '\(AssayProgram.path)' \"$@\"\n".write(
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
