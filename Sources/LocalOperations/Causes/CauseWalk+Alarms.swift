import Foundation
import Metrics
import Operations
import Project
import Words

extension CauseWalk {
  /// From an alarm to the table or the run that its metric tells of; from one over others to the first of those.
  mutating func follow(alarm name: String) throws {
    guard let alarm = status.alarms.first(where: { $0.name == name }),
      let defined = operations.liveAlarms.project.alarms.first(where: { $0.definition.name == name })
    else { throw OperationsError.notFound("there is no alarm \(name); `assay alarms` lists them") }
    guard visit(.alarm, name) else { return }
    var link = CauseLink(.alarm, name, .alarm(alarm.state), alarm.reason, at: alarm.since)
    link.evidence = [
      CauseEvidence(.definition, defined.path), CauseEvidence(.alarm, name, alarm.reason, at: alarm.since),
    ]
    guard alarm.state == .alarm else { return well(link) }
    links.append(link)
    remedies.append(CauseRemedy("assay alarms acknowledge \(name)", "says that somebody looks after it"))
    switch defined.definition {
    case .composite(let composite): try follow(oneOf: composite.rule.alarms)
    case .metric(let metric): try follow(metric.subject.metrics.map(\.metric.metric))
    }
  }

  private mutating func follow(oneOf alarms: [String]) throws {
    let names = alarms.map { CompositeRule.name(of: $0) }
    if let next = status.alarms.first(where: { names.contains($0.name) && $0.state == .alarm }) {
      try follow(alarm: next.name)
    }
  }

  private mutating func follow(_ metrics: [MetricName]) throws {
    let named = metrics.flatMap(\.dimensions).first { $0.name == "Table" && tables[$0.value] != nil }?.value
    if let named {
      let table = tables[named]
      if table?.state != .ok || table?.warning != nil { return try follow(table: named) }
      if let step = newest[named] { links.append(try self.link(step)) }
      return
    }
    // Executions that failed, were stopped or took long: the newest that was not made good.
    guard metrics.contains(where: { $0.namespace == "AWS/States" }), let failed = status.lastFailed else { return }
    try follow(execution: failed.id)
  }
}
