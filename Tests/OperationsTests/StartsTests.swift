import Clocks
import Foundation
import JSON
import Operations
import Testing
import Words

@Suite("What starts by itself, and what sources bring")
struct StartsTests {
  private func schedule(_ state: ScheduleSummary.State, next: String? = nil, _ name: String = "daily")
    -> ScheduleSummary
  {
    ScheduleSummary(
      name: name, expression: "cron(0 6 * * ? *)", timeZone: "Europe/London", state: state, next: next.map(Given.at))
  }

  private func report(_ schedules: [ScheduleSummary]) -> SchedulesReport {
    SchedulesReport(
      asOf: Given.at("06:00:00"), scheduler: SchedulerSummary(state: .absent), schedules: schedules)
  }

  @Test("of fires at one moment the first schedule's is the next, so that it is the same one each time")
  func ties() {
    let both = [schedule(.on, next: "07:00:00", "a"), schedule(.on, next: "07:00:00", "b")]
    for _ in 0..<3 { #expect(report(both).next?.schedule == "a") }
  }

  @Test("where no schedule is, or none fires again, nothing is next", arguments: ScheduleSummary.State.allCases)
  func none(_ state: ScheduleSummary.State) {
    #expect(report([]).next == nil && report([schedule(state)]).next == nil)
  }

  @Test("a paused schedule says until when and by whom, and one that is not says neither")
  func paused() {
    var paused = schedule(.paused)
    (paused.pausedUntil, paused.pausedBy) = (Given.at("12:00:00"), "anna")
    let told = report([paused, schedule(.off)]).json["schedules"]?.arrayValue
    #expect(told?[0]["pausedUntil"] == "2026-11-21T12:00:00.000Z" && told?[0]["pausedBy"] == "anna")
    #expect(told?[1]["pausedUntil"] == .null && told?[1]["pausedBy"] == .null && told?[1]["state"] == "OFF")
    #expect(told?.map { $0["next"] } == [.null, .null])
  }

  @Test("a schedule is of all tables where it names none, of those it names, or of a machine")
  func targets() {
    var some = schedule(.on)
    some.tables = ["silver.a"]
    var machine = schedule(.on)
    machine.workflow = "daily"
    let told = report([schedule(.on), some, machine]).json["schedules"]?.arrayValue
    #expect(told?.map { $0["tables"]?.text } == ["[]", #"["silver.a"]"#, "[]"])
    #expect(told?.map { $0["workflow"] } == [.null, .null, "daily"])
  }

  @Test("a fire that started says with which execution, one that was missed how many there were")
  func fires() {
    let started = ScheduleFireSummary(
      id: 3, schedule: "daily", at: Given.at("06:00:00"), state: .started, isLate: true, execution: "x-1",
      executionStatus: .failed, note: "came: a.csv")
    #expect(
      started.json.text == #"""
        {"schedule":"daily","at":"2026-11-21T06:00:00.000Z","state":"STARTED","late":true,"count":1,\#
        "first":"2026-11-21T06:00:00.000Z","execution":"x-1","status":"FAILED","note":"came: a.csv"}
        """#)
    let missed = ScheduleFireSummary(
      id: 4, schedule: "daily", at: Given.at("06:00:00"), state: .missed, number: 4, firstAt: Given.at("03:00:00"))
    #expect(missed.json["count"] == 4 && missed.json["first"] == "2026-11-21T03:00:00.000Z")
    #expect(missed.json["execution"] == .null && missed.json["status"] == .null)
  }

  @Test("a source that waits for a file says which, whether it came, and what keeps it from being read")
  func deliveries() {
    let source = SourceDelivery(
      name: "orders", state: .overdue, reason: "2 days old", lastFile: "a.csv", lastAt: Given.at("05:00:00"),
      waiting: 1,
      expected: "b.csv", hasExpected: true, trouble: "b.csv cannot be read")
    var report = report([])
    report.sources = [source, SourceDelivery(name: "new", state: .unknown, reason: "nothing came yet")]
    #expect(
      report.json["sources"]?.text == #"""
        [{"name":"orders","state":"OVERDUE","reason":"2 days old","lastFile":"a.csv",\#
        "lastAt":"2026-11-21T05:00:00.000Z","waiting":1,"expected":"b.csv","hasExpected":true,\#
        "trouble":"b.csv cannot be read"},{"name":"new","state":"UNKNOWN","reason":"nothing came yet","lastFile":null,\#
        "lastAt":null,"waiting":0,"expected":null,"hasExpected":false,"trouble":null}]
        """#)
  }

  @Test("a scheduler that is gone says where it was and when it gave its last sign")
  func scheduler() {
    let gone = SchedulerSummary(
      state: .gone, host: "box", process: 7, lastSign: Given.at("05:59:00"), trouble: "the journal is full")
    var report = report([])
    report.scheduler = gone
    #expect(
      report.json["scheduler"]?.text == #"""
        {"state":"GONE","host":"box","process":7,"lastSign":"2026-11-21T05:59:00.000Z","trouble":"the journal is full"}
        """#)
    #expect(SchedulerSummary(state: .absent) != gone)
  }

  @Test("schedules and sources are told apart by their names, whatever else changes of them")
  func identity() {
    var later = schedule(.paused, next: "07:00:00")
    later.missed = 3
    #expect(later.id == schedule(.on).id && later != schedule(.on))
    #expect(SourceDelivery(name: "a", state: .fresh, reason: "").id == "a")
  }
}
