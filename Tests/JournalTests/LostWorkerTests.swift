import Foundation
import Ledger
import Testing
import Words

@testable import Journal

@Suite struct LostWorkerTests {
  let fixture: JournalFixture
  let id: ExecutionID
  var journal: Journal { fixture.journal }

  init() throws {
    fixture = try JournalFixture()
    id = try fixture.execution(worker: Worker(pid: 42, start: "991"), steps: ["silver.a", "silver.b"])
    try journal.startStep("silver.a", in: id)
  }

  @Test("a dead worker fails its execution and running step; the waiting step is skipped")
  func dead() throws {
    let lost = try journal.markLost(heartbeatTimeout: 10) { _ in .dead }
    #expect(lost.map(\.id) == [id])
    #expect(lost.first?.status == .failed)
    #expect(lost.first?.error == "Assay.WorkerLost")
    #expect(try journal.execution(id) == lost.first)
    let steps = try journal.steps(of: id)
    #expect(steps.map(\.status) == [.failed, .skipped])
    #expect(steps[0].error == "Assay.WorkerLost")
    #expect(try journal.markLost(heartbeatTimeout: 10) { _ in .dead }.isEmpty)
  }

  @Test(
    "silence counts only where nothing else is known",
    arguments: [(WorkerSign.alive, 1000.0, false), (.unknown, 10, false), (.unknown, 10.5, true), (.dead, 0, true)])
  func silence(sign: WorkerSign, seconds: TimeInterval, isLost: Bool) throws {
    fixture.clock.advance(seconds)
    #expect(try journal.markLost(heartbeatTimeout: 10) { _ in sign }.isEmpty == !isLost)
  }

  @Test("a worker that beat while it was looked at is not lost")
  func beatMeanwhile() throws {
    fixture.clock.advance(60)
    let lost = try journal.markLost(heartbeatTimeout: 10) { execution in
      #expect(throws: Never.self) { try journal.heartbeat(execution.id) }
      return .unknown
    }
    #expect(lost.isEmpty)
    #expect(try journal.execution(id)?.status == .running)
  }

  @Test("a worker that was given up starts no further step, and cannot end the execution")
  func zombie() throws {
    try journal.markLost(heartbeatTimeout: 10) { _ in .dead }
    #expect(try !journal.startStep("silver.b", in: id))
    #expect(try !journal.attach(Worker(pid: 43, start: "1"), host: "here", to: id))
    #expect(try !journal.finishExecution(id, as: .succeeded))
    #expect(try journal.heartbeat(id).status == .failed)
  }

  @Test("a commit found after its worker was lost is recorded as the success it was")
  func settled() throws {
    try journal.markLost(heartbeatTimeout: 10) { _ in .dead }
    let commit = StepCommit(
      execution: id, step: "silver.a", versionAfter: 3, lineage: NewLineage(table: "silver.a", version: 3, inputs: [:]))
    #expect(try journal.commitStep(commit))
    #expect(try journal.step("silver.a", of: id)?.status == .succeeded)
    #expect(try journal.execution(id)?.status == .failed)
  }
}
