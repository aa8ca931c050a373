import Foundation
import Ledger
import Metrics
import Operations

extension LocalOperations {
  package func metrics(of choice: MetricChoice, asOf: Date?) throws -> [MetricKey] {
    try translated {
      let streams = try streams(of: choice)
      guard let moment = past(asOf) else { return streams.map { MetricKey($0.metric, $0.unit) } }
      // A stream has no birthday but its oldest value.
      return try streams.filter {
        try !journal.samples(of: $0, from: .distantPast, until: moment.addingTimeInterval(0.001), limit: 1).isEmpty
      }.map { MetricKey($0.metric, $0.unit) }
    }
  }

  private func streams(of choice: MetricChoice) throws -> [MetricStream] {
    var found: [MetricStream] = []
    while true {
      let page = try journal.metricStreams(
        namespace: choice.namespace, name: choice.name, after: found.last?.id ?? 0)
      if page.isEmpty { break }
      found += page
    }
    return found.filter { stream in choice.dimensions.allSatisfy(stream.metric.dimensions.contains) }
  }

  package func metricValues(
    of key: MetricKey, _ statistic: Statistic, _ periods: PeriodSeries, over span: Range<Date>, asOf: Date?
  ) throws -> [PeriodValue] {
    try translated {
      guard let stream = try stream(key) else { return [] }
      let span = known(span, asOf)
      guard statistic.needsSamples else {
        return try journal.periodValues(
          of: stream, statistic, periods, from: span.lowerBound, until: span.upperBound)
      }
      let samples = try journal.samples(
        of: stream, from: span.lowerBound, until: span.upperBound, limit: .max)
      return periods.values(of: samples, statistic)
    }
  }

  package func metricSamples(of key: MetricKey, over span: Range<Date>, limit: Int, asOf: Date?) throws -> [Sample] {
    try translated {
      guard let stream = try stream(key) else { return [] }
      let span = known(span, asOf)
      return try journal.samples(of: stream, from: span.lowerBound, until: span.upperBound, limit: limit)
    }
  }

  /// What was measured at the moment itself is known then.
  private func known(_ span: Range<Date>, _ asOf: Date?) -> Range<Date> {
    guard let moment = past(asOf) else { return span }
    return span.clamped(to: .distantPast..<moment.addingTimeInterval(0.001))
  }

  package func put(_ sample: Sample, of key: MetricKey) throws {
    try translated {
      if let set = sample.set {
        try journal.put(set, of: key.metric, unit: key.unit, at: sample.at)
      } else {
        try journal.put([Datapoint(key.metric, unit: key.unit, value: sample.value, at: sample.at)])
      }
    }
  }
}
