import Clocks
import Foundation
import Schedules
import Testing

@Suite("The fires of a schedule that are due")
struct DueFiresTests {
  static func moment(_ text: String) throws -> Date { try #require(Timestamp.parse(text)) }

  /// Daily at six, seen first at midnight of 1 November.
  private func due(
    _ missed: MissedFires, decided: String, now: String, window: TimeInterval = 60, isPaused: Bool = false,
    expression: String = "cron(0 6 * * ? *)"
  ) throws -> DueFires {
    let schedule = ScheduleDefinition(
      name: "daily", expression: try ScheduleExpression(parsing: expression), text: expression, window: window,
      missed: missed)
    return DueFires(
      of: schedule, decidedUntil: try Self.moment(decided), firstSeen: try Self.moment("2026-11-01T00:00:00Z"),
      isPaused: isPaused, now: try Self.moment(now))
  }

  @Test("start at their moment, and the same question after the answer was written down gives nothing")
  func onTime() throws {
    let first = try due(.once, decided: "2026-11-01T05:59:59Z", now: "2026-11-01T06:00:00Z")
    #expect(first.starting == [.init(at: try Self.moment("2026-11-01T06:00:00Z"), isLate: false)])
    #expect(first.missed == nil)
    let again = try due(.once, decided: "2026-11-01T06:00:00Z", now: "2026-11-01T06:00:01Z")
    #expect(again.starting.isEmpty && again.missed == nil)
  }

  @Test(
    "that nobody started in time are skipped, made up for once, or each",
    arguments: [
      (MissedFires.skip, [], 3), (.once, ["2026-11-03T06:00:00Z"], 2),
      (.each, ["2026-11-01T06:00:00Z", "2026-11-02T06:00:00Z", "2026-11-03T06:00:00Z"], 0),
    ])
  func downtime(rule: MissedFires, started: [String], missed: Int) throws {
    let found = try due(rule, decided: "2026-11-01T00:00:00Z", now: "2026-11-03T20:00:00Z")
    #expect(found.starting.map(\.at) == (try started.map(Self.moment)))
    #expect(!found.starting.contains { !$0.isLate })
    #expect(found.missed?.count ?? 0 == missed)
    #expect(found.decidedUntil == (try Self.moment("2026-11-03T20:00:00Z")))
  }

  @Test("are made up for by the one that is on time, where there is one")
  func onTimeAfterDowntime() throws {
    let found = try due(.once, decided: "2026-11-01T00:00:00Z", now: "2026-11-03T06:00:30Z")
    #expect(found.starting == [.init(at: try Self.moment("2026-11-03T06:00:00Z"), isLate: false)])
    #expect(found.missed?.count == 2)
    #expect(found.missed?.first == (try Self.moment("2026-11-01T06:00:00Z")))
    #expect(found.missed?.last == (try Self.moment("2026-11-02T06:00:00Z")))
  }

  @Test("are on time within the flexible window, its end included, and late after it")
  func window() throws {
    let last = try due(.skip, decided: "2026-11-01T00:00:00Z", now: "2026-11-01T06:15:00Z", window: 900)
    #expect(last.starting.map(\.isLate) == [false])
    let after = try due(.skip, decided: "2026-11-01T00:00:00Z", now: "2026-11-01T06:15:01Z", window: 900)
    #expect(after.starting.isEmpty && after.missed?.count == 1)
  }

  @Test("are passed over while it is paused")
  func paused() throws {
    let found = try due(.each, decided: "2026-11-01T00:00:00Z", now: "2026-11-09T00:00:00Z", isPaused: true)
    #expect(found.starting.isEmpty && found.missed == nil)
    #expect(found.decidedUntil == (try Self.moment("2026-11-09T00:00:00Z")))
  }

  @Test("are decided never again after the clock was set back")
  func clockSetBack() throws {
    let found = try due(.each, decided: "2026-11-02T00:00:00Z", now: "2026-11-01T06:00:00Z")
    #expect(found.starting.isEmpty && found.missed == nil)
    #expect(found.decidedUntil == (try Self.moment("2026-11-02T00:00:00Z")))
  }

  @Test("come in portions when there are many, and none is lost between two")
  func portions() throws {
    var decided = try Self.moment("2026-11-01T00:00:00Z")
    let now = try Self.moment("2026-11-03T00:00:00Z")
    let schedule = ScheduleDefinition(
      name: "minute", expression: try ScheduleExpression(parsing: "rate(1 minute)"), text: "rate(1 minute)",
      missed: .each)
    var seen: [Date] = []
    while decided < now {
      let due = DueFires(
        of: schedule, decidedUntil: decided, firstSeen: try Self.moment("2026-11-01T00:00:00Z"), now: now)
      #expect(due.starting.count <= DueFires.most)
      seen += due.starting.map(\.at)
      decided = due.decidedUntil
    }
    #expect(seen.count == 2 * 24 * 60)
    #expect(Set(seen).count == seen.count)
  }

  @Test("of a rate begin when it is first seen, and count from its start where it has one")
  func rates() throws {
    let seen = try Self.moment("2026-11-01T00:00:30Z")
    var schedule = ScheduleDefinition(
      name: "rate", expression: try ScheduleExpression(parsing: "rate(5 minutes)"), text: "rate(5 minutes)")
    let first = DueFires(of: schedule, decidedUntil: seen.addingTimeInterval(-1), firstSeen: seen, now: seen)
    #expect(first.starting.map(\.at) == [seen])
    schedule.start = try Self.moment("2026-11-02T00:00:00Z")
    let fires = schedule.fires(after: seen, firstSeen: seen).prefix(2)
    #expect(Array(fires) == [try Self.moment("2026-11-02T00:00:00Z"), try Self.moment("2026-11-02T00:05:00Z")])
    schedule.end = try Self.moment("2026-11-02T00:07:00Z")
    #expect(Array(schedule.fires(after: seen, firstSeen: seen)).count == 2)
  }

  @Test("of a one-time schedule keep their moment whatever start and end say")
  func oneTime() throws {
    let schedule = ScheduleDefinition(
      name: "once", expression: try ScheduleExpression(parsing: "at(2026-11-05T10:00:00)"),
      text: "at(2026-11-05T10:00:00)", start: try Self.moment("2026-12-01T00:00:00Z"))
    let from = try Self.moment("2026-11-01T00:00:00Z")
    #expect(Array(schedule.fires(after: from, firstSeen: from)) == [try Self.moment("2026-11-05T10:00:00Z")])
  }
}
