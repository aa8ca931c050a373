import Foundation
import JSON
import Ledger
import Testing
import Words

@testable import Journal

@Suite struct StepTests {
  let fixture: JournalFixture
  var journal: Journal { fixture.journal }

  init() throws { fixture = try JournalFixture() }

  @Test("planned steps wait, in the plan's order")
  func planning() throws {
    let id = try fixture.execution()
    try journal.planSteps(
      [
        StepPlan(name: "silver.orders", kind: .build, ordinal: 2, dependsOn: ["source orders"]),
        StepPlan(name: "source orders", kind: .ingest, ordinal: 1),
      ], in: id)
    let steps = try journal.steps(of: id)
    #expect(steps.map(\.name) == ["source orders", "silver.orders"])
    #expect(steps.map(\.kind) == [.ingest, .build])
    #expect(steps.allSatisfy { $0.status == .waiting && $0.attempt == 0 && $0.startedAt == nil })
    #expect(steps[1].dependsOn == ["source orders"])
  }

  @Test("steps are counted by state, for several executions at once")
  func counting() throws {
    let first = try fixture.success(of: "silver.a")
    let second = try fixture.execution(steps: ["silver.a", "silver.b", "silver.c"])
    try journal.startStep("silver.a", in: second)
    try journal.finishStep("silver.a", in: second, as: .failed, error: "Assay.Engine")
    try journal.startStep("silver.b", in: second)
    let without = try fixture.execution()
    let counts = try journal.stepCounts(of: [first, second, without])
    #expect(counts == [first: [.succeeded: 1], second: [.failed: 1, .running: 1, .waiting: 1]])
  }

  @Test("a step runs, tells its progress and fails; its next attempt starts clean")
  func attempts() throws {
    let id = try fixture.execution(steps: ["silver.a"])
    try journal.startStep("silver.a", in: id, versionBefore: 4)
    try journal.reportProgress(of: "silver.a", in: id, fraction: 1.7, message: "almost")
    try journal.reportProgress(of: "silver.a", in: id, fraction: nil)
    #expect(try journal.step("silver.a", of: id)?.progress == 1)
    #expect(try journal.step("silver.a", of: id)?.message == "almost")
    fixture.clock.advance(2.5)
    try journal.finishStep(
      "silver.a", in: id, as: .failed, counts: RowCounts(read: 9), error: "Assay.Engine", cause: "out of memory")
    let failed = try #require(try journal.step("silver.a", of: id))
    #expect(failed.status == .failed)
    #expect(failed.duration == 2.5)
    #expect(failed.counts.read == 9)
    #expect(failed.error == "Assay.Engine")
    #expect(failed.versionBefore == 4)
    try journal.reportProgress(of: "silver.a", in: id, fraction: 0.5)
    #expect(try journal.step("silver.a", of: id)?.progress == 1)
    try journal.startStep("silver.a", in: id)
    let again = try #require(try journal.step("silver.a", of: id))
    #expect(again.attempt == 2)
    #expect(again.status == .running)
    #expect(again.error == nil && again.progress == nil && again.endedAt == nil)
  }

  @Test("a step that was never planned cannot start")
  func unplanned() throws {
    let id = try fixture.execution()
    #expect(throws: JournalError.unknownStep(id, name: "silver.x")) { try journal.startStep("silver.x", in: id) }
  }

  @Test("the newest success of every step is found, whatever came after it")
  func newestSuccess() throws {
    try fixture.success(of: "silver.a")
    fixture.clock.advance(10)
    let second = try fixture.success(of: "silver.a")
    let other = try fixture.success(of: "silver.b")
    fixture.clock.advance(10)
    let failing = try fixture.execution(steps: ["silver.a", "silver.c"])
    try journal.startStep("silver.a", in: failing)
    try journal.finishStep("silver.a", in: failing, as: .failed)
    #expect(try journal.latestSuccess(of: "silver.a")?.execution == second)
    #expect(try journal.latestSuccess(of: "silver.c") == nil)
    #expect(try journal.latestSuccesses().mapValues(\.execution) == ["silver.a": second, "silver.b": other])
    #expect(
      try journal.latestSteps().mapValues(\.status)
        == ["silver.a": .failed, "silver.b": .succeeded, "silver.c": .waiting])
  }

  @Test("the newest success is the one that was written last, whatever the clock said and whichever was planned first")
  func newestOfOverlapping() throws {
    let early = try fixture.execution(steps: ["silver.a"])
    try fixture.success(of: "silver.a")
    fixture.clock.advance(-3600)
    try journal.startStep("silver.a", in: early)
    try journal.commitStep(StepCommit(execution: early, step: "silver.a"))
    #expect(try journal.latestSuccess(of: "silver.a")?.execution == early)
    #expect(try journal.latestSuccesses()["silver.a"]?.execution == early)
  }

  @Test("a step's history is newest first and pages by sequence")
  func history() throws {
    let ids = try (0..<5).map { _ in try fixture.success(of: "silver.a") }
    try fixture.success(of: "silver.b")
    let page = try journal.stepHistory(of: "silver.a", limit: 2)
    #expect(page.map(\.execution) == [ids[4], ids[3]])
    let rest = try journal.stepHistory(of: "silver.a", before: page.last?.sequence)
    #expect(rest.map(\.execution) == [ids[2], ids[1], ids[0]])
    #expect(try journal.stepHistory(of: "silver.a", status: .failed).isEmpty)
  }
}
