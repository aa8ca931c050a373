import Foundation
import Lake
import Ledger
import Synchronization
import Words

/// A step's words, into the journal.
struct JournalReporter: StepReporter {
  let journal: any RunLedger
  let execution: ExecutionID
  let step: String
  let stop: StopFlag
  private let lastProgress = LastMoment()

  init(journal: any RunLedger, execution: ExecutionID, step: String, stop: StopFlag) {
    self.journal = journal
    self.execution = execution
    self.step = step
    self.stop = stop
  }

  var isStopped: Bool { stop.isSet }

  func log(_ level: LogLevel, _ message: String) {
    let line = NewLogLine(execution: execution, step: step, level: level, message: message)
    do { try journal.append([line]) } catch { Self.complain(error) }
  }

  /// At most four times a second: progress is for eyes.
  func progress(_ fraction: Double?, _ message: String) {
    guard lastProgress.isDue(every: 0.25) else { return }
    do {
      try journal.reportProgress(of: step, in: execution, fraction: fraction, message: message)
    } catch {
      Self.complain(error)
    }
  }

  /// A log line that cannot be written must not fail the step; the worker's own log file still gets it.
  private static func complain(_ error: any Error) {
    FileHandle.standardError.write(Data("journal: \(error)\n".utf8))
  }
}

/// When something was last done, for doing it less often.
final class LastMoment: Sendable {
  private let last = Mutex<ContinuousClock.Instant?>(nil)

  func isDue(every seconds: Double) -> Bool {
    last.withLock { last in
      let now = ContinuousClock.now
      if let last, now - last < .seconds(seconds) { return false }
      last = now
      return true
    }
  }
}
