import Canvas
import Dashboard
import Interaction
import Operations
import OperationsSupport
import Testing

@Suite("The run and step grid")
struct RunGridTests {
  private static func world() -> FakeOperations.World {
    var world = Shop.failedDay()
    for run in world.executions where world.details[run.id] == nil {
      var steps = Shop.failedExecution.steps
      for index in steps.indices { steps[index].status = .succeeded }
      if run.status == .failed, let place = steps.firstIndex(where: { $0.name == "gold.fact_sales" }) {
        steps[place].status = .failed
      }
      world.details[run.id] = ExecutionDetail(summary: run, steps: steps)
    }
    return world
  }

  @Test("t shows steps against runs with the newest chosen, says what is chosen in words, and how often it failed")
  func grid() throws {
    let stage = try Stage(Self.world(), size: Size(width: 140, height: 44))
    stage.press("2", "t")
    #expect(stage.shows("Steps of the last 41 runs"))
    #expect(stage.shows("the run"))
    #expect(stage.lines(with: "gold.fact_sales").first?.contains("✖") == true)
    #expect(stage.shows("Mon") && stage.shows("Sun"))
    let steps = Shop.failedExecution.steps.map(\.name)
    let place = try #require(steps.firstIndex(of: "gold.fact_sales"))
    stage.press(Array(repeating: "down", count: place + 1))
    #expect(stage.lines(with: "✖ FAIL").contains { $0.contains("gold.fact_sales · 2026-11-21") })
    #expect(stage.shows("failed in"))
    stage.press("left")
    #expect(stage.shows("gold.fact_sales · 2026-11-20"))
    stage.press("right", "enter")
    #expect(stage.shows("Runs › Grid") || stage.shows("gold.fact_sales"))
  }

  @Test(
    "r in the grid is about the step that is chosen, and w about why",
    arguments: [Size(width: 60, height: 16), Size(width: 80, height: 24)])
  func verbs(_ size: Size) throws {
    let stage = try Stage(Self.world(), size: size)
    stage.press("2", "t", "down", "r")
    #expect(stage.shows("and what depends on it"))
    stage.press("esc", "w")
    if case .step? = stage.fake.read(\.askedCauses).last {} else { Issue.record("asked about no step") }
  }

  @Test("before anything has run it says so")
  func empty() throws {
    let stage = try Stage(Shop.empty())
    stage.press("2", "t")
    #expect(stage.shows("Nothing has run yet."))
  }
}
