import Clocks
import Foundation
import Metrics
import Testing

@Suite("An alarm over time") struct AlarmTimelineTests {
  private func moment(_ minute: Double) -> Date { Date(timeIntervalSince1970: 1_795_846_200 + minute * 60) }

  private func alarm(
    _ statistic: Statistic = .maximum, period: Int = 60, periods: Int = 2, missing: MissingDataTreatment = .missing,
    lowSamples: LowSampleTreatment = .evaluate
  ) throws -> MetricAlarm {
    let period = try #require(PeriodSeries(period: period))
    let metric = MetricStatistic(
      MetricName(namespace: "Lakehouse/Metrics", name: "FreshnessMinutes"), statistic, period: period)
    return MetricAlarm(
      name: "late", subject: .metric(metric), period: period,
      condition: AlarmCondition(.greaterThan, 60, evaluationPeriods: periods, missingData: missing),
      lowSamples: lowSamples)
  }

  private func timeline(_ alarm: MetricAlarm, _ values: [(Double, Double)], minutes: ClosedRange<Double>)
    -> AlarmTimeline
  {
    let samples = values.map { Sample(at: moment($0.0), value: $0.1) }
    return AlarmTimeline(
      alarm, AlarmData(alarm, [AlarmSubject.plainID: samples]), from: moment(minutes.lowerBound),
      until: moment(minutes.upperBound))
  }

  @Test("goes on with the last complete breaching period, comes back, and says by which datapoints")
  func onAndBack() throws {
    let found = timeline(
      try alarm(), [(0, 5), (1, 61), (2, 90), (3, 70), (4, 1), (5, 2)], minutes: 1...6)
    #expect(found.transitions.map(\.to) == [.ok, .alarm, .ok])
    #expect(found.transitions.map(\.at) == [moment(1), moment(3), moment(5)])
    #expect(found.transitions[1].evaluation.deciding.map(\.value) == [90, 61])
    #expect(found.transitions[1].evaluation.reason.hasPrefix("2 of 2 datapoints greater than the threshold 60"))
    #expect(found.state == .ok)
  }

  @Test("a period that is still filling is not judged")
  func partialPeriod() throws {
    let alarm = try alarm(period: 300, periods: 1)
    let judge = AlarmJudge(alarm, AlarmData(alarm, [AlarmSubject.plainID: [Sample(at: moment(0), value: 99)]]))
    #expect(judge.evaluate(at: moment(4.9), state: .ok).state == .insufficientData)
    #expect(judge.evaluate(at: moment(5), state: .ok).state == .alarm)
  }

  @Test("samples of one period are put together by the statistic")
  func statistics() throws {
    let samples = [(0.0, 100.0), (0.3, 10), (0.6, 10)]
    #expect(timeline(try alarm(.average, periods: 1), samples, minutes: 1...1).state == .ok)
    #expect(timeline(try alarm(.maximum, periods: 1), samples, minutes: 1...1).state == .alarm)
    #expect(timeline(try alarm(.sum, periods: 1), samples, minutes: 1...1).state == .alarm)
  }

  @Test("a state is kept where missing data is ignored")
  func ignored() throws {
    let found = timeline(
      try alarm(periods: 1, missing: .ignore), [(0, 61)], minutes: 1...30)
    #expect(found.transitions.map(\.to) == [.alarm])
    #expect(found.state == .alarm)
  }

  @Test("a percentile of too few samples is not judged where the alarm says so", arguments: [19, 20])
  func fewSamples(count: Int) throws {
    let samples = (0..<count).map { (Double($0) / 60, 99.0) }
    let ignoring = try alarm(.percentile(50), periods: 1, lowSamples: .ignore)
    #expect(timeline(ignoring, samples, minutes: 1...1).state == (count < 20 ? .insufficientData : .alarm))
    #expect(timeline(try alarm(.percentile(50), periods: 1), samples, minutes: 1...1).state == .alarm)
  }

  @Test("short periods are looked at every ten seconds")
  func shortPeriods() throws {
    let found = timeline(try alarm(period: 10, periods: 1), [(0, 99), (0.17, 1)], minutes: 0...0.5)
    #expect(found.transitions.map(\.at) == [moment(10 / 60), moment(20 / 60)])
  }
}
