import Clocks
import Foundation
import JSON
import Ledger
import Processes
import TestSupport
import Testing
import Words

@testable import Runs

@Suite("Whoever drives a backfill")
struct BackfillDriverTests {
  private let bench: Bench

  init() throws { bench = try Bench() }

  private func backfill(
    _ days: [String] = ["2026-11-01", "2026-11-02", "2026-11-03"], atOnce: Int = 1, input: RunInput = RunInput()
  ) throws -> String {
    try bench.journal.createBackfill(days.compactMap(CalendarDay.init), input: input.json, atOnce: atOnce, by: "ada").id
  }

  private func driver(_ id: String) -> BackfillDriver {
    BackfillDriver(id, starter: bench.starter, journal: bench.journal, clock: bench.clock)
  }

  /// Looks until nothing changes any more; the number of looks has an end.
  @discardableResult
  private func drive(_ id: String, looks: Int = 400) throws -> Bool {
    let driver = driver(id)
    for _ in 0..<looks where try driver.turn() { return true }
    return false
  }

  private func record(_ id: String) throws -> BackfillRecord { try #require(try bench.journal.backfill(id)) }
  private func states(_ id: String) throws -> [BackfillDayState] { try record(id).days.map(\.state) }
  private func open() throws -> [ExecutionRecord] { try bench.journal.executions(.init(status: .running), limit: 100) }

  /// Ends what runs of it.
  private func end(_ status: ExecutionStatus, error: FailureName? = nil, cause: String? = nil) throws {
    for run in try open() where run.trigger.rawValue.hasPrefix(BackfillDriver.trigger) {
      try bench.journal.finishExecution(run.id, as: status, error: error, cause: cause)
    }
  }

  private func otherRun(worker: Worker? = ProcessIdentity.current()) throws -> ExecutionID {
    try bench.journal.createExecution(
      NewExecution(
        pipeline: "little", environment: "dev", trigger: .manual, host: ProcessIdentity.host, worker: worker)
    ).id
  }

  @Test("starts its days one after the other, the oldest first, each for its own day and once", arguments: [1, 2, 5])
  func inOrder(atOnce: Int) throws {
    let table = TableName(.silver, "orders")
    let id = try backfill(
      ["2026-11-03", "2026-11-01", "2026-11-02", "2026-11-01"], atOnce: atOnce,
      input: RunInput(tables: [table], fullRefresh: true))
    while try !drive(id, looks: 1) { try end(.succeeded) }
    #expect(try record(id).state == .succeeded && states(id) == [.succeeded, .succeeded, .succeeded])
    let runs = try bench.journal.executions().reversed()
    #expect(runs.map { $0.runDate?.description } == ["2026-11-01", "2026-11-02", "2026-11-03"])
    for run in runs {
      let input = try RunInput(json: run.input)
      #expect(input.tables == [table] && input.fullRefresh && input.runDate == run.runDate)
      #expect(run.trigger.rawValue == "backfill " + id)
    }
    #expect(bench.launcher.executions == runs.map(\.id.rawValue))
  }

  @Test("has as many days at work as it may, and no more", arguments: [1, 2, 3, 4])
  func atOnce(atOnce: Int) throws {
    let id = try backfill(atOnce: atOnce)
    try drive(id, looks: 10)
    #expect(try open().count == min(atOnce, 3))
    #expect(try record(id).state == .running)
  }

  @Test("of no day at all is over at once")
  func empty() throws {
    let id = try backfill([])
    #expect(try drive(id))
    #expect(try record(id).state == .succeeded && bench.journal.executions().isEmpty)
  }

  @Test(
    "goes on with the others after a day that failed, and says at the end that one did",
    arguments: [
      ExecutionStatus.failed, .timedOut,
    ])
  func failed(status: ExecutionStatus) throws {
    let id = try backfill()
    try drive(id, looks: 2)
    try end(status, error: .rowsRejected, cause: "too many")
    for _ in 0..<3 {
      try drive(id, looks: 2)
      try end(.succeeded)
    }
    #expect(try drive(id))
    #expect(try states(id) == [.failed, .succeeded, .succeeded] && record(id).state == .failed)
    #expect(try record(id).days[0].note == "too many")
  }

  @Test("makes way for another run: what works is asked to stop and waits again, and nothing starts beside it")
  func makesWay() throws {
    let id = try backfill()
    try drive(id, looks: 2)
    let day = try #require(try open().first)
    let other = try otherRun()
    try drive(id, looks: 3)
    #expect(try bench.journal.execution(day.id)?.stopRequestedAt != nil)
    try bench.journal.finishExecution(day.id, as: .aborted)
    try drive(id, looks: 5)
    #expect(try open().map(\.id) == [other])
    #expect(try states(id) == [.queued, .queued, .queued])
    #expect(try record(id).days[0].note == "made way for another run")
    try bench.journal.finishExecution(other, as: .failed)
    try drive(id, looks: 2)
    #expect(try open().first?.runDate == CalendarDay("2026-11-01"))
    #expect(try record(id).days[0].attempt == 2)
  }

  @Test("does not wait for a run whose worker is gone")
  func deadOther() throws {
    let id = try backfill()
    let other = try otherRun(worker: Worker(pid: .max, start: ""))
    try drive(id, looks: 2)
    #expect(try bench.journal.execution(other)?.error == .workerLost)
    #expect(try open().count == 1)
  }

  @Test("does not start a day again that somebody stopped by hand")
  func byHand() throws {
    let id = try backfill()
    try drive(id, looks: 2)
    let day = try #require(try open().first)
    try bench.journal.recordAudit(NewAudit(actor: "ada", action: "stop", target: day.id.rawValue))
    try end(.aborted)
    try drive(id, looks: 2)
    #expect(try states(id) == [.failed, .running, .queued])
    #expect(try record(id).days[0].note == "stopped by hand")
  }

  @Test("starts a day again whose worker died, and gives it up where they die each time")
  func lostWorkers() throws {
    bench.launcher.fate = .dies
    let id = try backfill(["2026-11-01", "2026-11-02"])
    try drive(id, looks: 3)
    #expect(try record(id).days[0].attempt > 1)
    #expect(try drive(id))
    #expect(try states(id) == [.failed, .failed] && record(id).state == .failed)
    #expect(try record(id).days.map(\.attempt) == [25, 25])
  }

  @Test("goes on to the other days where no process can be made, and says why of each")
  func notStarted() throws {
    bench.launcher.fate = .fails
    let id = try backfill(["2026-11-01", "2026-11-02"])
    try drive(id, looks: 1)
    bench.launcher.fate = .lives
    try drive(id, looks: 2)
    try end(.succeeded)
    #expect(try drive(id))
    #expect(try states(id) == [.failed, .succeeded] && record(id).state == .failed)
    #expect(try record(id).days[0].note == "no process can be made")
  }

  @Test("gives a day another worker whose start was cut short, once it had time to name itself")
  func cutShort() throws {
    let clock = try #require(bench.clock as? MovedClock)
    let id = try backfill()
    let new = bench.starter.newExecution(
      RunInput(runDate: CalendarDay("2026-11-01")), trigger: .other("backfill " + id))
    let run = try #require(try bench.journal.startDay(CalendarDay(year: 2026, month: 11, day: 1), of: id, new))
    try drive(id, looks: 1)
    #expect(bench.launcher.executions.isEmpty)
    clock.advance(by: 6)
    try drive(id, looks: 1)
    #expect(bench.launcher.executions == [run.id.rawValue])
    try drive(id, looks: 3)
    #expect(bench.launcher.executions.count == 1)
  }

  @Test("that is paused starts nothing, ends when nothing works any more, and goes on where it was")
  func paused() throws {
    let id = try backfill()
    try drive(id, looks: 2)
    _ = try bench.journal.setBackfill(id, from: [.running], to: .paused, requeueing: [], by: ("ada", "backfill pause"))
    #expect(try !drive(id, looks: 3))
    #expect(try open().count == 1)
    try end(.succeeded)
    #expect(try drive(id, looks: 1))
    #expect(try states(id) == [.succeeded, .queued, .queued])
    _ = try bench.journal.setBackfill(id, from: [.paused], to: .running, requeueing: [.failed], by: nil)
    try drive(id, looks: 1)
    #expect(try states(id) == [.succeeded, .running, .queued])
  }

  @Test("that is cancelled asks what works to stop and starts nothing more, also what was to wait again")
  func cancelled() throws {
    let id = try backfill()
    try drive(id, looks: 2)
    _ = try bench.journal.setBackfill(
      id, from: [.running], to: .cancelled, requeueing: [], by: ("ada", "backfill cancel"))
    #expect(try !drive(id, looks: 3))
    let day = try #require(try open().first)
    #expect(day.stopRequestedAt != nil)
    try end(.aborted)
    #expect(try drive(id, looks: 1))
    #expect(try states(id) == [.cancelled, .cancelled, .cancelled] && record(id).state == .cancelled)
  }

  @Test("does not call a day done whose run is gone from the journal")
  func pruned() throws {
    let clock = try #require(bench.clock as? MovedClock)
    let id = try backfill(["2026-11-01"])
    try drive(id, looks: 2)
    try end(.failed)
    // Nobody looked for as long as runs are kept.
    clock.advance(by: 86_400 * 900)
    try bench.journal.prune(
      runsOlderThan: clock.now().addingTimeInterval(-86_400), logsOlderThan: .distantPast,
      metrics: bench.workspace.project.retention.metrics, lineageOlderThan: .distantPast, auditOlderThan: .distantPast)
    try #require(try bench.journal.executions().isEmpty)
    #expect(try drive(id))
    #expect(try states(id) == [.failed] && record(id).state == .failed)
    #expect(try record(id).days[0].note == "its run is no longer in the journal")
  }

  @Test(
    "is one process: a second one leaves it alone, and one whose driver died takes it over", arguments: [true, false])
  func oneDriver(isGone: Bool) throws {
    let id = try backfill([])
    let parent = Worker(pid: 1, start: ProcessIdentity.worker(1).start)
    let taken = try bench.journal.takeBackfill(
      id, worker: isGone ? Worker(pid: .max, start: "") : parent, host: ProcessIdentity.host, isGone: { _ in true })
    #expect(taken)
    #expect(try driver(id).run() == isGone)
    #expect(try record(id).state == (isGone ? .succeeded : .running))
  }

  @Test("leaves everything as it is when it is stopped, and there is nothing to do where there is no such backfill")
  func stopped() throws {
    let id = try backfill()
    #expect(try driver(id).run(isStopped: { true }))
    #expect(try states(id) == [.queued, .queued, .queued] && bench.launcher.calls.isEmpty)
    #expect(try driver("none").turn())
  }

  @Test("is started as a process of this program that knows where its project is")
  func launch() throws {
    try bench.starter.launchBackfill("backfill-1")
    #expect(
      bench.launcher.calls == [
        ["backfill", "drive", "backfill-1", "--project", bench.workspace.project.folder, "--env", "dev"]
      ])
  }
}
