import JSON
import Operations
import OperationsSupport
import Testing
import Words

/// What an execution changed, as a provider tells it: the rows of its steps or of the runs it started, and Gold's figures.
@Suite("What a whole execution changed")
struct WholeDiffTests {
  private typealias Counts = (added: Int64, changed: Int64, removed: Int64, rejected: Int64)

  private func step(_ name: String, _ counts: Counts, from before: Int64?, to after: Int64?) -> StepSummary {
    var step = Given.step(name, .succeeded)
    (step.flow.inserted, step.flow.updated) = (counts.added, counts.changed)
    (step.flow.removed, step.flow.rejected) = (counts.removed, counts.rejected)
    (step.versionBefore, step.versionAfter) = (before, after)
    return step
  }

  private func run(
    _ id: String, _ steps: [StepSummary], by trigger: ExecutionTrigger = .manual,
    _ status: ExecutionStatus = .succeeded
  ) -> ExecutionDetail {
    let summary = ExecutionSummary(
      id: id, pipeline: "shop", status: status, trigger: trigger, startedAt: Given.at("06:00:00"))
    return ExecutionDetail(summary: summary, steps: steps)
  }

  /// A machine whose states started these runs, the newest first as providers tell them.
  private func machine(
    _ runs: [ExecutionDetail], _ status: ExecutionStatus = .succeeded,
    _ change: (inout FakeOperations.World) -> Void = { _ in }
  ) -> (detail: ExecutionDetail, operations: FakeOperations) {
    var machine = run("machine", [Given.step("Build", .succeeded)], status)
    machine.summary.workflow = "daily"
    let operations = provider { world in
      world.executions = runs.map(\.summary)
      world.details = Dictionary(uniqueKeysWithValues: runs.map { ($0.summary.id, $0) })
      change(&world)
    }
    return (machine, operations)
  }

  private func run(_ id: String, _ steps: [StepSummary], _ status: ExecutionStatus) -> ExecutionDetail {
    run(id, steps, by: .manual, status)
  }

  private func provider(_ change: (inout FakeOperations.World) -> Void) -> FakeOperations {
    let status = StatusReport(identity: Given.identity, at: Given.at("09:00:00"), layers: [])
    let plan = RunPlan(request: RunRequest(), steps: [], dashboards: [], isProtected: false)
    var world = FakeOperations.World(status: status, plan: plan)
    world.reports = [Given.sheet("sales", [Given.figure("revenue", 7)])]
    world.dashboards = world.reports.map(\.dashboard)
    change(&world)
    return FakeOperations(world)
  }

  @Test(
    "of a machine it is that of the runs its states started: each table once, from what the first met to what the last left"
  )
  func machineRuns() throws {
    let mine = ExecutionTrigger.workflow("machine")
    let (detail, operations) = machine([
      run("third", [step("gold.x", (1, 0, 0, 0), from: 4, to: 5)], by: .workflow("another machine")),
      run(
        "second", [step("silver.a", (5, 1, 0, 2), from: 2, to: 3), step("gold.x", (9, 0, 4, 0), from: 1, to: 2)],
        by: mine),
      run("first", [step("silver.a", (10, 0, 3, 0), from: 1, to: 2)], by: mine),
    ])
    let diff = try RunDiff(detail, with: operations)
    #expect(diff.tables.map(\.name) == ["silver.a", "gold.x"])
    let table = diff.tables[0]
    #expect([table.added, table.changed, table.removed, table.rejected] == [15, 1, 3, 2])
    #expect(table.versionBefore == 1 && table.versionAfter == 3)
    #expect(diff.tables[1].versionAfter == 2)
    #expect(diff.figures.map(\.after) == [7])
  }

  @Test("of a machine without runs, or whose runs changed nothing, it is nothing, and no sheet is read")
  func quietMachine() throws {
    for runs in [[], [run("first", [step("silver.a", (0, 0, 0, 0), from: 2, to: 2)], by: .workflow("machine"))]] {
      let (detail, operations) = machine(runs)
      let diff = try RunDiff(detail, with: operations)
      #expect(diff.figures.isEmpty && diff.tables.allSatisfy(\.isSame) && diff.tables.count == runs.count)
      #expect(!operations.read(\.asked).contains("report"))
    }
  }

  @Test("a build that left other rows without counting one is a change: the sheets are read")
  func newVersion() throws {
    let detail = run("run", [step("gold.x", (0, 0, 0, 0), from: 1, to: 2)])
    #expect(try RunDiff(detail, with: provider { _ in }).figures.map(\.title) == ["Revenue"])
  }

  @Test("while it runs no sheet is read: its tables are still to come")
  func running() throws {
    let operations = provider { _ in }
    let detail = run("run", [step("gold.x", (3, 0, 0, 0), from: 1, to: 2)], .running)
    let diff = try RunDiff(detail, with: operations)
    #expect(diff.tables.map(\.added) == [3] && diff.figures.isEmpty && diff.missing.isEmpty)
    #expect(!operations.read(\.asked).contains("report"))
  }

  @Test("sums that no number holds stay at the end of the numbers")
  func overflow() throws {
    let mine = ExecutionTrigger.workflow("machine")
    let (detail, operations) = machine([
      run("second", [step("a", (.max, .max, .max, .max), from: 1, to: 2)], by: mine),
      run("first", [step("a", (1, 1, 1, 1), from: 0, to: 1)], by: mine),
    ])
    let table = try #require(try RunDiff(detail, with: operations).tables.first)
    #expect([table.added, table.changed, table.removed, table.rejected] == Array(repeating: .max, count: 4))
  }

  @Test("a run that cannot be told is an error, and no smaller change")
  func lostRun() {
    let (detail, operations) = machine([run("first", [], by: .workflow("machine"))]) { $0.details = [:] }
    #expect(throws: OperationsError.notFound("there is no execution first")) { try RunDiff(detail, with: operations) }
  }

  @Test("sheets that cannot be read after it are told with their reason, and its rows all the same")
  func noSheets() throws {
    let operations = provider { $0.failures["dashboards"] = .unavailable("no engine") }
    let diff = try RunDiff(run("run", [step("gold.x", (1, 0, 0, 0), from: 1, to: 2)]), with: operations)
    #expect(diff.tables.map(\.name) == ["gold.x"] && diff.figures.isEmpty && diff.missing == ["no engine"])
  }

  @Test("a step that is a state has no rows of its own")
  func states() {
    var state = Given.step("Build", .succeeded)
    state.state = StateFacts(type: "Task", tries: 1, input: [:])
    #expect(RunDiff(run("run", [state])).tables.isEmpty)
  }
}
