import Foundation
import Operations

extension FakeOperations: AlarmOperations, ScheduleOperations, MetricOperations {
  var metering: (any MetricOperations)? { self }
  var alarming: (any AlarmOperations)? { read(\.alarms) == nil ? nil : self }
  var scheduling: (any ScheduleOperations)? { read(\.schedules) == nil ? nil : self }

  func alarms(asOf: Date?) throws -> [AlarmStatus] { read(\.alarms) ?? [] }
  func acknowledgeAlarm(_ name: String) throws { say("acknowledge \(name)") }
  func muteAlarm(_ name: String, until: Date?) throws { say("\(until == nil ? "unmute" : "mute") \(name)") }

  func alarmPage(_ request: AlarmPageRequest) throws -> AlarmPage {
    guard let page = read(\.alarmPage) else { throw OperationsError.notFound("there is no alarm") }
    return page(request)
  }
  func writeAlarm(_ request: AlarmPageRequest) throws -> String {
    say("write \(request.trial?.name ?? "nothing")")
    return "alarms/\(request.trial?.name ?? "").yml"
  }

  func metrics() throws -> [MetricSummary] { read(\.metrics) ?? [] }
  func metricChart(_ request: MetricChartRequest) throws -> MetricChart {
    change { $0.askedCharts.append(request) }
    guard let chart = read(\.metricChart) else { throw OperationsError.notFound("there is no metric") }
    return chart(request)
  }

  func schedules(asOf: Date?) throws -> SchedulesReport {
    guard let report = read(\.schedules) else { throw OperationsError.unavailable("there are no schedules") }
    return report
  }
  func scheduleFires(of schedule: String?, before: Int64?, limit: Int) throws -> [ScheduleFireSummary] { [] }
  func pauseSchedule(_ name: String, until: Date?) throws { say("pause \(name)") }
  func resumeSchedule(_ name: String) throws -> Bool {
    say("resume \(name)")
    return true
  }
  func fireSchedule(_ name: String) throws { say("fire \(name)") }

  private func say(_ text: String) { change { $0.said.append(text) } }
}
