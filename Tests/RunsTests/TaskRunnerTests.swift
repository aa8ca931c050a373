import Clocks
import Foundation
import Journal
import Lake
import Ledger
import TestSupport
import Testing
import Words

@testable import Runs

/// Runs nothing and writes down what it was asked: planning, order and records need no engine.
private struct FakeRunner: TaskRunner {
  var failing: [String: FailureReason] = [:]

  func run(_ attempt: TaskAttempt, recording record: (StepOutcome) throws -> Void) throws -> StepOutcome {
    if let reason = failing[attempt.task.name.rawValue] { throw reason }
    let outcome = StepOutcome(counts: RowCounts(read: 2, inserted: 2), message: "two rows")
    try record(outcome)
    return outcome
  }
}

@Suite("The tasks of a run") struct TaskRunnerTests {
  private let folder: TemporaryFolder
  private let journal: Journal
  private let execution: ExecutionID
  private let graph = RunGraph(tasks: [
    RunTask(table: TableName(.bronze, "a")),
    RunTask(table: TableName(.silver, "a"), dependsOn: [TableName(.bronze, "a")]),
    RunTask(table: TableName(.silver, "b")),
  ])

  init() throws {
    folder = try TemporaryFolder()
    journal = try Journal(path: folder.path("journal.sqlite"), clock: SystemClock())
    execution = try journal.createExecution(.init(pipeline: "p", environment: "dev", trigger: .schedule("daily"))).id
    let plans = graph.tasks.enumerated().map { place, task in
      StepPlan(
        name: task.name.rawValue, kind: task.kind, ordinal: place + 1, dependsOn: task.dependsOn.map(\.rawValue))
    }
    try journal.planSteps(plans, in: execution)
  }

  private func run(_ runners: [StepKind: any TaskRunner]) throws -> StepCrew.Result {
    let run = RunContext(
      execution: execution, input: RunInput(), runDate: CalendarDay(daysSince1970: 20_000), startedAt: Date(),
      environment: "dev")
    let stop = StopFlag()
    let runner = StepRunner(journal: journal, clock: SystemClock(), run: run, stop: stop, runners: runners)
    return try StepCrew(runner: runner, size: 2).run(graph, stop: stop)
  }

  private func states() throws -> [String: StepStatus] {
    Dictionary(uniqueKeysWithValues: try journal.steps(of: execution).map { ($0.name, $0.status) })
  }

  @Test("are run by whoever runs their kind, each after what it waits for, and are recorded with what they did")
  func success() throws {
    let result = try run([.ingest: FakeRunner(), .build: FakeRunner()])
    #expect(result.isComplete && result.status == .succeeded)
    #expect(try Set(states().values) == [.succeeded])
    #expect(try journal.step("silver.a", of: execution)?.counts == RowCounts(read: 2, inserted: 2))
    let events = try journal.events(of: execution)
    let exit = try #require(events.first { $0.type == .taskStateExited && $0.state == StepName("bronze.a") })
    let entry = try #require(events.first { $0.type == .taskStateEntered && $0.state == StepName("silver.a") })
    #expect(entry.previousID == exit.id)
  }

  @Test("fail with the name that their runner gave it; what depends on them is skipped, and the others go on")
  func failure() throws {
    let reason = FailureReason(.sourceMissing, "no file came")
    let result = try run([.ingest: FakeRunner(failing: ["bronze.a": reason]), .build: FakeRunner()])
    #expect(result.failure == reason)
    #expect(try states() == ["bronze.a": .failed, "silver.a": .skipped, "silver.b": .succeeded])
    #expect(try journal.attempts(of: StepName("bronze.a"), in: execution).map(\.error) == [.sourceMissing])
    #expect(try journal.events(of: execution).contains { $0.type == .taskStateSkipped })
  }

  @Test("of a kind that nobody runs say so")
  func nobody() throws {
    let result = try run([.build: FakeRunner()])
    #expect(result.failure?.cause.contains("runs no task of the kind ingest") == true)
    #expect(try states()["silver.b"] == .succeeded)
  }
}
