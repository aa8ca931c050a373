import Clocks
import Foundation
import Lake
import Journal
import Ledger
import PipelineSupport
import Processes
import Runs
import Synchronization
import TestSupport
import Testing
import Words

@Suite("A turn of the scheduler")
struct SchedulerTurnTests {
  private static func files(_ schedule: String) -> [String: String] {
    [
      "project.yml": """
      name: little
      environments: {dev: {lake: lake/dev}}
      sources: {orders: {path: "incoming/*.csv", format: csv}}
      """,
      "models/silver/orders.sql": "select id from bronze.orders", "incoming/a.csv": "id\n1\n",
      "schedules/daily.yml": schedule,
    ]
  }

  /// A project whose clock the test moves, and what was launched in it.
  private final class Shop {
    let pipeline: Pipeline
    let clock: MovedClock
    let workspace: Workspace
    let journal: Journal
    let launched = Mutex<[ExecutionID]>([])

    init(_ schedule: String, now: String) throws {
      pipeline = try Pipeline(SchedulerTurnTests.files(schedule))
      clock = MovedClock(now)
      (workspace, journal) = try pipeline.environment(clock: clock)
    }

    @discardableResult
    func turn() throws -> [SchedulerTurn.Event] {
      try SchedulerTurn(workspace: workspace, journal: journal) { id in
        self.launched.withLock { $0.append(id) }
        try self.journal.attach(ProcessIdentity.current(), host: ProcessIdentity.host, to: id)
      }.take()
    }

    var count: Int { launched.withLock(\.count) }

    func finish(_ status: ExecutionStatus = .succeeded) throws {
      for execution in try journal.executions(.init(status: .running)) {
        try journal.finishExecution(execution.id, as: status)
      }
    }
  }

  private static let daily = "schedule: cron(0 6 * * ? *)\ntimezone: Europe/London\nrun_day: -1\n"

  @Test(
    "a fire that started in its window leaves MissedRuns 0, one that did not 1, and one that nobody makes up for its number"
  )
  func missedRuns() throws {
    let shop = try Shop(Self.daily + "missed: skip\nfresh_within_minutes: 30\n", now: "2026-11-08T05:59:00Z")
    try shop.turn()
    shop.clock.set("2026-11-08T06:00:10Z")
    try shop.turn()
    try shop.finish()
    shop.clock.set("2026-11-11T05:00:00Z")
    try shop.turn()
    func values(_ name: String) throws -> [Double] {
      try shop.journal.metricStreams(namespace: "Lakehouse/Metrics", name: name).flatMap {
        try shop.journal.samples(of: $0, from: .distantPast, until: .distantFuture).map(\.value)
      }
    }
    #expect(try values("MissedRuns") == [0, 2])
    #expect(try values("SLABreaches") == [2])
  }

  @Test("starts what is due once, for the day it means, and says by which schedule")
  func once() throws {
    let shop = try Shop(Self.daily, now: "2026-06-01T00:00:00Z")
    #expect(try shop.turn().isEmpty)
    shop.clock.set("2026-06-01T05:00:10Z")
    #expect(try shop.turn().count == 1)
    #expect(try shop.turn().isEmpty)
    let execution = try #require(try shop.journal.latestExecution())
    #expect(shop.launched.withLock { $0 } == [execution.id])
    #expect(execution.runDate == CalendarDay("2026-05-31"))
    #expect(execution.trigger == .schedule("daily"))
    #expect(try shop.journal.fires().map(\.state) == [.started])
  }

  @Test("waits, skips or goes on beside what still runs", arguments: ["queue", "skip", "both"])
  func overlap(rule: String) throws {
    let shop = try Shop("schedule: rate(1 minute)\noverlap: \(rule)\n", now: "2026-06-01T00:00:00Z")
    try shop.turn()
    #expect(shop.count == 1)
    shop.clock.set("2026-06-01T00:01:00Z")
    try shop.turn()
    #expect(shop.count == (rule == "both" ? 2 : 1))
    try shop.finish()
    try shop.turn()
    #expect(shop.count == (rule == "skip" ? 1 : 2))
    let states = try shop.journal.fires().map(\.state)
    #expect(states == (rule == "skip" ? [.skipped, .started] : [.started, .started]))
  }

  @Test("gives an execution whose scheduler was killed before its worker began to another worker, and starts no second")
  func killedBetween() throws {
    let shop = try Shop("schedule: cron(0 6 * * ? *)\n", now: "2026-06-01T00:00:00Z")
    try shop.turn()
    shop.clock.set("2026-06-01T06:00:00Z")
    struct Killed: Error {}
    #expect(throws: Killed.self) {
      try SchedulerTurn(workspace: shop.workspace, journal: shop.journal) { _ in throw Killed() }.take()
    }
    let execution = try #require(try shop.journal.latestExecution())
    shop.clock.set("2026-06-01T06:00:08Z")
    #expect(try shop.turn() == [.launchedAgain(execution.id)])
    #expect(shop.launched.withLock { $0 } == [execution.id])
    #expect(try shop.journal.executions().count == 1)
  }

  @Test("starts a fire again whose execution was given up before any worker had it")
  func givenUp() throws {
    let shop = try Shop("schedule: cron(0 6 * * ? *)\n", now: "2026-06-01T00:00:00Z")
    try shop.turn()
    shop.clock.set("2026-06-01T06:00:00Z")
    struct Killed: Error {}
    #expect(throws: Killed.self) {
      try SchedulerTurn(workspace: shop.workspace, journal: shop.journal) { _ in throw Killed() }.take()
    }
    shop.clock.set("2026-06-01T07:00:00Z")
    try shop.turn()
    #expect(shop.count == 1)
    #expect(try shop.journal.executions().map(\.status) == [.running, .failed])
    #expect(try shop.journal.fires().map(\.state) == [.started])
  }

  @Test("passes over what comes while the schedule is paused, and forgets nothing of it when it is resumed")
  func paused() throws {
    let shop = try Shop("schedule: cron(0 6 * * ? *)\nmissed: each\n", now: "2026-06-01T00:00:00Z")
    try shop.turn()
    try shop.journal.pauseSchedule("daily", until: shop.clock.now().addingTimeInterval(86_400 * 3), by: "ada")
    shop.clock.set("2026-06-02T07:00:00Z")
    #expect(try shop.turn().isEmpty)
    // Nobody looked while the pause ran out; the fires after it are not those of the pause.
    shop.clock.set("2026-06-05T07:00:00Z")
    try shop.turn()
    #expect(
      try shop.journal.fires().map(\.at).sorted() == [
        MovedClock.moment("2026-06-04T06:00:00Z"), MovedClock.moment("2026-06-05T06:00:00Z"),
      ])
  }

  @Test("writes down fires that were missed, and leaves no waiting fire of a schedule that is gone")
  func missed() throws {
    let shop = try Shop("schedule: cron(0 6 * * ? *)\nmissed: skip\n", now: "2026-06-01T00:00:00Z")
    try shop.turn()
    shop.clock.set("2026-06-11T00:00:00Z")
    try shop.turn()
    let fire = try #require(try shop.journal.fires().first)
    #expect(fire.state == .missed && fire.number == 10)
    try shop.journal.addFire(of: "weekly", by: "ada")
    try shop.turn()
    #expect(try shop.journal.fires(of: "weekly").map(\.state) == [.skipped])
    #expect(shop.count == 0)
  }
}
