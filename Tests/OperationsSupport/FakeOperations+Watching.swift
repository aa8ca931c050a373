import Foundation
import Metrics
import Operations

extension FakeOperations: AlarmOperations, ScheduleOperations, MetricOperations, CauseReading, HandOverReading {
  package func obstacle(to capability: Capability) -> String? {
    switch capability {
    case .alarms where read(\.alarms) == nil, .schedules where read(\.schedules) == nil,
      .catalogue where read(\.tables) == nil, .bookmarks where read(\.bookmarks) == nil,
      .sources where read(\.sources) == nil, .checks where read(\.problems) == nil:
      "the fixture has none"
    default: nil
    }
  }

  package func alarms(asOf: Date?) throws -> [AlarmStatus] { read(\.alarms) ?? [] }
  package func change(alarm name: String, _ change: AlarmChange) throws {
    switch change {
    case .acknowledge: say("acknowledge \(name)")
    case .mute(until: let until): say("\(until == nil ? "unmute" : "mute") \(name)")
    case .enable: say("enable \(name)")
    case .disable: say("disable \(name)")
    }
  }
  package func evaluateAlarms() throws { say("evaluate") }

  package func alarmHistory(of name: String?, limit: Int, asOf: Date?) throws -> [AlarmEvent] {
    if let name { _ = try alarmDefinition(name) }
    return []
  }
  package func alarmDefinition(_ name: String) throws -> AlarmDefinition {
    throw OperationsError.notFound("there is no alarm \(name)")
  }
  package func backtest(_ alarm: MetricAlarm, _ test: AlarmTest, asOf: Date?) throws -> AlarmTimeline {
    AlarmTimeline(
      alarm, AlarmData(alarm, [:]), from: test.range.lowerBound, until: test.range.upperBound,
      initialState: test.initialState)
  }

  package func alarmPage(_ request: AlarmPageRequest, asOf: Date?) throws -> AlarmPage {
    guard let page = read(\.alarmPage) else { throw OperationsError.notFound("there is no alarm") }
    return page(request)
  }
  package func writeAlarm(_ request: AlarmPageRequest) throws -> String {
    say("write \(request.trial?.name ?? "nothing")")
    return "alarms/\(request.trial?.name ?? "").yml"
  }

  package func metrics(asOf: Date?) throws -> [MetricSummary] { read(\.metrics) ?? [] }
  package func metricChart(_ request: MetricChartRequest, asOf: Date?) throws -> MetricChart {
    change { $0.askedCharts.append(request) }
    guard let chart = read(\.metricChart) else { throw OperationsError.notFound("there is no metric") }
    return chart(request)
  }

  package func metrics(of choice: MetricChoice, asOf: Date?) throws -> [MetricKey] {
    try metrics(asOf: asOf).map(\.key).filter { key in
      (choice.name ?? key.metric.name) == key.metric.name
        && (choice.namespace ?? key.metric.namespace) == key.metric.namespace
        && choice.dimensions.allSatisfy(key.metric.dimensions.contains)
    }
  }
  package func metricValues(
    of key: MetricKey, _ statistic: Statistic, _ periods: PeriodSeries, over span: Range<Date>, asOf: Date?
  ) throws -> [PeriodValue] { [] }
  package func metricSamples(of key: MetricKey, over span: Range<Date>, limit: Int, asOf: Date?) throws -> [Sample] {
    []
  }
  package func put(_ sample: Sample, of key: MetricKey) throws { say("put \(key.metric.name)") }

  package func metricDashboard(_ request: MetricDashboardRequest, asOf: Date?) throws -> MetricDashboardPage {
    change { $0.askedDashboards.append(request) }
    guard let page = read(\.metricDashboard) else {
      throw OperationsError.notFound("the project has no dashboard of metrics; metric_dashboards/NAME.yml makes one")
    }
    return try page(request)
  }

  package func schedules(asOf: Date?) throws -> SchedulesReport {
    guard let report = read(\.schedules) else { throw OperationsError.unavailable("there are no schedules") }
    return report
  }
  package func scheduleFires(of schedule: String?, before: Int64?, limit: Int, asOf: Date?) throws
    -> [ScheduleFireSummary]
  { [] }
  package func pauseSchedule(_ name: String, until: Date?) throws { say("pause \(name)") }
  package func resumeSchedule(_ name: String) throws -> Bool {
    say("resume \(name)")
    return true
  }
  package func fireSchedule(_ name: String) throws { say("fire \(name)") }

  package func handOver(since: Date, asOf: Date?) throws -> HandOver {
    var handOver = read(\.handOver) ?? HandOver(identity: identity, since: since, until: read({ $0.status.at }))
    handOver.since = since
    handOver.until = min(asOf ?? .distantFuture, handOver.until)
    handOver.happenings.removeAll { $0.at < since || $0.at > handOver.until }
    return handOver
  }

  package func why(_ subject: CauseSubject, asOf: Date?) throws -> CauseReport {
    if let asOf, asOf < read({ $0.status.at }) {
      throw OperationsError.notAvailable(asOf: asOf, "the fixture has no past")
    }
    change { $0.askedCauses.append(subject) }
    guard var report = read(\.causes) else { throw OperationsError.notFound("there is no \(subject)") }
    report.subject = subject
    return report
  }

  package func subject(named name: String) throws -> CauseSubject {
    let alarms = read { $0.alarms ?? [] }.map(\.name)
    if alarms.contains(name) { return .alarm(name) }
    return .table(try tables(named: [name])[0])
  }

  func say(_ text: String) { change { $0.said.append(text) } }
}
