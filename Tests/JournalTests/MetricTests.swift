import Foundation
import Ledger
import Metrics
import Testing

@testable import Journal

@Suite struct MetricTests {
  let fixture: JournalFixture
  var journal: Journal { fixture.journal }

  init() throws { fixture = try JournalFixture() }

  func name(_ name: String, table: String) -> MetricName {
    MetricName(namespace: "Assay", name: name, dimensions: [.init("Table", table), .init("Layer", "silver")])
  }

  func put(_ metric: MetricName, _ unit: MetricUnit, _ points: [(TimeInterval, Double)]) throws {
    try journal.put(points.map { Datapoint(metric, unit: unit, value: $1, at: Date(timeIntervalSince1970: $0)) })
  }

  @Test("samples of a stream are found by time, oldest first; their end is not included")
  func samples() throws {
    let metric = name("RecordsRead", table: "silver.a")
    try put(metric, .count, [(30, 3), (10, 1), (20, 2), (20, 2.5)])
    try put(name("RecordsRead", table: "silver.b"), .count, [(10, 100)])
    try put(metric, .bytes, [(10, 1000)])
    func values(_ from: TimeInterval, _ until: TimeInterval, limit: Int = 100) throws -> [Double] {
      try journal.samples(
        of: metric, unit: .count, from: Date(timeIntervalSince1970: from), until: Date(timeIntervalSince1970: until),
        limit: limit
      ).map(\.value)
    }
    #expect(try values(10, 30) == [1, 2, 2.5])
    #expect(try values(10.001, 31) == [2, 2.5, 3])
    #expect(try values(0, 100, limit: 1) == [3])
    #expect(try journal.samples(of: metric, unit: .percent, from: .distantPast, until: .distantFuture).isEmpty)
  }

  @Test("streams are listed by name and dimension")
  func streams() throws {
    try put(name("RecordsRead", table: "silver.a"), .count, [(1, 1)])
    try put(name("RecordsRead", table: "silver.\"b"), .count, [(1, 1)])
    try put(name("DQScore", table: "silver.a"), .percent, [(1, 1)])
    let all = try journal.metricStreams(namespace: "Assay")
    #expect(all.map(\.metric.name) == ["RecordsRead", "RecordsRead", "DQScore"])
    #expect(all[1].metric == name("RecordsRead", table: "silver.\"b"))
    #expect(try journal.metricStreams(namespace: "Assay", name: "DQScore").map(\.unit) == [.percent])
    let ofA = try journal.metricStreams(namespace: "Assay", dimension: .init("Table", "silver.a"))
    #expect(ofA.map(\.metric.name) == ["RecordsRead", "DQScore"])
    #expect(try journal.metricStreams(namespace: "Assay", after: all[0].id, limit: 1) == [all[1]])
    #expect(try journal.metricStreams(namespace: "Other").isEmpty)
  }

  @Test("a value that is no number is left out")
  func notFinite() throws {
    let metric = name("DQScore", table: "silver.a")
    try put(metric, .percent, [(1, .nan), (2, .infinity), (3, 99.5)])
    let samples = try journal.samples(of: metric, unit: .percent, from: .distantPast, until: .distantFuture)
    #expect(samples == [Sample(at: Date(timeIntervalSince1970: 3), value: 99.5)])
  }
}
