import Clocks
import Foundation
import Ledger
import Operations
import Processes
import TestSupport
import Testing
import Words

@testable import LocalOperations

@Suite("What is told of schedules, and done to them")
struct SchedulesToldTests {
  private let folder: TemporaryFolder
  private let now = Timestamp.parse("2026-11-21T06:00:00Z") ?? .distantPast

  init() throws {
    folder = try TemporaryFolder()
    let files = [
      "project.yml": "name: little\nsources:\n  orders: {path: incoming/*.csv, format: csv}\n",
      "models/silver/orders.sql": "/*---\nmaterialized: table\n---*/\nselect id from bronze.orders\n",
      "schedules/daily.yml": "schedule: cron(10 6 * * ? *)\n",
      "schedules/off.yml": "schedule: rate(1 hour)\nenabled: false\n",
      "schedules/once.yml": "schedule: at(2026-11-20T06:00:00)\ntables: [silver.orders]\n",
    ]
    for (name, text) in files { try folder.write(text, to: name) }
  }

  private func operations(at moment: Date? = nil) throws -> LocalOperations {
    LocalOperations(
      try LocalEnvironment(
        folder: folder.path, environment: nil, variables: ProcessInfo.processInfo.environment,
        clock: FixedClock(moment ?? now)))
  }

  private func schedule(_ name: String, _ report: SchedulesReport) throws -> ScheduleSummary {
    try #require(report.schedules.first { $0.name == name })
  }

  @Test(
    "each is on, off or over, and only one that is on has a next fire",
    arguments: [
      ("daily", ScheduleSummary.State.on, "2026-11-21T06:10:00.000Z"), ("off", .off, nil), ("once", .over, nil),
    ] as [(String, ScheduleSummary.State, String?)])
  func states(_ name: String, _ state: ScheduleSummary.State, _ next: String?) throws {
    let summary = try schedule(name, try operations().schedules(asOf: nil))
    #expect(summary.state == state && summary.next.map(Timestamp.text) == next)
    #expect(summary.tables == (name == "once" ? ["silver.orders"] : []))
  }

  @Test("where no scheduler ever ran nothing is served, and nothing that starts is promised")
  func unserved() throws {
    let operations = try operations()
    let report = try operations.schedules(asOf: nil)
    #expect(report.scheduler.state == .absent && !report.schedules.contains(where: \.isServed))
    #expect(try operations.status(asOf: nil).nextRun == nil)
  }

  @Test("where one works the next start is promised; one that is dead is gone", arguments: [true, false])
  func scheduler(_ isAlive: Bool) throws {
    let operations = try operations()
    let own = ProcessIdentity.current()
    let worker = isAlive ? own : Worker(pid: own.pid, start: own.start + "0")
    try operations.journal.beatScheduler(worker, host: ProcessIdentity.host, startedAt: now, trouble: nil)
    #expect(try operations.schedules(asOf: nil).scheduler.state == (isAlive ? .running : .gone))
    let next = try operations.status(asOf: nil).nextRun
    #expect(next?.schedule == (isAlive ? "daily" : nil))
  }

  @Test("a pause holds until its end, and fires before it are passed over")
  func pause() throws {
    let end = now.addingTimeInterval(3600)
    try operations().pauseSchedule("daily", until: end)
    let paused = try schedule("daily", try operations().schedules(asOf: nil))
    #expect(paused.state == .paused && paused.pausedUntil == end && paused.pausedBy == NSUserName())
    #expect(paused.next.map(Timestamp.text) == "2026-11-22T06:10:00.000Z")
    let later = try schedule("daily", try operations(at: end.addingTimeInterval(1)).schedules(asOf: nil))
    #expect(later.state == .on && later.pausedUntil == nil)
  }

  @Test("a pause without an end has no next fire, until somebody resumes it, which is done once")
  func resume() throws {
    let operations = try operations()
    try operations.pauseSchedule("daily", until: nil)
    #expect(try schedule("daily", try operations.schedules(asOf: nil)).next == nil)
    #expect(try operations.resumeSchedule("daily"))
    #expect(try operations.resumeSchedule("daily") == false)
    #expect(try schedule("daily", try operations.schedules(asOf: nil)).state == .on)
  }

  @Test("a pause that is over before it begins is refused, and nothing is paused", arguments: [0, -60])
  func pastPause(_ seconds: Double) throws {
    let operations = try operations()
    #expect {
      try operations.pauseSchedule("daily", until: now.addingTimeInterval(seconds))
    } throws: { error in
      guard case .refused(let text)? = error as? OperationsError else { return false }
      return text.hasSuffix("is over; a pause ends later than now")
    }
    #expect(try schedule("daily", try operations.schedules(asOf: nil)).state == .on)
  }

  @Test("what is done to a schedule that is not there is refused with those there are", arguments: [0, 1, 2])
  func unknown(_ verb: Int) throws {
    let operations = try operations()
    let expected = OperationsError.notFound("there is no schedule “dayly”; there are daily, off, once")
    #expect(throws: expected) {
      switch verb {
      case 0: try operations.pauseSchedule("dayly", until: nil)
      case 1: _ = try operations.resumeSchedule("dayly")
      default: try operations.fireSchedule("dayly")
      }
    }
  }

  @Test("a fire that somebody asks for waits to start, and is told with the schedule and among all")
  func fire() throws {
    let operations = try operations()
    try operations.fireSchedule("daily")
    let summary = try schedule("daily", try operations.schedules(asOf: nil))
    #expect(summary.waiting == 1 && summary.last?.state == .waiting && summary.recent.count == 1)
    #expect(try operations.scheduleFires(of: nil, before: nil, limit: 9).map(\.schedule) == ["daily"])
    #expect(try operations.scheduleFires(of: "off", before: nil, limit: 9).isEmpty)
  }

  @Test("missed fires of the last seven days are counted, each that was missed in a row, and older ones are not")
  func missed() throws {
    let operations = try operations()
    let state = try operations.journal.meetSchedule("daily")
    let fires = [(-10, 4), (-3, 2), (-1, 1)].map { days, number in
      NewFire(at: now.addingTimeInterval(Double(days) * 86_400), state: .missed, number: number)
    }
    #expect(try operations.journal.decide(state, until: now, fires, note: nil))
    let summary = try schedule("daily", try operations.schedules(asOf: nil))
    #expect(summary.missed == 3 && summary.recent.map(\.number) == [1, 2, 4])
    let page = try operations.scheduleFires(of: "daily", before: summary.recent[0].id, limit: 1)
    #expect(page.map(\.number) == [2])
  }

  @Test("of a moment before nothing is told, since pauses and signs of life are kept of now only")
  func past() throws {
    let before = now.addingTimeInterval(-1)
    #expect(throws: OperationsError.self) { try operations().schedules(asOf: before) }
    #expect(throws: OperationsError.self) {
      try operations().scheduleFires(of: nil, before: nil, limit: 1, asOf: before)
    }
  }
}
