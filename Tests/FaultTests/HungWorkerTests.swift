import Clocks
import Foundation
import Ledger
import LocalOperations
import Operations
import Runs
import Testing
import Words

extension Faults {
  /// What hears no stop: a call into the system that does not return, and a process that was suspended.
  @Suite("A worker that does not hear a stop")
  struct HungWorkerTests {
    private func steps(_ run: StartedRun, _ project: LittleProject) throws -> [StepStatus] {
      try project.reading().journal.steps(of: run.id).map(\.status)
    }

    @Test(
      "ends itself, its execution is ABORTED and the next run goes on",
      arguments: [
        ("file-copied", [StepStatus.stopped, .skipped]), ("log-committed@silver.work", [.succeeded, .stopped]),
      ])
    func hangs(failpoint: String, statuses: [StepStatus]) throws {
      let project = try LittleProject(.quick)
      let local = try project.reading().local
      let run = try StartedRun(local, failpoint: "hang:" + failpoint)
      // What is written just before it hangs: a stop that comes earlier is heard.
      let sign =
        failpoint.contains("@")
        ? "silver/work/_delta_log/00000000000000000000.json" : "bronze/numbers/_files/incoming/numbers.csv"
      while access("\(project.path)/lake/dev/\(sign)", F_OK) != 0 { Pause.brief() }
      try LocalOperations(local).stop(execution: run.id.rawValue)
      let record = try run.waitForEnd()
      #expect(record.status == .aborted)
      #expect(record.cause?.contains("did not hear it and ended itself") == true)
      #expect(try steps(run, project) == statuses)
      #expect(try StartedRun(local).waitForEnd().status == .succeeded)
    }

    @Test("because it is suspended is killed when it is asked again after a while, and not before")
    func suspended() throws {
      let project = try LittleProject(.endless)
      let local = try project.reading().local
      let run = try StartedRun(local)
      while try local.journal.step("silver.work", of: run.id)?.status != .running { Pause.brief() }
      run.signal(SIGSTOP)
      let operations = LocalOperations(local)
      for _ in 1...2 { try operations.stop(execution: run.id.rawValue) }
      #expect(run.isAlive)
      let later = ShiftedClock(startingAt: Date(timeIntervalSinceNow: HungWorker.limit + 1))
      let environment = try LocalEnvironment(folder: project.path, environment: nil, variables: [:], clock: later)
      try LocalOperations(environment).stop(execution: run.id.rawValue)
      let record = try run.waitForEnd()
      #expect(record.status == .aborted)
      #expect(record.cause?.contains("was killed") == true)
    }
  }
}
