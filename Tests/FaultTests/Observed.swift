import Foundation
import Ledger
import LocalOperations
import Processes
import Runs
import ShopSupport
import Testing

/// An execution that the program started by itself, seen through the journal. Its worker never outlives the tests.
final class Observed {
  private let journal: any RunLedger
  private(set) var record: ExecutionRecord

  /// Waits until the project's newest execution has a worker.
  init(newestOf reading: LakeReading, within limit: Duration = .seconds(60)) throws {
    journal = reading.journal
    let deadline = ContinuousClock.now + limit
    while true {
      if let found = try reading.journal.latestExecution(), found.worker != nil {
        record = found
        return
      }
      try #require(ContinuousClock.now < deadline, "no execution began")
      Pause.brief()
    }
  }

  deinit { signal(SIGKILL) }

  var id: String { record.id.rawValue }
  var isAlive: Bool { ProcessIdentity.sign(of: record) == .alive }

  func signal(_ number: Int32) {
    if let worker = record.worker, isAlive { Foundation.kill(worker.pid, number) }
  }

  /// Waits until a step is RUNNING.
  func waitForStep(_ name: String) throws {
    try wait(for: "the start of \(name)") { try journal.step(name, of: record.id)?.status == .running }
  }

  /// Waits until the journal has the execution's end, and its worker is gone.
  func waitForEnd() throws -> ExecutionRecord {
    try wait(for: "the end of \(id)") { try journal.execution(record.id)?.status.isFinal == true && !isAlive }
    return try #require(try journal.execution(record.id))
  }

  private func wait(for what: String, within limit: Duration = .seconds(60), _ isSo: () throws -> Bool) throws {
    let deadline = ContinuousClock.now + limit
    while try !isSo() {
      try #require(ContinuousClock.now < deadline, "still waiting for \(what)")
      Pause.brief()
    }
  }
}
