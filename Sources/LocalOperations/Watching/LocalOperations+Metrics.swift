import Clocks
import Foundation
import Ledger
import Metrics
import Operations
import Project
import Watch
import Words

extension LocalOperations: MetricOperations {
  /// As many values as a sparkline of a wide screen has places.
  private static let recentValues = 24

  package func metrics(asOf: Date?) throws -> [MetricSummary] {
    try translated {
      let watching = try AlarmsByMetric(self, past(asOf))
      let now = past(asOf) ?? local.clock.now()
      return try journal.allMetricStreams().map { stream in
        let recent = try journal.samples(
          of: stream, from: .distantPast, until: now.addingTimeInterval(0.001), limit: Self.recentValues)
        var summary = MetricSummary(
          MetricKey(stream.metric, stream.unit), recent: recent.map(\.value), newestAt: recent.last?.at)
        (summary.alarms, summary.alarmState) = watching.alarms(of: stream.metric)
        return summary
      }.sorted {
        ($0.namespace, $0.name, $0.key.metric.dimensions.map(\.value).joined(separator: " "))
          < ($1.namespace, $1.name, $1.key.metric.dimensions.map(\.value).joined(separator: " "))
      }
    }
  }

  package func metricChart(_ request: MetricChartRequest, asOf: Date?) throws -> MetricChart {
    try translated {
      let now = past(asOf) ?? local.clock.now()
      var request = request
      if let moment = past(asOf) { request.until = min(request.until ?? moment, moment) }
      let asked = AskedChart(request, watching: liveAlarms.project.alarms, now: now)
      var chart = MetricChart(
        statistic: asked.statistic, period: asked.period.period, range: asked.range, filling: asked.filling,
        series: try request.metrics.map { MetricChart.Series($0, try values(of: $0, asked)) })
      chart.alarms = try watchedSpans(asked)
      chart.band = try band(asked)
      chart.runs = try runs(asked.range, knownAt: now)
      return chart
    }
  }

  private func values(of key: MetricKey, _ asked: AskedChart) throws -> [PeriodValue] {
    // A whole period or nothing of it, so that the first value is not that of a part.
    let from = asked.period.start(of: asked.range.lowerBound)
    guard let stream = try stream(key) else { return [] }
    guard asked.statistic.needsSamples else {
      return try journal.periodValues(
        of: stream, asked.statistic, asked.period, from: from, until: asked.range.upperBound)
    }
    let samples = try journal.samples(of: stream, from: from, until: asked.range.upperBound, limit: .max)
    return asked.period.values(of: samples, asked.statistic)
  }

  func stream(_ key: MetricKey) throws -> MetricStream? {
    try journal.metricStreams(namespace: key.metric.namespace, name: key.metric.name)
      .first { $0.metric == key.metric && $0.unit == key.unit }
  }

  private func watchedSpans(_ asked: AskedChart) throws -> [WatchedSpan] {
    if asked.alarms.isEmpty { return [] }
    let outlook = AlarmOutlook(project: liveAlarms.project, journal: journal)
    let all = Dictionary(
      try outlook.progress(at: local.clock.now()).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return try asked.alarms.map { alarm in
      let progress = all[alarm.name]
      let changes = try happened(alarm.name, progress, since: asked.range.lowerBound)
      return WatchedSpan(
        alarm: alarm.name, threshold: asked.threshold(of: alarm),
        stays: WatchedSpan.stays(changes, over: asked.range, now: progress?.record.state ?? .insufficientData))
    }
  }

  /// Oldest first.
  func stateChanges(of alarm: String, since: Date) throws -> [StateChangeSummary] {
    try journal.alarmHistory(of: alarm, kind: .stateUpdate, limit: 1000).reversed().compactMap { event in
      guard event.at >= since, let from = event.details["previousState"]?.stringValue.flatMap(AlarmState.init),
        let to = event.details["state"]?.stringValue.flatMap(AlarmState.init)
      else { return nil }
      return StateChangeSummary(
        at: event.at, from: from, to: to, reason: event.details["reason"]?.stringValue ?? event.summary)
    }
  }

  private func band(_ asked: AskedChart) throws -> [AlarmDatapoint] {
    guard let alarm = asked.bandAlarm else { return [] }
    return try points(of: alarm, over: asked.range)
  }

  /// What an alarm judges over a stretch of time, the periods with data.
  func points(of alarm: MetricAlarm, over range: ClosedRange<Date>) throws -> [AlarmDatapoint] {
    let data = try AlarmOutlook(project: liveAlarms.project, journal: journal).data(alarm, since: range.lowerBound)
    return AlarmJudge(alarm, data).points(over: alarm.grid(range)).compactMap { $0 }
  }

  /// At most the newest 500.
  func runs(_ range: ClosedRange<Date>, knownAt now: Date) throws -> [MetricChart.Run] {
    let filter = ExecutionFilter(since: range.lowerBound)
    return try journal.executions(filter, limit: 500).filter { $0.startedAt <= range.upperBound }
      .map { run in
        guard let ended = run.endedAt, ended > now else {
          return MetricChart.Run(at: run.endedAt ?? run.startedAt, status: run.status)
        }
        return MetricChart.Run(at: run.startedAt, status: .running)
      }
  }
}

extension MetricAlarm {
  /// The periods of a stretch of time, the one that is still filling left out.
  func grid(_ range: ClosedRange<Date>) -> SeriesGrid {
    let first = period.start(of: range.lowerBound)
    let span = period.start(of: range.upperBound).timeIntervalSince(first)
    return SeriesGrid(first: first, period: period, count: min(100_000, Int(saturating: span) / period.period))
  }
}

/// How long the periods of a chart are.
enum ShownPeriod {
  private static let lengths = [10, 60, 300, 900, 3600, 6 * 3600, 86_400, 7 * 86_400]
  /// As many values as a chart on a wide screen can tell apart.
  static let mostValues = 400
  /// More are asked for by mistake, and would be calculated one by one.
  private static let mostPeriods = 20_000.0

