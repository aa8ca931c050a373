import Foundation
import TestSupport
import Testing

@Suite("assay validate of a project's workflows") struct WorkflowCheckTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    try #require(try assay("init", ".").status == 0)
  }

  private static func machine(_ resource: String, _ parameters: String = "{}") -> String {
    """
    {"StartAt": "A", "States": {"A": {"Type": "Task",
      "Resource": "\(resource)",
      "Parameters": \(parameters), "End": true}}}
    """
  }

  @Test("takes a resource without a twin for a warning in a file, and for an error where the project would run it")
  func withoutTwin() throws {
    let text = Self.machine("arn:aws:states:::ecs:runTask.sync")
    try folder.write(text, to: "elsewhere/w.asl.json")
    let file = try assay("validate", "elsewhere/w.asl.json")
    #expect(file.status == 0 && file.output.contains("elsewhere/w.asl.json:2:15: warning:"))
    #expect(try assay("validate").output.contains("valid"))
    try folder.write(text, to: "workflows/w.asl.json")
    for arguments in [["validate"], ["validate", "workflows/w.asl.json"]] {
      let project = try assay.run(arguments)
      #expect(project.status == 1)
      #expect(project.output.contains("workflows/w.asl.json:2:15: error: “A”: there is nothing on this machine"))
    }
  }

  @Test(
    "names what a task calls and the project does not have, with its place",
    arguments: [
      ("glue:startJobRun.sync", #"{"JobName": "silver.order"}"#, "there is no job “silver.order”"),
      ("lambda:invoke", #"{"FunctionName": "clean"}"#, "there is no functions/clean"),
      (
        "states:startExecution", #"{"StateMachineArn": "arn:aws:states:x:1:stateMachine:other"}"#,
        "there is no workflows/other"
      ),
      ("sns:publish", #"{"TopicArn": "arn:aws:sns:x:1:ops"}"#, "no action or topic “ops”"),
      ("aws-sdk:redshiftdata:executeStatement", #"{"Sql": "call merge()"}"#, "there is no procedures/merge.sql"),
      (
        "dms:startReplicationTask", #"{"ReplicationTaskArn": "arn:aws:dms:x:1:task:order"}"#,
        "there is no source “order”"
      ),
    ])
  func missing(resource: String, parameters: String, message: String) throws {
    try folder.write(Self.machine("arn:aws:states:::" + resource, parameters), to: "workflows/w.asl.json")
    let answer = try assay("validate")
    #expect(answer.status == 1)
    #expect(answer.output.contains("workflows/w.asl.json:3:"))
    #expect(answer.output.contains(message), "\(answer.output)")
  }

  @Test("says nothing of names that are made at run time")
  func made() throws {
    try folder.write(
      Self.machine("arn:aws:states:::glue:startJobRun.sync", #"{"JobName.$": "$.job"}"#), to: "workflows/w.asl.json")
    #expect(try assay("validate").status == 0)
  }
}
