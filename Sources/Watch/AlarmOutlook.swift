import Foundation
import Ledger
import Metrics
import Project
import Schedules

/// Every alarm of a project as of a moment. Reads the journal and writes nothing, so that whoever looks sees what is, even
/// when nothing evaluates.
package struct AlarmOutlook {
  private let project: ProjectDefinition
  private let journal: any RunLedger

  /// What lies longer ago is not caught up with.
  static let catchUp: TimeInterval = 14 * 86_400

  package init(project: ProjectDefinition, journal: any RunLedger) {
    (self.project, self.journal) = (project, journal)
  }

  /// In the order of their names; an alarm comes after those it looks at where it is composite.
  package func progress(at now: Date) throws -> [AlarmProgress] {
    let records = try journal.alarmRecords()
    var done: [String: AlarmProgress] = [:]
    var order: [AlarmProgress] = []
    for alarm in inOrder() {
      let step = AlarmStep(alarm: alarm, before: records[alarm.definition.name], now: now)
      let progress: AlarmProgress
      switch alarm.definition {
      case .metric(let metric):
        var known = step.metric(metric, try data(metric, since: step.from))
        if known.deciding.isEmpty, let hint = try unmeasured(metric) { known.record.reason += "; " + hint }
        progress = known
      case .composite(let composite): progress = step.composite(composite, done)
      }
      done[progress.name] = progress
      order.append(progress)
    }
    return order
  }

  /// Alarms on metrics first, then composite ones, each after those it names. A project has no circles.
  private func inOrder() -> [ProjectAlarm] {
    var placed: Set<String> = []
    var order: [ProjectAlarm] = []
    var waiting = project.alarms
    while !waiting.isEmpty {
      let ready = waiting.filter { alarm in
        guard case .composite(let composite) = alarm.definition else { return true }
        return composite.alarms.allSatisfy { name in
          placed.contains(name) || !waiting.contains { $0.definition.name == name }
        }
      }
      if ready.isEmpty { return order + waiting }
      order += ready
      placed.formUnion(ready.map(\.definition.name))
      waiting.removeAll { placed.contains($0.definition.name) }
    }
    return order
  }

  private func unmeasured(_ alarm: MetricAlarm) throws -> String? {
    for (_, watched) in alarm.subject.metrics where watched.metric.name != ScheduleMetrics.missedRuns {
      if let hint = try UnmeasuredMetric.hint(watched.metric, in: journal) { return hint }
    }
    return nil
  }

  /// Runs that were missed and that no scheduler has written down: none may be running.
  private func missedRuns(_ metric: MetricName, from: Date) throws -> [Sample] {
    guard metric.namespace == ScheduleMetrics.namespace, metric.name == ScheduleMetrics.missedRuns,
      let name = metric.dimensions.first(where: { $0.name == ScheduleMetrics.scheduleDimension })?.value,
      let schedule = project.schedule(name), let state = try journal.schedules().first(where: { $0.name == name })
    else { return [] }
    let now = journal.clock.now()
    return ScheduleMetrics.undecided(
      of: schedule, decidedUntil: state.decidedUntil, firstSeen: state.firstSeen, isPaused: state.isPaused(at: now),
      now: now
    ).filter { $0 >= from }.map { Sample(at: $0, value: 1) }
  }

  /// The samples of the alarm's metrics from `since` on, in whatever units there are where it names none.
  package func data(_ alarm: MetricAlarm, since moment: Date) throws -> AlarmData {
    let from = alarm.earliest(at: moment)
    var samples: [String: [Sample]] = [:]
    for (id, metric) in alarm.subject.metrics {
      let streams = try journal.metricStreams(namespace: metric.metric.namespace, name: metric.metric.name)
      for stream in streams where stream.metric == metric.metric && metric.unit ?? stream.unit == stream.unit {
        samples[id, default: []] += try journal.samples(of: stream, from: from, until: .distantFuture, limit: .max)
      }
      samples[id, default: []] += try missedRuns(metric.metric, from: from)
    }
    return AlarmData(alarm, samples)
  }
}
