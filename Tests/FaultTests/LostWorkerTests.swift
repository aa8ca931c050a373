import Foundation
import JSON
import LocalOperations
import Operations
import Processes
import PseudoTerminal
import Runs
import ShopSupport
import Testing

extension Faults {
  @Suite("A run without a terminal")
  struct LostWorkerTests {
    private func start(_ project: LittleProject) throws -> Observed {
      let started = try AssayProgram.run(["run", "--detach", "--json", "--project", project.path])
      #expect(started.end.status == .exited(0), "\(started.error)")
      let run = try Observed(newestOf: project.reading())
      #expect(try started.json()["execution"] == .string(run.id))
      return run
    }

    @Test("whose worker is killed is shown as lost by the next process that looks")
    func lost() throws {
      let project = try LittleProject(.endless)
      let run = try start(project)
      try run.waitForStep("silver.work")
      run.signal(SIGKILL)
      while run.isAlive { Pause.brief() }
      let status = try AssayProgram.run(["status", "--json", "--project", project.path])
      #expect(status.end.status == .exited(1))
      #expect(try status.json()["executions"]?["running"] == [])
      #expect(try status.json()["executions"]?["lastFailed"]?["error"] == "Assay.WorkerLost")
      let shown = try AssayProgram.run(["runs", run.id, "--json", "--project", project.path]).json()
      #expect(shown["status"] == "FAILED")
      let steps = shown["steps"]?.arrayValue ?? []
      #expect(steps.map { $0["status"] } == ["SUCCEEDED", "FAILED"])
    }

    @Test("whose worker never came to name itself is lost without waiting for its silence")
    func neverBegan() throws {
      let project = try LittleProject(.quick)
      let local = try project.reading().local
      let launcher = WorkerLauncher(executable: "/bin/false", logFolder: local.workspace.statePath + "/logs")
      let operations = LocalOperations(local, launcher: launcher)
      let id = try operations.start(RunRequest())
      // Half of the silence that would give it away.
      let deadline = ContinuousClock.now + .seconds(ExecutionWorker.silenceLimit / 2)
      while try operations.execution(id).summary.isRunning, ContinuousClock.now < deadline { Pause.brief() }
      #expect(try operations.execution(id).summary.error == "Assay.WorkerLost")
    }

    @Test("is stopped by assay stop, once")
    func stop() throws {
      let project = try LittleProject(.endless)
      let run = try start(project)
      try run.waitForStep("silver.work")
      #expect(try AssayProgram.run(["stop", run.id, "--project", project.path]).end.status == .exited(0))
      #expect(try run.waitForEnd().status == .aborted)
      let again = try AssayProgram.run(["stop", run.id, "--project", project.path])
      #expect(again.end.status == .exited(1))
      #expect(again.error.contains("is not running: it is ABORTED"))
    }
  }
}
