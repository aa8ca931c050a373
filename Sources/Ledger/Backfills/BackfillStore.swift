import Clocks
import JSON
import Words

/// Backfills and their days.
package protocol BackfillStore: Sendable {
  /// Records one whose days all wait, with its audit.
  func createBackfill(
    _ days: [CalendarDay], input: JSONValue, atOnce: Int, by actor: String
  ) throws(JournalError) -> BackfillRecord

  /// Newest first.
  func backfills(limit: Int) throws(JournalError) -> [BackfillRecord]
  func backfill(_ id: String) throws(JournalError) -> BackfillRecord?

  /// Gives it to a process, where the one that had it is gone. False when it is another's.
  ///
  /// - Parameter isGone: asked about the worker that has it.
  func takeBackfill(
    _ id: String, worker: Worker, host: String, isGone: (BackfillRecord) -> Bool
  ) throws(JournalError) -> Bool

  /// Changes its state where it is one of those named; what waits is left out with a cancelled one, and what failed or was
  /// left out waits again where it says so. With an audit where somebody did it.
  ///
  /// - Returns: false where it was in none of the states.
  func setBackfill(
    _ id: String, from states: Set<BackfillState>, to state: BackfillState, requeueing: Set<BackfillDayState>,
    by actor: (name: String, action: String)?
  ) throws(JournalError) -> Bool

  /// Makes the execution of a waiting day, both at once. Nil where the backfill does not run, or the day does not wait.
  func startDay(
    _ day: CalendarDay, of id: String, _ new: NewExecution
  ) throws(JournalError) -> ExecutionRecord?

  /// Writes down what became of a day whose newest execution it is.
  func setDay(
    _ day: CalendarDay, of id: String, execution: ExecutionID, to state: BackfillDayState, note: String?
  ) throws(JournalError)

  /// Says that a day that does not run is done, with an audit. False where it runs, or is done.
  func markDay(_ day: CalendarDay, of id: String, by actor: String, reason: String) throws(JournalError) -> Bool
}
