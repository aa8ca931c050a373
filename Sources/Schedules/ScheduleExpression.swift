/// When something fires, in EventBridge's words: `rate(5 minutes)`, `cron(0 6 * * ? *)` or `at(2026-11-28T06:10:00)`.
///
/// The rule is AWS's own answer: what EventBridge accepts is accepted, what it refuses is refused with the reason. An
/// expression whose times are all past is valid and never fires again.
package enum ScheduleExpression: Sendable, Hashable {
  case rate(FixedRate)
  case cron(CronExpression)
  /// Once, at a local time of the schedule's zone.
  case at(LocalMinute, second: Int)

  package init(parsing text: String) throws(ScheduleError) {
    guard let open = text.firstIndex(of: "("), text.last == ")" else {
      throw ScheduleError("a schedule is rate(…), cron(…) or at(…)")
    }
    let inner = text[text.index(after: open)..<text.index(before: text.endIndex)]
    switch text[..<open] {
    case "rate": self = .rate(try FixedRate(parsing: inner))
    case "cron": self = .cron(try CronExpression(parsing: inner))
    case "at":
      guard let moment = LocalMinute.parse(inner) else {
        throw ScheduleError("at() takes one local time, as at(2026-11-28T06:10:00), not “\(inner)”")
      }
      self = .at(moment.minute, second: moment.second)
    default: throw ScheduleError("there is no \(text[..<open])(…); a schedule is rate(…), cron(…) or at(…)")
    }
  }
}

/// Why a text is no schedule, in words for the person who wrote it.
package struct ScheduleError: Error, Hashable, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}
