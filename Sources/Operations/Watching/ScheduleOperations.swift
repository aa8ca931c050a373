import Foundation

/// What starts by itself.
package protocol ScheduleReading: Sendable {
  /// Next fires and the scheduler's sign of life are judged at the moment.
  func schedules(asOf: Date?) throws -> SchedulesReport

  /// What became of fires, newest first, of one schedule or of all.
  /// - Parameters:
  ///   - before: the `id` of the last one of a page; nil for the newest.
  ///   - asOf: those that were due until then.
  func scheduleFires(
    of schedule: String?, before: Int64?, limit: Int, asOf: Date?
  ) throws -> [ScheduleFireSummary]
}

/// The same with what an operator can do about it.
package protocol ScheduleOperations: ScheduleReading {
  /// Fires that come while a schedule is paused are passed over.
  /// - Parameter until: nil: until it is resumed. Throws where it is not later than now.
  func pauseSchedule(_ name: String, until: Date?) throws

  /// False when it was not paused.
  func resumeSchedule(_ name: String) throws -> Bool

  /// Lets a schedule fire once, now, as if it were due. A scheduler starts it.
  func fireSchedule(_ name: String) throws
}

extension ScheduleReading {
  package func scheduleFires(of schedule: String?, before: Int64?, limit: Int) throws -> [ScheduleFireSummary] {
    try scheduleFires(of: schedule, before: before, limit: limit, asOf: nil)
  }
}
