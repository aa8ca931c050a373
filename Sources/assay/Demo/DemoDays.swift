import Clocks
import Foundation
import Ledger
import Synchronization

/// The days of a demo that goes on by itself. Of each day three stretches are shown; the clock leaps to the next one when its
/// time is over, and no earlier than all that the schedules began in it has ended: on a slow machine a day takes longer, and
/// its runs take as long as they took.
final class DemoDays: Sendable {
  /// What is shown of a day: the time of day that it begins at, and its part of the day's seconds.
  private static let stretches: [(timeOfDay: TimeInterval, part: Double)] = [
    (6 * 3600 - 2, 0.25), (6 * 3600 + 600 - 2, 0.5), (6 * 3600 + 1800, 0.25),
  ]
  /// Seconds that a stretch takes at least: its schedule's moment is in it.
  private static let least: TimeInterval = 3

  let clock: LeapingClock
  private let days: [CalendarDay]
  private let zone: DayZone
  private let pace: TimeInterval
  private let turns = Mutex(0)

  /// - Parameters:
  ///   - days: one or more.
  ///   - pace: seconds that a day takes at least.
  init(_ days: [CalendarDay], in zone: DayZone, pace: TimeInterval) {
    (self.days, self.zone, self.pace) = (days, zone, pace)
    clock = LeapingClock(LeapingClock.Stretch(shown: zone.moment(days[0], Self.stretches[0].timeOfDay)))
  }

  /// The scheduler begins to look.
  func turnBegins() { turns.withLock { $0 += 1 } }

  /// Blocks until all have passed, or until it is to end.
  ///
  /// - Parameters:
  ///   - leapt: told of each new stretch.
  ///   - mustEnd: asked a few times a second.
  func pass(
    _ journal: any RunLedger, leapt: (LeapingClock.Stretch) throws -> Void, mustEnd: () -> Bool
  ) throws {
    for day in days {
      for stretch in Self.stretches {
        clock.leap(to: zone.moment(day, stretch.timeOfDay))
        try leapt(clock.stretch)
        Self.wait(max(Self.least, stretch.part * pace), mustEnd)
        // A look that begins from now on sees all that was due; when the next one begins, it has ended.
        let seen = turns.withLock { $0 }
        while !mustEnd(), try turns.withLock({ $0 }) < seen + 2 || isBusy(journal) {
          Thread.sleep(forTimeInterval: 0.1)
        }
        if mustEnd() { return }
      }
    }
  }

  private static func wait(_ seconds: TimeInterval, _ mustEnd: () -> Bool) {
    let end = Date().addingTimeInterval(seconds)
    while !mustEnd(), Date() < end { Thread.sleep(forTimeInterval: 0.1) }
  }

  private func isBusy(_ journal: any RunLedger) throws -> Bool {
    try !journal.waitingFires().isEmpty || !journal.executions(ExecutionFilter(status: .running), limit: 1).isEmpty
  }
}
