import Clocks
import Foundation
import Metrics
import Testing

@Suite("The band of expected values") struct AnomalyTests {
  /// Monday 2026-11-02, midnight UTC.
  private static let monday = CalendarDay(year: 2026, month: 11, day: 2).start

  /// Hourly values of so many days, busier in the day than at night.
  private static func hourly(days: Int, _ change: (Int, Double) -> Double = { $1 }) -> [PeriodValue] {
    (0..<days * 24).map { hour in
      let usual = (hour % 24 > 7 ? 1000.0 : 100) + Double(hour % 5)
      return PeriodValue(start: monday.addingTimeInterval(Double(hour) * 3600), value: change(hour, usual))
    }
  }

  @Test("knows the hour: what is usual at noon is not at night")
  func hours() throws {
    let model = AnomalyModel(Self.hourly(days: 14))
    let noon = try #require(model.band(at: Self.monday.addingTimeInterval(20.5 * 86_400), width: 3))
    let night = try #require(model.band(at: Self.monday.addingTimeInterval(20.1 * 86_400), width: 3))
    #expect(noon.contains(1002) && !noon.contains(102))
    #expect(night.contains(102) && !night.contains(1002))
  }

  @Test("a few outliers in the training do not move it")
  func outliers() throws {
    let model = AnomalyModel(Self.hourly(days: 14) { hour, usual in hour / 24 == 5 || hour / 24 == 9 ? 0 : usual })
    let noon = try #require(model.band(at: Self.monday.addingTimeInterval(14.5 * 86_400), width: 3))
    #expect(noon.contains(1002) && !noon.contains(500))
  }

  @Test("is wider by its width, and a hundredth of the value at least")
  func widths() throws {
    let model = AnomalyModel(Self.hourly(days: 14) { _, _ in 500 })
    let moment = Self.monday.addingTimeInterval(14.5 * 86_400)
    #expect(try #require(model.band(at: moment, width: 1)) == 495...505)
    #expect(try #require(model.band(at: moment, width: 2)) == 490...510)
  }

  @Test("expects nothing of fewer than four datapoints", arguments: [0, 3, 4])
  func few(count: Int) {
    let model = AnomalyModel(Array(Self.hourly(days: 1).prefix(count)))
    #expect((model.band(at: Self.monday.addingTimeInterval(86_400), width: 2) != nil) == (count == 4))
  }

  @Test("an alarm outside the band goes on with a drop, comes back, and does not learn it the same day")
  func alarm() throws {
    let period = try #require(PeriodSeries(period: 3600))
    let metric = MetricStatistic(MetricName(namespace: "n", name: "rows"), .sum, period: period)
    let math = try MetricMath([
      MathQuery(id: "m1", .metric(metric)),
      MathQuery(id: "band", .expression(try MathExpression("ANOMALY_DETECTION_BAND(m1, 4)"))),
    ])
    let alarm = MetricAlarm(
      name: "drift", subject: .math(AlarmMath(math, judged: "m1", band: "band")), period: period,
      condition: AlarmCondition(.outsideBand, 0, evaluationPeriods: 1))
    let fault = 15 * 24 + 12
    let samples = Self.hourly(days: 16) { hour, usual in (fault..<fault + 3).contains(hour) ? usual / 3 : usual }
      .map { Sample(at: $0.start, value: $0.value) }
    let from = Self.monday.addingTimeInterval(15 * 86_400 + 3600)
    let found = AlarmTimeline(
      alarm, AlarmData(alarm, ["m1": samples]), from: from, until: from.addingTimeInterval(22 * 3600))
    #expect(found.transitions.map(\.to) == [.ok, .alarm, .ok])
    #expect(found.transitions.map { Int($0.at.timeIntervalSince(Self.monday)) / 3600 } == [361, fault + 1, fault + 4])
    #expect(found.transitions[1].evaluation.reason.contains("outside the expected band"))
  }
}
