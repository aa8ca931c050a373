import Clocks
import Foundation
import Operations
import OperationsSupport
import Testing
import Words

/// What is promised of every provider is only worth something when a provider that breaks it is told so.
@Suite("The promises of a provider, when they are broken")
struct ConformanceKitTests {
  private static let before = Given.at("00:00:00")

  private static func ended(_ id: String, _ start: String, _ end: String) -> ExecutionSummary {
    var summary = Given.execution(.succeeded, from: start, until: end)
    summary.id = id
    return summary
  }

  /// Two executions that have ended, a table, a metric of nobody's, and checks.
  private static var world: FakeOperations.World {
    let status = StatusReport(identity: Given.identity, at: Given.at("09:00:00"), layers: [])
    let plan = RunPlan(request: RunRequest(), steps: [], dashboards: [], isProtected: false)
    var world = FakeOperations.World(status: status, plan: plan)
    world.executions = [ended("second", "07:00:00", "07:00:09"), ended("first", "06:00:00", "06:00:09")]
    for summary in world.executions {
      let step = Given.step("silver.a", .succeeded, "07:00:01", "07:00:02")
      world.details[summary.id] = ExecutionDetail(summary: summary, steps: [step])
    }
    world.events["second"] = [
      Given.event(1, "07:00:00", "ExecutionStarted", nil), Given.event(2, "07:00:09", "ExecutionSucceeded", nil),
    ]
    let entry = TableEntry(
      name: "silver.a", layer: "silver", version: 1, rows: 2, bytes: 3, files: 1, loadedAt: nil, fields: [],
      partitionColumns: [])
    world.tables = [TableDetail(entry: entry, description: nil, quarantinedRows: 0)]
    world.problems = [Problem("a.sql", SourcePosition(line: 2, column: 1), .error, "it is wrong")]
    world.findings = [Finding("lake", .ok, "it is there")]
    return world
  }

  private func broken(_ change: (inout FakeOperations.World) -> Void) throws -> [String] {
    var world = Self.world
    change(&world)
    return try OperationsConformance(FakeOperations(world), before: Self.before).broken()
  }

  @Test("a provider that keeps them breaks none")
  func kept() throws { #expect(try broken { _ in } == []) }

  @Test("one without alarms, schedules, catalogue and checks breaks none either: it says that it has none")
  func fewer() throws {
    #expect(try broken { ($0.tables, $0.problems, $0.alarms, $0.schedules) = (nil, nil, nil, nil) } == [])
  }

  @Test("executions in another order")
  func order() throws {
    #expect(try broken { $0.executions.reverse() }.contains("executions are not newest first"))
  }

  @Test("an execution that is another than was asked for")
  func otherExecution() throws {
    let told = try broken { $0.details["second"] = $0.details["first"] }
    #expect(told.contains("an execution is another than was asked for"))
  }

  @Test("an execution that cannot be shown to have steps")
  func noSteps() throws {
    let told = try broken { $0.details["second"]?.steps = [] }
    #expect(told == ["the newest execution has no steps to ask about"])
  }

  @Test("a step that the map leaves out")
  func map() throws {
    #expect(try broken { $0.maps["second"] = StateMap(start: nil, nodes: []) } == ["a step is not on the map"])
  }

  @Test("a history that is told backwards")
  func history() throws {
    #expect(try broken { $0.events["second"]?.reverse() }.contains("the history is not in order"))
  }

  @Test("a table that the catalogue names twice")
  func twice() throws {
    let tables = try #require(Self.world.tables)
    #expect(try broken { $0.tables = tables + tables }.contains("the catalogue names a table twice"))
  }

  @Test("files of a table that are told oldest first")
  func oldestFirst() throws {
    let told = try broken { world in
      world.histories["silver.a"] = .versions(
        ["06:00:00", "07:00:00"].map { clock in
          TableVersionEntry(
            version: 1, committedAt: Given.at(clock), operation: nil, execution: nil, filesAdded: 0, filesRemoved: 0,
            counts: nil, engine: nil)
        })
    }
    #expect(told == ["the history of silver.a is not newest first"])
  }

  @Test(
    "problems that are told twice, in no order, nowhere or without words",
    arguments: [
      ([(2, "a.sql", "x"), (1, "a.sql", "x")], "problems are not in order, or told twice"),
      ([(1, "a.sql", "x"), (1, "a.sql", "x")], "problems are not in order, or told twice"),
      ([(0, "a.sql", "x")], "a problem does not say where it is, or what"),
      ([(1, "/root/a.sql", "x")], "a problem does not say where it is, or what"),
      ([(1, "a.sql", "")], "a problem does not say where it is, or what"),
    ] as [([(Int, String, String)], String)])
  func problems(_ problems: [(Int, String, String)], _ expected: String) throws {
    let told = try broken { world in
      world.problems = problems.map { Problem($1, SourcePosition(line: $0, column: 1), .error, $2) }
    }
    #expect(told == [expected])
  }

  @Test("checks that looked at nothing, or say nothing")
  func findings() throws {
    #expect(try broken { $0.findings = [] } == ["nothing was looked at"])
    #expect(try broken { $0.findings = [Finding("lake", .ok, "")] } == ["a finding says nothing"])
  }
}
