import Foundation
import JSON
import Metrics
import Operations
import Testing
import Words

@Suite("What watches, and what starts by itself")
struct WatchingTests {
  private func change(_ clock: String, _ from: AlarmState, _ to: AlarmState) -> StateChangeSummary {
    StateChangeSummary(at: Given.at(clock), from: from, to: to, reason: "")
  }

  private func stays(_ changes: [StateChangeSummary], now: AlarmState) -> [String] {
    WatchedSpan.stays(changes, over: Given.at("06:00:00")...Given.at("07:00:00"), now: now).map { stay in
      let minute = { (date: Date) in Int(date.timeIntervalSince(Given.at("06:00:00")) / 60) }
      return "\(minute(stay.range.lowerBound))-\(minute(stay.range.upperBound)) \(stay.state.rawValue)"
    }
  }

  @Test("without a change an alarm stayed as it is now")
  func steady() {
    #expect(stays([], now: .ok) == ["0-60 OK"])
  }

  @Test("changes divide a stretch of time into stays")
  func stays() {
    let changes = [change("06:10:00", .ok, .alarm), change("06:30:00", .alarm, .ok)]
    #expect(stays(changes, now: .ok) == ["0-10 OK", "10-30 ALARM", "30-60 OK"])
  }

  @Test("a change before the stretch leaves none, one after it says how the stretch ended")
  func outside() {
    #expect(stays([change("05:00:00", .ok, .alarm)], now: .alarm) == ["0-60 ALARM"])
    #expect(stays([change("08:00:00", .insufficientData, .alarm)], now: .alarm) == ["0-60 INSUFFICIENT_DATA"])
  }

  @Test("two changes at one moment leave no stay between them, and one at the end leaves the last with no length")
  func sameMoment() {
    let changes = [change("06:10:00", .ok, .alarm), change("06:10:00", .alarm, .ok), change("07:00:00", .ok, .alarm)]
    #expect(stays(changes, now: .alarm) == ["0-10 OK", "10-60 OK", "60-60 ALARM"])
  }

  private func metric(_ recent: [Double], _ dimensions: [MetricDimension] = []) -> MetricSummary {
    MetricSummary(
      MetricKey(MetricName(namespace: "Assay", name: "RowsRead", dimensions: dimensions), .count), recent: recent,
      newestAt: nil)
  }

  @Test(
    "a metric's newest value stands against the one before",
    arguments: [([], nil, nil), ([3], 3, nil), ([1, 5, 3], 3, -2)] as [([Double], Double?, Double?)])
  func change(_ recent: [Double], _ newest: Double?, _ change: Double?) {
    #expect(metric(recent).newest == newest && metric(recent).change == change)
  }

  @Test("a metric is asked for a dimension by its name")
  func dimension() {
    let summary = metric([], [MetricDimension("Table", "silver.a")])
    #expect(summary.dimension("Table") == "silver.a" && summary.dimension("Layer") == nil)
    #expect(summary.namespace == "Assay" && summary.name == "RowsRead")
  }

  // MARK: schedules

  private func schedule(_ name: String, next: String?) -> ScheduleSummary {
    ScheduleSummary(
      name: name, expression: "rate(1 day)", timeZone: "UTC", state: .on, next: next.map(Given.at))
  }

  @Test("the first of all next fires is the next, and there is none where nothing fires")
  func next() {
    var report = SchedulesReport(
      asOf: Given.at("06:00:00"), scheduler: SchedulerSummary(state: .running),
      schedules: [schedule("b", next: "08:00:00"), schedule("a", next: "07:00:00"), schedule("off", next: nil)])
    #expect(report.next?.schedule == "a" && report.next?.at == Given.at("07:00:00"))
    report.schedules = [schedule("off", next: nil)]
    #expect(report.next == nil)
  }

  @Test("programs read of schedules who carries them out, what fires when and what sources deliver")
  func json() {
    var daily = schedule("daily", next: "07:00:00")
    daily.last = ScheduleFireSummary(
      id: 7, schedule: "daily", at: Given.at("05:00:00"), state: .missed, number: 3, firstAt: Given.at("03:00:00"))
    let report = SchedulesReport(
      asOf: Given.at("06:00:00"), scheduler: SchedulerSummary(state: .gone, host: "box", process: 12),
      schedules: [daily],
      sources: [SourceDelivery(name: "orders", state: .late, reason: "3 hours old", waiting: 2)])
    #expect(
      report.json.text == #"""
        {"asOf":"2026-11-21T06:00:00.000Z","scheduler":{"state":"GONE","host":"box","process":12,"lastSign":null,\#
        "trouble":null},"schedules":[{"name":"daily","description":null,"expression":"rate(1 day)","timezone":"UTC",\#
        "tables":[],"workflow":null,"state":"ON","pausedUntil":null,"pausedBy":null,\#
        "next":"2026-11-21T07:00:00.000Z","last":{"schedule":"daily","at":"2026-11-21T05:00:00.000Z","state":"MISSED",\#
        "late":false,"count":3,"first":"2026-11-21T03:00:00.000Z","execution":null,"status":null,"note":null},\#
        "missed":0,"waiting":0}],"sources":[{"name":"orders","state":"LATE","reason":"3 hours old","lastFile":null,\#
        "lastAt":null,"waiting":2,"expected":null,"hasExpected":false,"trouble":null}]}
        """#)
  }

  @Test("one fire is one, and its first moment is its own")
  func single() {
    let fire = ScheduleFireSummary(id: 1, schedule: "daily", at: Given.at("05:00:00"), state: .waiting)
    #expect(fire.number == 1 && fire.firstAt == fire.at && !fire.isLate)
  }
}
