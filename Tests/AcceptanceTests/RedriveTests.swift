import Foundation
import JSON
import TestSupport
import Testing

/// Going on with an execution of a workflow that failed.
@Suite("assay run --redrive") struct RedriveTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  /// Five functions; the third fails as long as there is a file `broken`.
  private static let machine: String = {
    func call(_ name: String, _ end: String) -> String {
      """
      "\(name)": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "ResultPath": null,
        "Parameters": {"FunctionName": "call", "Payload": "\(name)"}, \(end)}
      """
    }
    return """
      {"StartAt": "One", "States": {\(call("One", #""Next": "Two""#)), \(call("Two", #""Next": "Three""#)),
        \(call("Three", #""Next": "Four""#)), \(call("Four", #""Next": "Five""#)), \(call("Five", #""End": true"#))}}
      """
  }()

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    try folder.write(
      "name: little\ndefault_environment: dev\nenvironments:\n  dev: {lake: lake/dev}\n", to: "project.yml")
    try folder.write(
      """
      #!/bin/sh
      read -r word
      echo "$word" >> called
      if [ "$word" = '"Three"' ] && [ -e broken ]; then echo 'no such disk' >&2; exit 3; fi
      echo '{}'

      """, to: "functions/call.sh")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path("functions/call.sh"))
    try folder.write(Self.machine, to: "workflows/w.asl.json")
    try folder.write("", to: "broken")
  }

  private func called() throws -> String {
    try folder.read("called").replacing("\"", with: "").replacing("\n", with: " ").trimmingCharacters(in: .whitespaces)
  }

  @Test("runs what had not succeeded, by the definition it was started with, and appends to its history")
  func goesOn() throws {
    let failed = try assay("run", "w", "--name", "one", "--json")
    #expect(failed.status == 1)
    let id = try #require(try failed.json()["execution"]?.stringValue)
    #expect(try called() == "One Two Three")
    try FileManager.default.removeItem(atPath: folder.path("broken"))
    try folder.write(#"{"StartAt": "X", "States": {"X": {"Type": "Succeed"}}}"#, to: "workflows/w.asl.json")
    let redriven = try assay("run", "--redrive", id, "--json")
    #expect(redriven.status == 0, "\(redriven.output) \(redriven.error)")
    #expect(try redriven.json()["execution"]?.stringValue == id)
    #expect(try redriven.json()["status"] == "SUCCEEDED")
    #expect(try called() == "One Two Three Three Four Five")
    let steps = try #require(try redriven.json()["steps"]?.arrayValue)
    #expect(steps.allSatisfy { $0["status"] == "SUCCEEDED" })
  }

  @Test("is refused for one that succeeded, or that is not there, with AWS's words")
  func refused() throws {
    try FileManager.default.removeItem(atPath: folder.path("broken"))
    #expect(try assay("run", "w").status == 0)
    let again = try assay("run", "--redrive", "last")
    #expect(again.status == 1)
    #expect(again.error.contains("ExecutionNotRedrivable: Execution is SUCCEEDED and cannot be redriven"))
    #expect(try assay("run", "--redrive", "nothing").status == 2)
    #expect(try assay("run", "w", "--redrive", "last").status == 2)
  }

  @Test("goes on as often as it fails")
  func twice() throws {
    #expect(try assay("run", "w").status == 1)
    #expect(try assay("run", "--redrive", "last").status == 1)
    #expect(try called() == "One Two Three Three")
    try FileManager.default.removeItem(atPath: folder.path("broken"))
    #expect(try assay("run", "--redrive", "last").status == 0)
    #expect(try called() == "One Two Three Three Three Four Five")
  }
}
