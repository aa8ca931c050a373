import Canvas
import Clocks
import JSON
import Metrics
import Operations
import Presentation
import Words

package enum AlarmsText {
  package static func lines(_ alarms: [AlarmStatus], _ page: Page) -> [StyledLine] {
    guard !alarms.isEmpty else { return [StyledLine("No alarms; each is a file in alarms/.", .dim)] }
    var table = TextTable([.init("alarm"), .init("state"), .init("since"), .init("why", isFlexible: true)])
    for alarm in alarms {
      table.add([
        StyledLine(alarm.name), StyledLine(alarm.state.rawValue, role(alarm)),
        StyledLine(MomentText.minutes(alarm.since, page), .dim), StyledLine(remarks(alarm, page) + alarm.reason),
      ])
    }
    return table.lines(page)
  }

  private static func role(_ alarm: AlarmStatus) -> Role {
    switch alarm.state {
    case .ok: .ok
    case .alarm: alarm.isBad ? .failed : .late
    case .insufficientData: .dim
    }
  }

  private static func remarks(_ alarm: AlarmStatus, _ page: Page) -> String {
    var remarks: [String] = []
    if let until = alarm.mutedUntil { remarks.append("muted until \(MomentText.minutes(until, page))") }
    if !alarm.isEnabled { remarks.append("actions disabled") }
    if let name = alarm.acknowledgedBy { remarks.append("acknowledged by \(name)") }
    if let cause = alarm.suppressedBy { remarks.append("actions withheld by \(cause.rawValue)") }
    return remarks.map { $0 + "; " }.joined()
  }

  package static func lines(of status: AlarmStatus, _ page: Page) -> [StyledLine] {
    var lines = [
      StyledLine(status.name, .title) + StyledLine("  \(status.state.rawValue)", role(status)),
      StyledLine("since \(MomentText.seconds(status.since, page)) \(page.zone.label)", .dim),
      StyledLine(remarks(status, page) + status.reason),
    ]
    if let description = status.description { lines.insert(StyledLine(description, .dim), at: 1) }
    guard !status.deciding.isEmpty else { return lines }
    var table = TextTable([.init("period"), .init("value", .right), .init("limit", .right)], indent: 2)
    for point in status.deciding {
      let (low, high) = (point.limits.lowerBound, point.limits.upperBound)
      let limit = low == high ? MetricNumber.text(low) : "\(NumberText.compact(low)) to \(NumberText.compact(high))"
      table.add([
        StyledLine(MomentText.minutes(point.start, page)),
        StyledLine(MetricNumber.short(point.value, beside: point.limits)),
        StyledLine(limit, .dim),
      ])
    }
    return lines + [""] + table.lines(page)
  }

  package static func lines(_ events: [AlarmEvent], _ page: Page) -> [StyledLine] {
    guard !events.isEmpty else { return [StyledLine("Nothing happened yet.", .dim)] }
    var table = TextTable([
      .init("at"), .init("alarm"), .init("what"), .init("outcome"), .init("", isFlexible: true),
    ])
    for event in events {
      table.add([
        StyledLine(MomentText.seconds(event.at, page), .dim), StyledLine(event.alarm),
        StyledLine(event.kind.rawValue, .dim),
        StyledLine(event.outcome ?? ""), StyledLine(event.summary),
      ])
    }
    return table.lines(page)
  }
}

extension AlarmEvent {
  package var json: JSONValue {
    [
      "id": .int(id), "at": .string(Timestamp.text(at)), "alarm": .string(alarm), "kind": .string(kind.rawValue),
      "summary": .string(summary), "outcome": .optional(outcome), "details": details,
    ]
  }
}
