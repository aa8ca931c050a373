import Clocks
import Foundation
import Words

/// When something starts by itself, and what: a file of the project's `schedules` folder.
package struct ScheduleDefinition: Sendable, Hashable {
  /// The file's name without its ending.
  package let name: String
  package var description: String?
  /// Of one that starts when files arrive, the moments by which they have to have come; nil where nothing says when.
  package var expression: ScheduleExpression?
  /// The expression as it is written; `arrival of orders, payments by 06:30`.
  package var text: String
  /// It starts when files have arrived, and not by the clock. Nil: by the clock.
  package var arrival: ArrivalTrigger?
  /// Where local times of the expression, and the day of a run, are read.
  package var zone: TimeZone
  /// No fire before it; a rate counts from it. Nil: from when the schedule was first seen.
  package var start: Date?
  /// No fire after it.
  package var end: Date?
  /// How late a fire may start and still be on time, in seconds; 60 or more.
  package var window: TimeInterval
  package var missed: MissedFires
  package var overlap: Overlap
  package var target: ScheduleTarget
  /// Days between the local day of a fire and the day it runs for: 0 is that day, -1 the day before.
  package var runDayOffset: Int
  /// False: it never fires.
  package var isEnabled: Bool
  /// Seconds from a fire on within which its run has to succeed; nil: nobody waits for it.
  package var freshWithin: TimeInterval?

  package init(
    name: String, description: String? = nil, expression: ScheduleExpression?, text: String, zone: TimeZone = Fires.utc,
    start: Date? = nil, end: Date? = nil, window: TimeInterval = Self.shortestWindow, missed: MissedFires = .once,
    overlap: Overlap = .queue, target: ScheduleTarget = .pipeline, runDayOffset: Int = 0, isEnabled: Bool = true
  ) {
    (self.name, self.description, self.expression, self.text) = (name, description, expression, text)
    self.zone = zone
    (self.start, self.end, self.window) = (start, end, window)
    (self.missed, self.overlap, self.target) = (missed, overlap, target)
    (self.runDayOffset, self.isEnabled) = (runDayOffset, isEnabled)
  }

  /// The precision of EventBridge Scheduler, in seconds.
  package static let shortestWindow: TimeInterval = 60

  /// Whether it fires once and never again.
  package var isOneTime: Bool { if case .at? = expression { true } else { false } }

  /// The fires strictly after a moment, within start and end. A one-time schedule keeps its moment whatever these say
  /// (EventBridge Scheduler user guide, "Schedule types").
  ///
  /// Of one that waits for files they are the moments after which these are late.
  ///
  /// - Parameter firstSeen: where a rate without a start counts from; its first fire is that moment.
  package func fires(after moment: Date, firstSeen: Date) -> some Sequence<Date> {
    let anchor = start ?? firstSeen
    // The anchor of a rate is its first fire, which may be the next one.
    let from = isOneTime ? moment : Swift.max(moment, anchor.addingTimeInterval(-1))
    let fires = Fires(of: expression ?? Self.once, after: from, anchor: anchor, zone: zone)
    return fires.lazy.prefix { fire in expression != nil && (isOneTime || end.map { fire <= $0 } ?? true) }
  }

  /// Stands where there is no expression, and nothing fires.
  private static let once = ScheduleExpression.at(
    LocalMinute(day: CalendarDay(daysSince1970: 0), minuteOfDay: 0), second: 0)

  /// The first moment of a local day at which what had to have come by then is late; nil where nothing says when.
  package func lateMoment(on day: CalendarDay) -> Date? {
    let start = day.start.addingTimeInterval(-TimeInterval(zone.secondsFromGMT(for: day.start)))
    let fires = fires(after: start.addingTimeInterval(-1), firstSeen: start)
    return fires.first { LocalDay.of($0, in: zone) >= day }.flatMap { LocalDay.of($0, in: zone) == day ? $0 : nil }
  }

  /// The day that something of a local day runs for.
  package func runDay(of moment: Date) -> CalendarDay {
    LocalDay.of(moment, in: zone).advanced(by: runDayOffset)
  }
}

/// Which files start a schedule when they have arrived.
package struct ArrivalTrigger: Sendable, Hashable {
  /// Names of sources; what they deliver together is one drop.
  package let sources: [String]

  package init(sources: [String]) { self.sources = sources }
}

/// What a schedule starts.
package enum ScheduleTarget: Sendable, Hashable {
  /// Every table of the project.
  case pipeline
  /// These, and what they are made from.
  case tables([TableName])
  /// A state machine of the folder `workflows`, by its name.
  case workflow(String)
}

/// What happens with fires that nobody could start in time, because no scheduler ran.
package enum MissedFires: String, Sendable, Hashable, CaseIterable {
  /// They are written down as missed.
  case skip
  /// The last of them is made up for; the others are written down as missed.
  case once
  /// Each is made up for, oldest first.
  case each
}

/// What happens with a fire while an execution that the schedule started still runs.
package enum Overlap: String, Sendable, Hashable, CaseIterable {
  /// It waits for the end.
  case queue
  /// It is written down as skipped.
  case skip
  /// It starts beside it.
  case both
}
