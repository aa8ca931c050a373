import Foundation
import Operations

extension FakeOperations: AlarmOperations, ScheduleOperations, MetricReading, CauseReading, HandOverReading {
  package func obstacle(to capability: Capability) -> String? {
    switch capability {
    case .alarms where read(\.alarms) == nil, .schedules where read(\.schedules) == nil,
      .catalogue where read(\.tables) == nil, .bookmarks where read(\.bookmarks) == nil,
      .sources where read(\.sources) == nil:
      "the fixture has none"
    default: nil
    }
  }

  package func alarms(asOf: Date?) throws -> [AlarmStatus] { read(\.alarms) ?? [] }
  package func acknowledgeAlarm(_ name: String) throws { say("acknowledge \(name)") }
  package func muteAlarm(_ name: String, until: Date?) throws { say("\(until == nil ? "unmute" : "mute") \(name)") }

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

  func say(_ text: String) { change { $0.said.append(text) } }
}
