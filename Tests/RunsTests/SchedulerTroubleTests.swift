import Clocks
import Foundation
import Ledger
import Processes
import Synchronization
import TestSupport
import Testing
import Words

@testable import Runs

@Suite("A scheduler that meets trouble")
struct SchedulerTroubleTests {
  private static let files = [
    "schedules/first.yml": "schedule: cron(0 6 * * ? *)\nfresh_within_minutes: 30\n",
    "schedules/second.yml": "schedule: cron(0 6 * * ? *)\n",
  ]

  private func bench(_ files: [String: String] = files) throws -> (Bench, MovedClock) {
    let clock = MovedClock("2026-06-01T00:00:00Z")
    return (try Bench(files, clock: clock), clock)
  }

  @discardableResult
  private func turn(_ bench: Bench) throws -> [SchedulerTurn.Event] {
    try SchedulerTurn(workspace: bench.workspace, journal: bench.journal) { try bench.starter.launch($0) }.take()
  }

  @Test("starts what else is due where no process can be made for one, says why, and tries that fire no more")
  func notStarted() throws {
    let (bench, clock) = try bench()
    try turn(bench)
    clock.set("2026-06-01T06:00:10Z")
    bench.launcher.fate = .fails
    let why = "no process can be made"
    #expect(try turn(bench) == [.failed(schedule: "first", why: why), .failed(schedule: "second", why: why)])
    bench.launcher.fate = .lives
    #expect(try turn(bench).isEmpty)
    #expect(try bench.journal.executions().map(\.error) == [.notStarted, .notStarted])
    clock.set("2026-06-02T06:00:10Z")
    #expect(try turn(bench).count == 2)
  }

  @Test("starts what else is due where an execution that lost its scheduler cannot be launched again, and says why")
  func notLaunchedAgain() throws {
    let (bench, clock) = try bench()
    try turn(bench)
    clock.set("2026-06-01T06:00:10Z")
    struct Killed: Error {}
    #expect(throws: Killed.self) {
      try SchedulerTurn(workspace: bench.workspace, journal: bench.journal) { _ in throw Killed() }.take()
    }
    let lost = try #require(try bench.journal.latestExecution()?.id)
    clock.set("2026-06-01T06:00:20Z")
    let events = try SchedulerTurn(workspace: bench.workspace, journal: bench.journal) { id in
      bench.launcher.fate = id == lost ? .fails : .lives
      try bench.starter.launch(id)
    }.take()
    #expect(events.first == .notLaunched(lost, why: "no process can be made"))
    #expect(events.count == 2 && bench.launcher.executions.count == 2)
    #expect(try bench.journal.execution(lost)?.status == .failed)
    clock.set("2026-06-01T06:00:30Z")
    #expect(try turn(bench).isEmpty)
  }

  @Test("decides nothing twice by a clock that is set back, and goes on when that has come again")
  func setBack() throws {
    let (bench, clock) = try bench()
    try turn(bench)
    clock.set("2026-06-01T06:00:10Z")
    #expect(try turn(bench).count == 2)
    for run in try bench.journal.executions() { try bench.journal.finishExecution(run.id, as: .succeeded) }
    for moment in ["2026-06-01T05:00:00Z", "2020-01-01T06:00:00Z", "2026-06-01T06:00:10Z", "2026-06-01T06:01:00Z"] {
      clock.set(moment)
      #expect(try turn(bench).isEmpty)
    }
    clock.set("2026-06-02T06:00:00Z")
    #expect(try turn(bench).count == 2)
  }

  @Test("tells of a late run however many fires came while it worked", arguments: [1, 150, 2100])
  func manyFires(count: Int) throws {
    let (bench, clock) = try bench()
    try turn(bench)
    clock.set("2026-06-01T06:00:00Z")
    try turn(bench)
    let run = try #require(try bench.journal.executions().first { $0.trigger == .schedule("first") })
    let seen = try #require(try bench.journal.schedules().first { $0.name == "first" })
    let later = (1...count).map { number in
      NewFire(at: clock.now().addingTimeInterval(Double(number)), state: .skipped)
    }
    #expect(try bench.journal.decide(seen, until: clock.now().addingTimeInterval(Double(count)), later))
    clock.set("2026-06-01T09:00:00Z")
    let points = try SLABreach(pipeline: "little", environment: "dev").datapoints(
      of: run, .succeeded, bench.workspace.project.schedules, now: clock.now(), bench.journal)
    #expect(points.map(\.value) == [1])
    let other = try #require(try bench.journal.executions().first { $0.trigger == .schedule("second") })
    #expect(
      try SLABreach(pipeline: "little", environment: "dev").datapoints(
        of: other, .failed, bench.workspace.project.schedules, now: clock.now(), bench.journal
      ).isEmpty)
  }

  @Test("says once what keeps it from its work, and once that it is over; definitions from before hold meanwhile")
  func trouble() throws {
    let (bench, clock) = try bench()
    try FileManager.default.createDirectory(atPath: bench.workspace.statePath, withIntermediateDirectories: true)
    let setting = Scheduler.Setting(workspace: bench.workspace, journal: bench.journal) { try bench.starter.launch($0) }
    struct Broken: Error {}
    let isBroken = Mutex(false)
    let told = Mutex<[String]>([])
    let scheduler = Scheduler(
      setting, lock: try SchedulerLock(stateFolder: bench.workspace.statePath), stop: StopFlag(),
      reload: { if isBroken.withLock({ $0 }) { throw Broken() } else { setting } },
      tell: { report in
        switch report {
        case .trouble(let text): told.withLock { $0.append(text ?? "over") }
        case .event(.started(_, let schedule, _, _)): told.withLock { $0.append(schedule) }
        default: break
        }
      })
    scheduler.turn()
    isBroken.withLock { $0 = true }
    for _ in 1...3 { scheduler.turn() }
    clock.set("2026-06-01T06:00:00Z")
    scheduler.turn()
    isBroken.withLock { $0 = false }
    for _ in 1...2 { scheduler.turn(alarmTrouble: nil) }
    scheduler.turn(alarmTrouble: "alarms: full")
    #expect(
      told.withLock { $0 } == [
        "the project's definitions cannot be used, those from before hold: Broken()", "first", "second", "over",
        "alarms: full",
      ])
    #expect(try bench.journal.scheduler()?.trouble == "alarms: full")
  }

  @Test(
    "is warned of a clock that stands before the last run, and not by what clocks of machines differ",
    arguments: [
      (-3600.0, true), (-6, true), (-4, false), (0, false), (3600, false),
    ])
  func clockBefore(step: TimeInterval, warns: Bool) throws {
    let (bench, clock) = try bench()
    func run() throws -> ExecutionRecord {
      let id = try bench.starter.start(RunInput(), trigger: .manual, by: "ada")
      let record = try #require(try bench.journal.execution(id))
      try ClockCheck(journal: bench.journal).look(record)
      return record
    }
    _ = try run()
    clock.advance(by: step)
    let second = try run()
    let lines = try bench.journal.logs(LogFilter(execution: second.id), after: 0, limit: 10)
    #expect(lines.map(\.level) == (warns ? [.warning] : []))
  }
}
