import Clocks
import Foundation
import JSON
import Operations
import OperationsSupport
import Testing
import Words

@Suite("What cannot be read, and why")
struct MissingAnswersTests {
  private func world(_ change: (inout FakeOperations.World) -> Void = { _ in }) -> FakeOperations {
    let status = StatusReport(identity: Given.identity, at: Given.at("09:00:00"), layers: [])
    let plan = RunPlan(request: RunRequest(), steps: [], dashboards: [], isProtected: false)
    var world = FakeOperations.World(status: status, plan: plan)
    world.dashboards = ["sales", "stock"].map { DashboardSummary(name: $0, title: $0, description: nil) }
    world.reports = [Given.sheet("sales", [Given.figure("revenue", 1)])]
    change(&world)
    return FakeOperations(world)
  }

  @Test("a sheet that cannot be read hides none beside it, whichever of them comes first", arguments: [false, true])
  func besides(_ reversed: Bool) {
    let fake = world { if reversed { $0.dashboards.reverse() } }
    let sheets = GoldSheets(fake, .after, of: "x-1")
    #expect(sheets.read.map(\.dashboard.name) == ["sales"])
    #expect(sheets.missing == ["stock: the project has no dashboard"])
  }

  @Test("what a whole part throws is one reason, and not one for each sheet")
  func part() {
    let fake = world { $0.failures["dashboards"] = .unavailable("the engine is not installed") }
    let sheets = GoldSheets(fake, .before, of: "x-1")
    #expect(sheets.read.isEmpty && sheets.missing == ["the engine is not installed"])
  }

  @Test("an error of a sheet keeps its words, of whatever kind it is")
  func words() {
    let errors: [OperationsError] = [
      .refused("it runs"), .missing(.gold, "no tables"), .notAvailable(asOf: Given.at("06:00:00"), "it is gone"),
    ]
    for error in errors {
      let fake = world { $0.failures["report"] = error }
      #expect(GoldSheets(fake, .after, of: "x-1").missing == ["sales: \(error)", "stock: \(error)"])
    }
  }

  @Test("a moment that has passed is refused by name where nobody kept it, and now is never refused")
  func asOf() throws {
    let fake = world()
    let past = Given.at("08:59:59")
    #expect(throws: OperationsError.notAvailable(asOf: past, "the fixture has no past")) {
      try fake.watching.status(asOf: past)
    }
    for moment in [nil, Given.at("09:00:00"), Date.distantFuture] {
      #expect(try fake.watching.status(asOf: moment).at == Given.at("09:00:00"))
    }
  }

  @Test("a plan says of a step that will fail why, and is told whole though nothing of it will change")
  func blocked() throws {
    var step = PlannedStep(
      name: "silver.a", kind: .build, dependsOn: [], reason: "bronze.a will fail before it", willChange: false)
    step.isBlocked = true
    var plan = RunPlan(request: RunRequest(), steps: [step], dashboards: [], isProtected: false)
    plan.notes = ["the run of 2026-11-20 is on", "daily starts in 5 minutes"]
    let told = plan.json
    #expect(told["steps"]?.arrayValue?[0]["reason"] == "bronze.a will fail before it")
    #expect(told["notes"] == ["the run of 2026-11-20 is on", "daily starts in 5 minutes"])
    #expect(try JSONDecoder().decode(RunPlan.self, from: JSONEncoder().encode(plan)).steps[0].isBlocked)
  }

  @Test("tables that need each other, themselves or what is named twice are drawn, each once as it is named first")
  func strangeMaps() {
    let map = StateMap(tables: [
      Given.step("silver.a", .waiting, needs: ["silver.b", "silver.a"]),
      Given.step("silver.b", .waiting, needs: ["silver.a"]), Given.step("silver.a", .failed),
    ])
    #expect(map.nodes.map(\.name) == ["silver.a", "silver.b", "silver.a"])
    #expect(map.nodes.map { $0.ways.map(\.to) } == [[0, 1], [0], []])
    #expect(StateMap(tables: []).allNodes.isEmpty)
  }
}
