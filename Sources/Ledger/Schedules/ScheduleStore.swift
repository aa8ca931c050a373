import Foundation
import Words

/// What became of every fire of every schedule.
package protocol ScheduleStore: Sendable {
  /// Ordered by name. Those that no scheduler has met are not among them.
  func schedules() throws(JournalError) -> [ScheduleState]

  /// The schedule's state; made now when it is met for the first time, so that no fire before this moment is due.
  func meetSchedule(_ name: String) throws(JournalError) -> ScheduleState

  /// Writes down what became of a schedule's fires, all at once.
  /// - Parameter seen: as it was when they were found due. When another scheduler has decided since, nothing is written.
  /// - Returns: whether it was written.
  @discardableResult
  func decide(_ seen: ScheduleState, until: Date, _ fires: [NewFire], note: String?) throws(JournalError) -> Bool

  /// The newest drops that a schedule has fires of, newest first.
  func drops(of schedule: String, limit: Int) throws(JournalError) -> [FireDrop]

  /// A fire that a person asks for now, as it were due. Recorded in the audit.
  func addFire(of schedule: String, by actor: String) throws(JournalError)

  /// Fires that are to start, oldest first.
  func waitingFires() throws(JournalError) -> [ScheduleFire]

  /// Newest first, of one schedule or of all; `before` is the sequence of the last one of a page.
  func fires(of schedule: String?, before: Int64?, limit: Int) throws(JournalError) -> [ScheduleFire]

  /// Makes the execution of a waiting fire, in one transaction with the fire's own change of state: it starts once.
  /// - Returns: nil when it waits no more.
  func startFire(_ sequence: Int64, _ new: NewExecution) throws(JournalError) -> ExecutionRecord?

  /// Ends a waiting fire without a start. False when it waits no more.
  @discardableResult
  func skipFire(_ sequence: Int64, as state: FireState, _ note: String) throws(JournalError) -> Bool

  /// Fires whose scheduler was killed between their start and that of a worker. Those whose execution still waits for one
  /// are given back with it, to be launched again; those whose execution was given up meanwhile wait again.
  func fires(withoutWorkerFor seconds: TimeInterval) throws(JournalError) -> [ExecutionRecord]

  /// The executions that a schedule started and that are still RUNNING, newest first.
  func running(of schedule: String) throws(JournalError) -> [ExecutionRecord]

  /// Fires that come while a schedule is paused are passed over. Recorded in the audit.
  /// - Parameter until: nil: until somebody resumes it.
  func pauseSchedule(_ name: String, until: Date?, by actor: String) throws(JournalError)

  /// From now on it fires again; what came meanwhile stays passed over. False when it was not paused.
  @discardableResult
  func resumeSchedule(_ name: String, by actor: String) throws(JournalError) -> Bool

  /// Nil where none ever ran.
  func scheduler() throws(JournalError) -> SchedulerRecord?

  /// Says that a scheduler works, and what keeps it from its work.
  func beatScheduler(_ worker: Worker, host: String, startedAt: Date, trouble: String?) throws(JournalError)
}
