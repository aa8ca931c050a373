import Clocks
import Foundation
import JSON
import Operations
import Testing
import Words

@Suite("What a run would do, and what it did")
struct PlanTests {
  @Test(
    "the day of a path is the first one that is written in it",
    arguments: [
      ("incoming/2026-11-28/payments.jsonl", "2026-11-28"), ("orders-2026-11-28.csv", "2026-11-28"),
      ("2026-11-27/2026-11-28.csv", "2026-11-27"), ("2026-02-30/2026-03-01.csv", "2026-03-01"), ("orders.csv", nil),
      ("", nil), ("2026-11-2", nil), ("données/2026-11-28", "2026-11-28"),
    ])
  func day(_ path: String, _ expected: String?) {
    #expect(RunPlan.day(in: path)?.description == expected)
  }

  private var plan: RunPlan {
    var step = PlannedStep(
      name: "silver.orders", kind: .build, dependsOn: ["bronze.orders"], reason: "1 new file", willChange: true)
    (step.version, step.rules, step.files) = (4, 2, ["incoming/a.csv", "incoming/b.csv"])
    var plan = RunPlan(
      request: RunRequest(tables: ["silver.orders"], fullRefresh: true, runDate: Given.day("2026-11-21")),
      steps: [
        PlannedStep(name: "bronze.orders", kind: .ingest, dependsOn: [], reason: "nothing new", willChange: false),
        step,
      ], dashboards: ["sales"], isProtected: true)
    plan.notes = ["another run is on"]
    return plan
  }

  @Test("the files of a plan are those of its steps, in their order")
  func files() { #expect(plan.files == ["incoming/a.csv", "incoming/b.csv"]) }

  @Test("programs read of a plan what each step would do, and null for what nobody knows")
  func json() {
    #expect(
      plan.json.text == #"""
        {"runDate":"2026-11-21","fullRefresh":true,"steps":[{"name":"bronze.orders","kind":"ingest",\#
        "reason":"nothing new","willChange":false,"version":null,"rules":0,"expectedSeconds":null,\#
        "engine":null,"bytes":null,"files":[],\#
        "dependsOn":[]},{"name":"silver.orders","kind":"build","reason":"1 new file","willChange":true,"version":4,\#
        "rules":2,"expectedSeconds":null,"engine":null,"bytes":null,"files":["incoming/a.csv","incoming/b.csv"],\#
        "dependsOn":["bronze.orders"]}],\#
        "notes":["another run is on"],"dashboards":["sales"],"expectedSeconds":null,"protected":true}
        """#)
  }

  @Test("a plan that another process made arrives as it was")
  func wire() throws {
    #expect(try JSONDecoder().decode(RunPlan.self, from: JSONEncoder().encode(plan)) == plan)
  }

  @Test(
    "a request keeps who or what asked for it, also where a newer program had another reason",
    arguments: [ExecutionTrigger.manual, .schedule("daily"), .fileArrival("orders"), .other("comet 3")])
  func trigger(_ trigger: ExecutionTrigger) throws {
    let request = RunRequest(trigger: trigger, rerunOf: "a")
    #expect(try JSONDecoder().decode(RunRequest.self, from: JSONEncoder().encode(request)) == request)
  }

  // MARK: what it changed

  private func built(_ name: String, _ counts: [Int64], _ status: StepStatus = .succeeded) -> StepSummary {
    var step = Given.step(name, status)
    (step.flow.inserted, step.flow.updated, step.flow.deleted) = (counts[0], counts[1], counts[2])
    (step.flow.removed, step.flow.rejected) = (counts[3], counts[4])
    (step.versionBefore, step.versionAfter) = (3, 4)
    return step
  }

  @Test("the tables of a run are those that were made, each with what moved")
  func tables() {
    let detail = ExecutionDetail(
      summary: Given.execution(),
      steps: [
        built("silver.a", [1, 2, 3, 4, 5]), built("silver.b", [1, 0, 0, 0, 0], .failed),
        built("silver.c", [0, 0, 0, 0, 0]),
        built("silver.d", [0, 0, 0, 0, 0], .skipped),
      ])
    let diff = RunDiff(detail)
    #expect(diff.tables.map(\.name) == ["silver.a", "silver.c"])
    let a = diff.tables[0]
    #expect([a.added, a.changed, a.removed, a.rejected] == [1, 2, 7, 5])
    #expect(diff.tables.map(\.isSame) == [false, true])
    #expect(diff.json["tables"]?.arrayValue?.first?["versionBefore"] == .int(3))
  }

  @Test("a count that no number holds stays at the end of the numbers")
  func overflow() {
    let detail = ExecutionDetail(summary: Given.execution(), steps: [built("a", [0, 0, .max, .max, 0])])
    #expect(RunDiff(detail).tables[0].removed == .max)
  }

  @Test("a figure stands beside what the same tile showed before, and beside nothing where there was none")
  func figures() {
    let before = [
      Given.sheet(
        "sales", [Given.figure("revenue", 10), Given.figure("gone", 1)], Given.range("2026-11-01", "2026-11-19"))
    ]
    let after = [
      Given.sheet("sales", [Given.figure("revenue", 12), Given.figure("new", 3), Given.tile("list", .bars([]))]),
      Given.sheet("stock", [Given.figure("revenue", nil)]),
    ]
    let diff = RunDiff(ExecutionDetail(summary: Given.execution(), steps: []), before: before, after: after)
    #expect(diff.figures.map { "\($0.dashboard).\($0.tile)" } == ["sales.revenue", "sales.new", "stock.revenue"])
    #expect(diff.figures.map(\.before) == [10, nil, nil] && diff.figures.map(\.after) == [12, 3, nil])
    #expect(diff.figures.map(\.isSame) == [false, false, true])
    #expect(
      diff.figures[0].rangeBefore == Given.range("2026-11-01", "2026-11-19") && diff.figures[1].rangeBefore == nil)
    let json = diff.json["figures"]?.arrayValue
    #expect(
      json?[0]["daysAfter"]?.text == #"{"from":"2026-11-01","to":"2026-11-20"}"# && json?[1]["daysBefore"] == .null)
  }

  @Test("a tile that cannot be computed is missing with its reason, and no figure")
  func missing() {
    let after = [Given.sheet("sales", [Given.tile("revenue", .failed("no such column"))])]
    let diff = RunDiff(
      ExecutionDetail(summary: Given.execution(), steps: []), after: after, missing: ["stock: it is not there"])
    #expect(diff.missing == ["stock: it is not there", "sales, Revenue: no such column"])
    #expect(diff.figures.isEmpty)
  }
}