  /// The wanted one, where a span has not too many of it; else what suits the span.
  static func period(_ wanted: Int?, over span: TimeInterval) -> PeriodSeries {
    let suiting = lengths.first { span / Double($0) <= Double(mostValues) / 2 } ?? 7 * 86_400
    let length = wanted.flatMap { span / Double($0) <= mostPeriods ? $0 : nil } ?? suiting
    // It is one or more.
    return PeriodSeries(period: length) ?? PeriodSeries(period: 60)!
  }
}

/// A request for a chart with what it leaves open filled in.
struct AskedChart {
  let request: MetricChartRequest
  let statistic: Statistic
  let period: PeriodSeries
  let range: ClosedRange<Date>
  let filling: Date
  /// Those that look at one of the metrics.
  let alarms: [MetricAlarm]

  init(_ request: MetricChartRequest, watching all: [ProjectAlarm], now: Date) {
    self.request = request
    let span = TimeInterval(max(60, request.span))
    // What was measured at this moment belongs to it.
    let end = request.until ?? now.addingTimeInterval(0.001)
    range = end.addingTimeInterval(-span)...end
    alarms = all.compactMap { alarm in
      guard case .metric(let alarm) = alarm.definition,
        alarm.subject.metrics.contains(where: { watched in
          request.metrics.contains { $0.metric == watched.metric.metric }
        })
      else { return nil }
      return alarm
    }
    let plain = alarms.lazy.compactMap { alarm in alarm.subject.metrics.first?.metric }.first
    statistic = request.statistic ?? plain?.statistic ?? .average
    let alarms = plain.flatMap {
      span / Double($0.period.period) <= Double(ShownPeriod.mostValues) ? $0.period.period : nil
    }
    period = ShownPeriod.period(request.period ?? alarms, over: span)
    filling = period.start(of: now)
  }

  func threshold(of alarm: MetricAlarm) -> Double? {
    guard case .metric(let metric) = alarm.subject, metric.statistic == statistic else { return nil }
    return alarm.condition.threshold
  }

  /// The alarm whose band is drawn: the one that was asked for, or that of an alarm on what is shown.
  var bandAlarm: MetricAlarm? {
    if let width = request.bandWidth {
      return request.metrics.first.flatMap {
        MetricAlarm.band(
          name: "band", $0.metric, unit: $0.unit, statistic, period: period, width: width)
      }
    }
    return alarms.first { alarm in
      guard case .math(let math) = alarm.subject, math.band != nil else { return false }
      return alarm.period == period && math.math.metrics.first?.metric.statistic == statistic
    }
  }
}

extension LocalOperations {
  /// Which alarms look at a metric, and how they are.
  private struct AlarmsByMetric {
    private var alarms: [MetricName: [(name: String, state: AlarmState)]] = [:]

    init(_ operations: LocalOperations, _ moment: Date?) throws {
      let states = Dictionary(
        try operations.alarms(asOf: moment).map { ($0.name, $0.state) }, uniquingKeysWith: { first, _ in first })
      for alarm in operations.liveAlarms.project.alarms {
        guard case .metric(let metric) = alarm.definition else { continue }
        for name in Set(metric.subject.metrics.map(\.metric.metric)) {
          alarms[name, default: []].append((metric.name, states[metric.name] ?? .insufficientData))
        }
      }
    }

    func alarms(of metric: MetricName) -> ([String], AlarmState?) {
      let found = alarms[metric] ?? []
      let states = found.map(\.state)
      let worst = [AlarmState.alarm, .insufficientData, .ok].first { states.contains($0) }
      return (found.map(\.name), worst)
    }
  }
}
