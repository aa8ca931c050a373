import Clocks
import Foundation

/// The times a schedule fires, oldest first, strictly after a moment. Ends where the expression never fires again.
///
/// - A rate fires each time its span has passed since the moment it starts from (`anchor`).
/// - A cron expression fires at the start of each local minute it means. A local time that the clock leaves out is
///   skipped; one that comes twice fires the first time only.
/// - `at()` fires once.
package struct Fires: Sequence, IteratorProtocol {
  private let expression: ScheduleExpression
  private let anchor: Int
  private var zone: ZoneOffsets
  /// Seconds since 1970; every fire is later.
  private var after: Int
  private var isOver = false

  /// - Parameters:
  ///   - anchor: when a rate started; by default the moment itself.
  ///   - zone: where local times are read.
  package init(
    of expression: ScheduleExpression, after moment: Date, anchor: Date? = nil, zone: TimeZone = Self.utc
  ) {
    self.expression = expression
    after = Self.seconds(moment)
    self.anchor = anchor.map(Self.seconds) ?? after
    self.zone = ZoneOffsets(zone)
  }

  /// EventBridge's own clock.
  package static let utc = TimeZone(secondsFromGMT: 0) ?? .gmt

  package mutating func next() -> Date? {
    guard !isOver, let fire = following() else {
      isOver = true
      return nil
    }
    after = fire
    return Date(timeIntervalSince1970: TimeInterval(fire))
  }

  private mutating func following() -> Int? {
    switch expression {
    case .rate(let rate): return next(rate)
    case .cron(let cron): return next(cron)
    case .at(let minute, let second):
      // A moment that the clock leaves out never comes.
      guard let moment = zone.moment(local: minute.seconds + second) else { return nil }
      return moment > after ? moment : nil
    }
  }

  private func next(_ rate: FixedRate) -> Int? {
    let passed = after - anchor
    let periods = passed >= 0 ? passed / rate.seconds + 1 : 0
    let (span, overflow) = periods.multipliedReportingOverflow(by: rate.seconds)
    let (fire, tooFar) = anchor.addingReportingOverflow(span)
    return overflow || tooFar || fire > Self.end ? nil : fire
  }

  private mutating func next(_ cron: CronExpression) -> Int? {
    // In an hour that comes twice, the minutes seen the second time were fires the first time, and are passed over.
    var local = Self.minute(after + zone.offset(at: after))
    while let candidate = cron.next(from: local) {
      if let moment = zone.moment(local: candidate.seconds), moment > after { return moment }
      local = Self.minute(candidate.seconds + 60)
    }
    return nil
  }

  private static func minute(_ seconds: Int) -> LocalMinute {
    let day = Int((Double(seconds) / 86_400).rounded(.down))
    return LocalMinute(day: CalendarDay(daysSince1970: day), minuteOfDay: (seconds - day * 86_400) / 60)
  }

  /// The last moment a date can be written as: the end of the year 9999.
  private static let end = 253_402_300_799

  /// Whole seconds, kept within the years 1 to 9999.
  private static func seconds(_ moment: Date) -> Int {
    Int(Swift.min(Swift.max(moment.timeIntervalSince1970.rounded(.down), -62_135_596_800), TimeInterval(end)))
  }
}
