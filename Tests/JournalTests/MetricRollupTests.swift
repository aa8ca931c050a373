import Foundation
import Ledger
import Metrics
import Testing

@testable import Journal

@Suite("Figures grow coarser with age") struct MetricRollupTests {
  let fixture: JournalFixture
  let metric = MetricName(namespace: "Custom", name: "rows", dimensions: [.init("Table", "silver.a")])
  var journal: Journal { fixture.journal }

  init() throws { fixture = try JournalFixture() }

  private func minutes(_ days: ClosedRange<Double>) throws -> Int {
    let now = fixture.clock.now()
    let count = Int((days.upperBound - days.lowerBound) * 1440)
    let oldest = now.addingTimeInterval(-days.upperBound * 86_400)
    try journal.put(
      (0..<count).map {
        Datapoint(metric, unit: .count, value: Double($0), at: oldest.addingTimeInterval(Double($0) * 60))
      })
    return count
  }

  private func stream() throws -> MetricStream { try #require(try journal.metricStreams(namespace: "Custom").first) }

  private func total(_ statistic: Statistic) throws -> Double {
    let values = try journal.periodValues(
      of: stream(), statistic, try #require(PeriodSeries(period: 86_400)), from: .distantPast, until: .distantFuture)
    return values.map(\.value).reduce(0, +)
  }

  private func rows(_ table: String) throws -> Int {
    try journal.read { db in Int(try journal.rows(db, "SELECT count(*) AS n FROM \(table)").first?.int("n") ?? 0) }
  }

  private func prune() throws { try journal.prune(runsOlderThan: .distantPast, logsOlderThan: .distantPast) }

  @Test("no sample is lost or counted twice on the way, however often it is done")
  func sums() throws {
    let count = try minutes(14...70)
    let (samples, sum) = (try total(.sampleCount), try total(.sum))
    #expect(samples == Double(count))
    for _ in 0..<3 {
      try prune()
      #expect(try total(.sampleCount) == samples)
      #expect(try total(.sum) == sum)
      #expect(try total(.minimum) > 0)
      fixture.clock.advance(3601)
    }
    // A day of minutes, some of which a later pass took; 48 days of five minutes; 7 days of hours.
    #expect(try rows("datapoint") < 1441)
    #expect(try rows("statistic_set") < 48 * 288 + 8 * 24 + 600)
  }

  @Test("what is past all levels goes")
  func gone() throws {
    try journal.put([
      Datapoint(metric, unit: .count, value: 1, at: fixture.clock.now().addingTimeInterval(-456 * 86_400))
    ])
    try journal.put(
      try #require(StatisticSet(sampleCount: 2, sum: 3, minimum: 1, maximum: 2)), of: metric, unit: .count,
      at: fixture.clock.now().addingTimeInterval(-456 * 86_400))
    #expect(
      try journal.prune(runsOlderThan: .distantPast, logsOlderThan: .distantPast).datapoints == 2)
    #expect(try total(.sampleCount) == 0)
  }

  @Test("a statistic set that is put twice is merged, and one that comes late joins what was rolled up")
  func late() throws {
    let set = try #require(StatisticSet(sampleCount: 2, sum: 3, minimum: 1, maximum: 2))
    let old = fixture.clock.now().addingTimeInterval(-20 * 86_400)
    for _ in 0..<2 { try journal.put(set, of: metric, unit: .count, at: old) }
    try prune()
    try journal.put([Datapoint(metric, unit: .count, value: 10, at: old)])
    try prune()
    #expect(try rows("statistic_set") == 1)
    #expect(try total(.sampleCount) == 5 && total(.sum) == 16 && total(.maximum) == 10)
    let samples = try journal.samples(of: stream(), from: .distantPast, until: .distantFuture)
    #expect(samples.map(\.set?.sampleCount) == [5])
  }

  @Test("executions as wholes are counted by their outcome, by the names of AWS Step Functions")
  func executions() throws {
    let id = try fixture.execution()
    fixture.clock.advance(2)
    try journal.finishExecution(id, as: .failed)
    let streams = try journal.metricStreams(namespace: ExecutionMetrics.namespace)
    let values = try streams.map { stream in
      let sample = try journal.samples(of: stream, from: .distantPast, until: .distantFuture).last
      return "\(stream.metric.name) \(sample?.value ?? -1)"
    }
    #expect(
      Set(values) == [
        "ExecutionsStarted 1.0", "ExecutionsFailed 1.0", "ExecutionsSucceeded 0.0", "ExecutionsAborted 0.0",
        "ExecutionsTimedOut 0.0", "ExecutionTime 2000.0",
      ])
    let success = try journal.metricStreams(namespace: nil, name: "PipelineSuccess")
    #expect(success.map(\.unit) == [.count])
  }
}
