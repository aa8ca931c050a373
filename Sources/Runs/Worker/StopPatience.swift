import Foundation
import Ledger
import Synchronization
import Words

/// Sees to it that a stop ends the worker. Queries and steps end by themselves soon; one that hangs in the system, on a dead
/// disk or share, hears nothing: after a while its execution is ended without it, and the process with it. That is a death
/// like any other, and what it leaves is made good by the next run.
final class StopPatience: Sendable {
  private let journal: any RunLedger
  private let execution: ExecutionID
  private let abandon: @Sendable () -> Void
  private let hasBegun = Atomic<Bool>(false)
  private let over = Atomic<Bool>(false)

  /// How long a stop waits for the steps, in seconds.
  static let limit = 10.0
  /// How long after that the journal has for saying so, which may lie on the same dead disk.
  private static let journalLimit = 5.0

  init(journal: any RunLedger, execution: ExecutionID, abandon: @escaping @Sendable () -> Void) {
    self.journal = journal
    self.execution = execution
    self.abandon = abandon
  }

  /// The worker was asked to stop; the first time counts.
  func begin() {
    guard !hasBegun.exchange(true, ordering: .acquiringAndReleasing) else { return }
    wait(Self.limit, named: "assay stop") { [self] in tell() }
    wait(Self.limit + Self.journalLimit, named: "assay last stop") {}
  }

  /// The worker ended by itself.
  func end() { over.store(true, ordering: .releasing) }

  private func wait(_ seconds: Double, named name: String, then body: @escaping @Sendable () -> Void) {
    let thread = Thread { [self] in
      Thread.sleep(forTimeInterval: seconds)
      guard !over.load(ordering: .acquiring) else { return }
      body()
      abandon()
    }
    thread.name = name
    thread.start()
  }

  private func tell() {
    do {
      try journal.finishExecution(execution, as: .aborted, cause: HungWorker.cause("ended itself"))
    } catch {
      FileHandle.standardError.write(Data("stop: \(error)\n".utf8))
    }
  }
}
