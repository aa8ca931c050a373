import Clocks
import Foundation
import JSON
import Ledger
import Processes
import TestSupport
import Testing
import Words

@testable import Runs

@Suite("Whoever starts an execution")
struct ExecutionStarterTests {
  private static let machine = #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#

  private func bench(_ files: [String: String] = [:], now: String = "2026-11-08T06:10:00Z") throws -> Bench {
    try Bench(
      ["workflows/daily.asl.json": Self.machine, "workflows/weekly.asl.json": Self.machine]
        .merging(files, uniquingKeysWith: { $1 }), clock: MovedClock(now))
  }

  private func failure(_ body: () throws -> Void) throws -> RunError {
    try #require(throws: RunError.self) { try body() }
  }

  // MARK: Runs of tables

  @Test("writes it down with who asked for what, and gives it a worker that can find its project")
  func run() throws {
    let bench = try bench()
    let input = RunInput(tables: [TableName(.silver, "orders")], downstream: true, runDate: CalendarDay("2026-10-25"))
    let id = try bench.starter.start(input, trigger: .manual, rerunOf: ExecutionID("before"), by: "ada")
    let record = try #require(try bench.journal.execution(id))
    #expect(try RunInput(json: record.input) == input)
    #expect(record.runDate == CalendarDay("2026-10-25") && record.rerunOf == ExecutionID("before"))
    #expect(record.status == .running && record.worker == ProcessIdentity.current())
    #expect(
      bench.launcher.calls == [["worker", id.rawValue, "--project", bench.workspace.project.folder, "--env", "dev"]])
    #expect(try bench.journal.audit(target: nil, before: nil, limit: 10).map(\.actor) == ["ada"])
  }

  @Test(
    "means by today the project's day, on both sides of midnight and of a change of the clocks",
    arguments: [
      ("Europe/London", "2026-10-24T23:30:00Z", "2026-10-25"), ("Europe/London", "2026-10-25T23:30:00Z", "2026-10-25"),
      ("Europe/London", "2026-03-29T00:30:00Z", "2026-03-29"), ("Europe/London", "2026-06-30T23:00:00Z", "2026-07-01"),
      ("Pacific/Kiritimati", "2026-11-08T10:00:00Z", "2026-11-09"),
      ("America/New_York", "2026-11-08T04:59:00Z", "2026-11-07"),
      ("UTC", "2028-02-29T00:00:00Z", "2028-02-29"),
    ])
  func today(zone: String, now: String, day: String) throws {
    let bench = try bench(["project.yml": "timezone: \(zone)\n" + Bench.project], now: now)
    let id = try bench.starter.start(RunInput(), trigger: .manual, by: "ada")
    #expect(try bench.journal.execution(id)?.runDate?.description == day)
  }

  @Test("tells a worker whose clock is not the machine's where that stands")
  func clock() throws {
    let bench = try bench()
    let starter = ExecutionStarter(
      workspace: bench.workspace, journal: bench.journal, launcher: bench.launcher,
      clockStart: MovedClock.moment("2026-11-08T06:10:00Z"))
    _ = try starter.start(RunInput(), trigger: .manual, by: "ada")
    #expect(bench.launcher.calls[0].suffix(2) == ["--clock", "2026-11-08T06:10:00.000Z"])
  }

  @Test("says of one that no process could be made for that it failed, and why")
  func notStarted() throws {
    let bench = try bench()
    bench.launcher.fate = .fails
    #expect(throws: FailureReason.self) { try bench.starter.start(RunInput(), trigger: .manual, by: "ada") }
    let record = try #require(try bench.journal.latestExecution())
    #expect(record.status == .failed && record.error == .notStarted && record.cause == "no process can be made")
  }

  @Test(
    "sees at once that a worker is gone that died before it said a word, and ends what others left before it starts")
  func lost() throws {
    let bench = try bench()
    bench.launcher.fate = .dies
    let first = try bench.starter.start(RunInput(), trigger: .manual, by: "ada")
    bench.launcher.fate = .lives
    let second = try bench.starter.start(RunInput(), trigger: .manual, by: "ada")
    #expect(try bench.journal.execution(first)?.error == .workerLost)
    #expect(try bench.journal.execution(second)?.status == .running)
    #expect(try ExecutionStarter.endLost(bench.journal).isEmpty)
  }

  @Test("does not take a worker of another machine for gone before it was silent for long", arguments: [1.0, 14, 16])
  func silent(seconds: TimeInterval) throws {
    let bench = try bench()
    let clock = try #require(bench.clock as? MovedClock)
    let id = try bench.journal.createExecution(
      NewExecution(
        pipeline: "p", environment: "dev", trigger: .manual, host: "elsewhere", worker: Worker(pid: 7, start: "1"))
    ).id
    clock.advance(by: seconds)
    #expect(try ExecutionStarter.endLost(bench.journal).map(\.id) == (seconds > 15 ? [id] : []))
  }

  // MARK: State machines

  @Test("gives the running execution of a name and input to whoever asks again, and starts no second worker")
  func named() throws {
    let bench = try bench()
    let input = WorkflowInput(workflow: "daily", input: ["a": 1], name: "monday")
    let first = try bench.starter.start(input, trigger: .manual, by: "ada")
    let again = try bench.starter.start(input, trigger: .manual, by: "bob")
    #expect(first.id == again.id && bench.launcher.calls.count == 1)
    // Of another workflow the name is free, and without a name each start is another execution.
    let other = try bench.starter.start(
      WorkflowInput(workflow: "weekly", input: ["a": 1], name: "monday"), trigger: .manual, by: "ada")
    let free = try (1...2).map { _ in
      try bench.starter.start(WorkflowInput(workflow: "daily"), trigger: .manual, by: "ada").id
    }
    #expect(Set([first.id, other.id] + free).count == 4)
  }

  @Test(
    "refuses a name that is taken, by one with another input and by one that is over",
    arguments: [
      ExecutionStatus.succeeded, .failed, .aborted, .timedOut,
    ])
  func taken(status: ExecutionStatus) throws {
    let bench = try bench()
    func start(_ value: JSONValue) throws -> ExecutionID {
      try bench.starter.start(
        WorkflowInput(workflow: "daily", input: value, name: "monday"), trigger: .manual, by: "ada"
      ).id
    }
    let id = try start(["a": 1])
    let other = try failure { _ = try start(["a": 2]) }
    #expect(
      other.error == .executionExists
        && other.cause == "Execution Already Exists: 'monday' is \(id), with another input")
    try bench.journal.finishExecution(id, as: status)
    let over = try failure { _ = try start(["a": 1]) }
    #expect(over.error == .executionExists && over.cause.hasSuffix("which is over: \(status.rawValue)"))
    #expect(bench.launcher.calls.count == 1)
  }

  @Test(
    "says which workflows there are where there is none of the name, and starts nothing",
    arguments: [
      ("dayly", "daily"), ("Daily", "daily"), ("../project", nil), ("", nil), ("daily.asl.json", "daily"),
    ] as [(String, String?)])
  func unknown(name: String, hint: String?) throws {
    let bench = try bench()
    let error = try failure {
      _ = try bench.starter.start(WorkflowInput(workflow: name), trigger: .manual, by: "ada")
    }
    #expect(error.error == .notFound)
    if let hint { #expect(error.cause.contains(hint), "\(error.cause)") }
    #expect(try bench.journal.executions().isEmpty && bench.launcher.calls.isEmpty)
  }

  @Test("gives a state machine whose worker died another one, again and again, and ends it for none of them")
  func takeOver() throws {
    let bench = try bench()
    bench.launcher.fate = .dies
    let id = try bench.starter.start(WorkflowInput(workflow: "daily"), trigger: .manual, by: "ada").id
    for _ in 1...3 { try bench.starter.endLost() }
    #expect(bench.launcher.executions == Array(repeating: id.rawValue, count: 4))
    #expect(try bench.journal.execution(id)?.status == .running)
    bench.launcher.fate = .lives
    for _ in 1...3 { try bench.starter.endLost() }
    #expect(bench.launcher.executions.count == 5)
    #expect(try bench.journal.execution(id)?.worker == ProcessIdentity.current())
  }

  // MARK: Redrive

  /// A run whose second of two steps failed.
  private func failedRun(_ bench: Bench, keeping: Bool = true) throws -> ExecutionID {
    let id = try bench.starter.start(RunInput(), trigger: .manual, by: "ada")
    if keeping {
      try bench.journal.keepDefinitions(ProjectRevision(folder: bench.workspace.project.folder).kept(), of: id)
    }
    try bench.journal.planSteps(
      [
        StepPlan(name: "bronze.orders", kind: .ingest, ordinal: 1, dependsOn: []),
        StepPlan(name: "silver.orders", kind: .build, ordinal: 2, dependsOn: ["bronze.orders"]),
      ], in: id)
    _ = try bench.journal.startStep("bronze.orders", in: id)
    try bench.journal.commitStep(StepCommit(execution: id, step: "bronze.orders", status: .succeeded))
    _ = try bench.journal.startStep("silver.orders", in: id)
    try bench.journal.commitStep(
      StepCommit(execution: id, step: "silver.orders", status: .failed, error: .rowsRejected, cause: "all"))
    try bench.journal.finishExecution(id, as: .failed, error: .rowsRejected, cause: "all")
    return id
  }

  @Test("goes on with a failed run as the same execution: what succeeded stays, the rest waits once more")
  func redrive() throws {
    let bench = try bench()
    let id = try failedRun(bench)
    let record = try bench.starter.redrive(id, by: "bob")
    #expect(record.id == id && record.status == .running && record.endedAt == nil && record.error == nil)
    #expect(try bench.journal.steps(of: id).map(\.status) == [.succeeded, .waiting])
    #expect(bench.launcher.executions == [id.rawValue, id.rawValue])
    #expect(try bench.journal.audit(target: id.rawValue, before: nil, limit: 1).map(\.actor) == ["bob"])
    // It runs: a second redrive is refused, and starts nothing.
    let error = try failure { _ = try bench.starter.redrive(id, by: "bob") }
    #expect(error.error == .notRedrivable && error.cause.contains("RUNNING"))
    #expect(bench.launcher.executions.count == 2)
  }

  @Test(
    "refuses to go on with what succeeded, what nobody knows, what is too old, and what went by definitions nobody kept"
  )
  func notRedrivable() throws {
    let bench = try bench()
    let clock = try #require(bench.clock as? MovedClock)
    #expect(try failure { _ = try bench.starter.redrive(ExecutionID("none"), by: "ada") }.error == .notFound)
    let done = try bench.starter.start(RunInput(), trigger: .manual, by: "ada")
    try bench.journal.finishExecution(done, as: .succeeded)
    #expect(try failure { _ = try bench.starter.redrive(done, by: "ada") }.cause.contains("SUCCEEDED"))
    let without = try failedRun(bench, keeping: false)
    #expect(try failure { _ = try bench.starter.redrive(without, by: "ada") }.cause.contains("repeat it by a rerun"))
    let old = try failedRun(bench)
    clock.advance(by: 14 * 86_400 + 1)
    #expect(try failure { _ = try bench.starter.redrive(old, by: "ada") }.cause.contains("period exceeded"))
  }

  @Test("says of a redrive that no process could be made for that it failed, so that it can be tried again")
  func redriveNotStarted() throws {
    let bench = try bench()
    let id = try failedRun(bench)
    bench.launcher.fate = .fails
    #expect(throws: FailureReason.self) { try bench.starter.redrive(id, by: "ada") }
    #expect(try bench.journal.execution(id)?.status == .failed)
    bench.launcher.fate = .lives
    #expect(try bench.starter.redrive(id, by: "ada").status == .running)
    #expect(try bench.journal.steps(of: id).map(\.status) == [.succeeded, .waiting])
  }

  @Test("goes on with the newest of several failures of one run, each of them kept")
  func twice() throws {
    let bench = try bench()
    let id = try failedRun(bench)
    for _ in 1...2 {
      _ = try bench.starter.redrive(id, by: "ada")
      _ = try bench.journal.startStep("silver.orders", in: id)
      try bench.journal.commitStep(
        StepCommit(execution: id, step: "silver.orders", status: .failed, error: .failed, cause: "again"))
      try bench.journal.finishExecution(id, as: .failed, error: .failed, cause: "again")
    }
    #expect(
      try bench.journal.attempts(of: StepName("silver.orders"), in: id).map(\.error) == [
        .rowsRejected, .failed, .failed,
      ])
    #expect(try bench.journal.attempts(of: StepName("bronze.orders"), in: id).count == 1)
  }
}
