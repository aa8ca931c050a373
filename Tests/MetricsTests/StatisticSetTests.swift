import Foundation
import Metrics
import Testing

@Suite("Statistic sets") struct StatisticSetTests {
  private func set(_ count: Double, _ sum: Double, _ least: Double, _ greatest: Double) throws -> StatisticSet {
    try #require(StatisticSet(sampleCount: count, sum: sum, minimum: least, maximum: greatest))
  }

  @Test(
    "plain statistics of sets and single values together",
    arguments: [
      (Statistic.sampleCount, 6.0), (.sum, 36), (.average, 6), (.minimum, 1), (.maximum, 20),
    ])
  func plain(statistic: Statistic, expected: Double) throws {
    #expect(statistic.value(of: [5, 20], [try set(3, 8, 1, 4), try set(1, 3, 3, 3)]) == expected)
  }

  @Test("a percentile is known only where each set is one value", arguments: ["p50", "TM(:90%)", "PR(:3)", "IQM"])
  func ranks(text: String) throws {
    let statistic = try #require(Statistic(text))
    #expect(statistic.value(of: [1], [try set(2, 3, 1, 2)]) == nil)
    #expect(statistic.value(of: [1], [try set(3, 6, 2, 2), try set(1, 9, 9, 9)]) != nil)
  }

  @Test("a set of equal samples counts as many times as it has samples")
  func weights() throws {
    #expect(Statistic.percentile(50).value(of: [1], [try set(3, 6, 2, 2)]) == 2)
    #expect(Statistic.percentile(25).value(of: [1], [try set(3, 6, 2, 2)]) == 1)
  }

  @Test("ranks of negative values are not told, other statistics are")
  func negative() {
    #expect(Statistic.percentile(50).value(of: [-1, 2]) == nil)
    #expect(Statistic("TM(:90%)")?.value(of: [-1, 2]) == nil)
    #expect(Statistic.average.value(of: [-1, 2]) == 0.5)
  }

  @Test(
    "numbers that no samples have are no set",
    arguments: [[0.0, 0, 0, 0], [-1, 1, 1, 1], [2, 9, 1, 4], [2, 1, 1, 4], [1, 1, 4, 1], [1, .nan, 1, 1]])
  func impossible(numbers: [Double]) {
    #expect(StatisticSet(sampleCount: numbers[0], sum: numbers[1], minimum: numbers[2], maximum: numbers[3]) == nil)
  }

  @Test("a period puts sets and values together")
  func periods() throws {
    let series = try #require(PeriodSeries(period: 60))
    let at = Date(timeIntervalSince1970: 10)
    let samples = [Sample(at: at, value: 4), Sample(at: at, set: try set(2, 6, 1, 5))]
    #expect(series.values(of: samples, .sum).map(\.value) == [10])
    #expect(series.values(of: samples, .percentile(50)).isEmpty)
  }
}
