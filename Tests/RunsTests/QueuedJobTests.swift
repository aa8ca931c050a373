import Foundation
import Ledger
import PipelineSupport
import Processes
import Testing
import Words

@testable import Runs

@Suite("A job that waits for its turn in a workflow") struct QueuedJobTests {
  @Test("is not taken for lost, however long it waits, until the workflow is over")
  func waiting() throws {
    let pipeline = try Pipeline(["project.yml": "name: p\nenvironments:\n  dev: {lake: lake/dev}\n"])
    let (_, journal) = try pipeline.environment()
    let parent = try journal.createExecution(
      NewExecution(
        pipeline: "p", environment: "dev", trigger: .manual, input: ["workflow": "w"], host: ProcessIdentity.host,
        worker: ProcessIdentity.current()), by: nil)
    let job = try journal.createExecution(
      NewExecution(
        pipeline: "p", environment: "dev", trigger: .workflow(parent.id.rawValue), input: ["job": "all"],
        host: ProcessIdentity.host), by: nil)
    pipeline.now = pipeline.now.addingTimeInterval(3600)
    let (_, later) = try pipeline.environment()
    try ExecutionStarter.endLost(later)
    #expect(try journal.execution(job.id)?.status == .running)
    try later.finishExecution(parent.id, as: .aborted, error: nil, cause: nil)
    try ExecutionStarter.endLost(later)
    #expect(try journal.execution(job.id)?.error == .workerLost)
  }
}
