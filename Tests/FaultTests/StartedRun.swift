import Clocks
import Foundation
import Ledger
import LocalOperations
import Operations
import Processes
import Runs
import ShopSupport
import Testing
import Words

/// An execution of a project, started as `assay run` starts it. Its worker never outlives the tests.
final class StartedRun {
  let id: ExecutionID
  private let local: LocalEnvironment
  /// As it was when it had just been started, with the worker's process.
  private let record: ExecutionRecord

  /// - Parameters:
  ///   - request: what to run; everything, for today, unless it says otherwise.
  ///   - clock: when the worker's clock starts; nil is the machine's.
  ///   - failpoint: where the worker kills itself, `NAME@TABLE`.
  init(
    _ local: LocalEnvironment, _ request: RunRequest = .init(), clock: Date? = nil, failpoint: String? = nil
  ) throws {
    self.local = local
    let program = try ProgramWithFailpoint(failpoint, in: local.project.folder)
    let launcher = WorkerLauncher(executable: program.path, logFolder: local.workspace.statePath + "/logs")
    let operations = LocalOperations(local, launcher: launcher, clockStart: clock)
    id = ExecutionID(try operations.start(request))
    record = try #require(try local.journal.execution(id))
  }

  /// The same execution, gone on with.
  init(redriving run: ExecutionID, _ local: LocalEnvironment, failpoint: String? = nil) throws {
    self.local = local
    let program = try ProgramWithFailpoint(failpoint, in: local.project.folder)
    let launcher = WorkerLauncher(executable: program.path, logFolder: local.workspace.statePath + "/logs")
    id = ExecutionID(try LocalOperations(local, launcher: launcher).redrive(run.rawValue))
    record = try #require(try local.journal.execution(id))
  }

  /// The run of a delivery of the sample shop, at its hour.
  convenience init(_ local: LocalEnvironment, delivery: Int, failpoint: String? = nil) throws {
    let request = RunRequest(runDate: ShopFolder.day(of: delivery))
    try self.init(local, request, clock: local.clock.now(), failpoint: failpoint)
  }

  deinit { kill() }

  private var worker: Worker? { record.worker }
  var isAlive: Bool { ProcessIdentity.sign(of: record) == .alive }

  /// The worker's own last words, where it had any.
  var printed: String {
    // A worker that printed nothing is as good as one that left no file.
    (try? String(contentsOfFile: local.workspace.statePath + "/logs/worker-\(id).log", encoding: .utf8)) ?? ""
  }

  func signal(_ number: Int32) {
    if let worker, isAlive { Foundation.kill(worker.pid, number) }
  }

  func kill() { signal(SIGKILL) }

  /// Waits until the worker is gone. Returns its execution as any other process sees it then.
  func waitForEnd(within limit: Duration = .seconds(240)) throws -> ExecutionRecord {
    let deadline = ContinuousClock.now + limit
    while isAlive {
      try #require(ContinuousClock.now < deadline, "the worker of \(id) did not end")
      Pause.brief()
    }
    try ExecutionStarter.endLost(local.journal)
    return try #require(try local.journal.execution(id))
  }
}

/// Between two looks at what another process does.
enum Pause {
  static func brief() { usleep(2000) }
}

/// The program, told by a script of its own where to die: the environment of the tests themselves must not say it, since
/// other tests run workers in this process.
private struct ProgramWithFailpoint {
  let path: String

  init(_ failpoint: String?, in folder: String) throws {
    guard let failpoint else {
      path = AssayProgram.path
      return
    }
    path = folder + "/.assay/assay-with-failpoint"
    let script = "#!/bin/sh\nASSAY_FAILPOINT='\(failpoint)' exec '\(AssayProgram.path)' \"$@\"\n"
    try script.write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
  }
}
