import Foundation
import Metrics
import Testing

@Suite("The quick way to an alarm's state")
struct AlarmPaceTests {
  /// Every row of five periods, and of seven that need not all be looked at.
  private static func rows(_ count: Int) -> [[Bool?]] {
    let choices: [Bool?] = [nil, false, true]
    return (0..<count).reduce([[]]) { rows, _ in rows.flatMap { row in choices.map { row + [$0] } } }
  }

  @Test(
    "is that of the verdict, for every row of datapoints and every policy",
    arguments: MissingDataTreatment.allCases, [(1, 1), (3, 1), (3, 2), (3, 3), (5, 3)])
  func agrees(missing: MissingDataTreatment, numbers: (n: Int, m: Int)) {
    let condition = AlarmCondition(
      .greaterThan, 1, evaluationPeriods: numbers.n, datapointsToAlarm: numbers.m, missingData: missing)
    for row in Self.rows(7) {
      let quick = condition.state { row.indices.contains($0) ? row[$0] : nil }
      #expect(quick == condition.verdict(onBreaches: row).state, "\(row)")
    }
  }

  @Test(
    "is that of each evaluation over time, dense data or a few points far apart",
    arguments: MissingDataTreatment.allCases, [1, 7, 5000])
  func timeline(missing: MissingDataTreatment, apart: Int) throws {
    let period = try #require(PeriodSeries(period: 60))
    let metric = MetricStatistic(MetricName(namespace: "Custom", name: "lag"), .maximum, period: period)
    let alarm = MetricAlarm(
      name: "late", subject: .metric(metric), period: period,
      condition: AlarmCondition(
        .greaterThan, 5, evaluationPeriods: 3, datapointsToAlarm: 2, missingData: missing))
    let first = Date(timeIntervalSince1970: 1_795_824_000)
    let samples = (0..<40).map {
      Sample(at: first.addingTimeInterval(Double($0 * apart * 60)), value: Double(($0 * 7) % 11))
    }
    let data = AlarmData(alarm, [AlarmSubject.plainID: samples])
    let judge = AlarmJudge(alarm, data)
    var state = AlarmState.insufficientData
    for minute in 0..<600 {
      let moment = first.addingTimeInterval(Double(minute) * 60 + 5)
      let full = judge.evaluate(at: moment, state: state)
      #expect(judge.change(at: moment, state: state) == (full.state == state ? nil : full))
      state = full.state
    }
  }
}
