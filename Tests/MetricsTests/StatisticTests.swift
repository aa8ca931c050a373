import Foundation
import Metrics
import Testing

@Suite struct StatisticTests {
  @Test(
    "a statistic of some samples",
    arguments: [
      (Statistic.sampleCount, 5.0), (.sum, 20), (.average, 4), (.minimum, 1), (.maximum, 9),
      (.percentile(0), 1), (.percentile(20), 1), (.percentile(20.1), 2), (.percentile(50), 3), (.percentile(99), 9),
      (.percentile(100), 9),
    ])
  func values(statistic: Statistic, expected: Double) {
    #expect(statistic.value(of: [5, 1, 9, 2, 3]) == expected)
  }

  @Test(
    "a trimmed statistic counts what is within its bounds",
    arguments: [
      ("TM(10%:90%)", 5.5), ("tm90", 5), ("TM(:90%)", 5), ("TM(90%:)", 10), ("IQM", 5.5), ("TM(2:4)", 3.5),
      ("TM(100:)", nil), ("WM(20%:80%)", 5.5), ("wm80", 5.2), ("WM(4:)", 6.1), ("WM(:4)", 3.4), ("TC(2:4)", 2),
      ("tc90", 9), ("TC(100:200)", 0), ("TS(2:4)", 7), ("ts90", 45), ("PR(:3)", 30), ("PR(3:6)", 30), ("PR(9:)", 10),
    ] as [(String, Double?)])
  func trimmed(text: String, expected: Double?) throws {
    let value = try #require(Statistic(text)).value(of: (1...10).map(Double.init).reversed())
    #expect(value.map { ($0 * 1e9).rounded() / 1e9 } == expected)
  }

  @Test("no samples have no statistic", arguments: [Statistic.sampleCount, .sum, .average, .percentile(50)])
  func empty(statistic: Statistic) {
    #expect(statistic.value(of: []) == nil)
  }

  @Test("the nearest rank is exact where binary fractions are not")
  func exactRank() {
    let thousand = (1...1000).map(Double.init)
    #expect(Statistic.percentile(99.9).value(of: thousand) == 999)
    #expect(Statistic.percentile(55).value(of: (1...100).map(Double.init)) == 55)
  }

  @Test(
    "a statistic reads and writes as CloudWatch spells it",
    arguments: [
      "Sum", "Average", "p50", "p99.9", "p0", "IQM", "TM(10%:90%)", "WM(:95.5%)", "TC(150:1000)", "TS(5%:)", "PR(:300)",
    ])
  func spelling(text: String) {
    #expect(Statistic(text)?.description == text)
  }

  @Test(
    "what is no statistic is refused",
    arguments: [
      "sum", "p", "p101", "p-1", "pnan", "p1e1", "p1.2.3", "",
      "TM", "TM()", "TM(:)", "TM(10%:90)", "TM(90%:10%)", "TM(:101%)", "PR(10%:90%)", "tm101", "xx90", "TM(1:2",
      "TM(-1:2)",
    ])
  func refused(text: String) {
    #expect(Statistic(text) == nil)
  }

  @Test("periods begin at multiples of their length, whatever the samples")
  func periods() throws {
    let series = try #require(PeriodSeries(period: 60))
    let samples = [(59.999, 1.0), (60, 2), (119, 4), (-1, 8), (180, 16)].map {
      Sample(at: Date(timeIntervalSince1970: $0.0), value: $0.1)
    }
    let sums = series.values(of: samples, .sum)
    #expect(sums.map { $0.start.timeIntervalSince1970 } == [-60, 0, 60, 180])
    #expect(sums.map(\.value) == [8, 1, 6, 16])
    #expect(PeriodSeries(period: 0) == nil)
  }

  @Test("dimensions in another order name the same metric")
  func identity() {
    let a = MetricName(namespace: "Assay", name: "RecordsRead", dimensions: [.init("Table", "t"), .init("Layer", "l")])
    let b = MetricName(namespace: "Assay", name: "RecordsRead", dimensions: [.init("Layer", "l"), .init("Table", "t")])
    #expect(a == b)
    #expect(a != MetricName(namespace: "Assay", name: "RecordsRead"))
  }
}
