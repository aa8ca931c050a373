import Clocks
import Foundation
import JSON
import Journal
import Lake
import LakeSupport
import Ledger
import Processes
import Project
import Synchronization
import TestSupport
import Testing
import Words

@testable import Runs
@testable import StatesLanguage

/// A project in a folder of its own with its journal, an engine that computes nothing, and workers that are no processes.
final class Bench: Sendable {
  let folder: TemporaryFolder
  let clock: any WallClock
  let workspace: Workspace
  let journal: Journal
  let launcher = FakeLauncher()

  static let project = """
    name: little
    default_environment: dev
    environments: {dev: {lake: lake/dev}}
    sources:
      orders: {path: "incoming/*.csv"}
      sales: {path: "sales/*.csv"}
    actions:
      page: {run: [bronze.orders]}
    """

  /// - Parameter files: beside `project.yml`, which is `project` where they have none.
  init(_ files: [String: String] = [:], clock: any WallClock = MovedClock("2026-11-08T06:10:00Z")) throws {
    folder = try TemporaryFolder()
    for (path, text) in ["project.yml": Self.project].merging(files, uniquingKeysWith: { $1 }) {
      try folder.write(text, to: path)
    }
    let loading = ProjectDefinition.load(folder: folder.path, variables: [:])
    let project = try #require(loading.project, "\(loading.problems)")
    self.clock = clock
    workspace = Workspace(project: project, clock: clock)
    journal = try Journal(path: project.environment.journalPath, clock: clock)
    launcher.attach(to: journal)
  }

  var starter: ExecutionStarter { ExecutionStarter(workspace: workspace, journal: journal, launcher: launcher) }

  var place: TwinPlace {
    TwinPlace(workspace: workspace, journal: journal, starter: starter) { [workspace] in FakeCompute(workspace) }
  }

  /// One attempt of a Task state, and what it tells beside its answer.
  func task(
    _ resource: String, _ input: JSONValue, purpose: TaskRequest.Purpose = .task, token: Int = 1,
    execution: String = "20261108-061000-aaaa", telling told: Told = Told()
  ) -> StateTask {
    let request = TaskRequest(
      token: TaskToken(token), purpose: purpose, state: "A", resource: TaskResource("arn:aws:states:::" + resource),
      input: input, retry: 0, timeoutSeconds: nil, heartbeatSeconds: nil)
    return StateTask(
      request: request, execution: ExecutionID(execution), runDate: CalendarDay(year: 2026, month: 11, day: 7),
      cancellation: Cancellation(), reporter: told,
      submitted: { value in told.submissions.withLock { $0.append(value) } },
      note: { value in told.notes.withLock { $0.append(value) } })
  }

  func perform(_ resource: String, _ input: JSONValue, purpose: TaskRequest.Purpose = .task) throws -> JSONValue {
    try TaskTwins(place).perform(task(resource, input, purpose: purpose))
  }

  /// The failure that a task ends with.
  func failure(_ resource: String, _ input: JSONValue, purpose: TaskRequest.Purpose = .task) throws -> StateFailure {
    try #require(throws: StateFailure.self) { try perform(resource, input, purpose: purpose) }
  }
}

/// What a task told.
final class Told: StepReporter {
  let submissions = Mutex<[JSONValue]>([])
  let notes = Mutex<[JSONObject]>([])
  private let lines = Mutex<[String]>([])

  var isStopped: Bool { false }
  func log(_ level: LogLevel, _ message: String) { lines.withLock { $0.append(message) } }
  func progress(_ fraction: Double?, _ message: String) {}
  var messages: [String] { lines.withLock { $0 } }
}

/// Starts no process: a worker is this one, which lives, or one that is gone at once, or cannot be started at all.
final class FakeLauncher: WorkerStarting {
  enum Fate: Sendable { case lives, dies, fails, ends(ExecutionStatus) }

  private struct State {
    var fate = Fate.lives
    var calls: [[String]] = []
    var journal: Journal?
  }

  private let state = Mutex(State())

  func attach(to journal: Journal) { state.withLock { $0.journal = journal } }

  /// What becomes of workers that are started from now on.
  var fate: Fate {
    get { state.withLock(\.fate) }
    set { state.withLock { $0.fate = newValue } }
  }

  /// The arguments of every start.
  var calls: [[String]] { state.withLock(\.calls) }
  /// The executions that were given a worker.
  var executions: [String] { calls.filter { $0.first == "worker" }.map { $0[1] } }

  func launch(_ arguments: [String], execution: ExecutionID) throws(FailureReason) -> pid_t {
    let (fate, journal) = state.withLock { state in
      state.calls.append(arguments)
      return (state.fate, state.journal)
    }
    switch fate {
    case .lives: return getpid()
    case .dies: return .max
    case .fails: throw FailureReason(.notStarted, "no process can be made")
    case .ends(let status):
      do { try journal?.finishExecution(execution, as: status) } catch { throw FailureReason(of: error) }
      return getpid()
    }
  }
}
