import Foundation

/// What schedules leave behind as figures.
package enum ScheduleMetrics {
  package static let namespace = "Lakehouse/Metrics"
  /// For each fire: 1 where nothing started in its window, else 0. Dimensions: Schedule, Environment.
  package static let missedRuns = "MissedRuns"
  /// For each run of a schedule that says until when Gold has to be fresh: 1 where it was not, else 0. Dimensions: Job,
  /// Environment.
  package static let breaches = "SLABreaches"
  package static let scheduleDimension = "Schedule"
  package static let environmentDimension = "Environment"

  /// The moments at which fires were given up that nobody has decided about yet, since no scheduler looked: as long as none
  /// runs, whoever looks has to find them.
  ///
  /// - Parameter decidedUntil: how far a scheduler decided last.
  package static func undecided(
    of schedule: ScheduleDefinition, decidedUntil: Date, firstSeen: Date, isPaused: Bool, now: Date
  ) -> [Date] {
    guard schedule.isEnabled, !isPaused else { return [] }
    var moments: [Date] = []
    for fire in schedule.fires(after: decidedUntil, firstSeen: firstSeen) {
      let end = fire.addingTimeInterval(schedule.window)
      guard end < now, moments.count < DueFires.most else { break }
      moments.append(end)
    }
    return moments
  }
}
