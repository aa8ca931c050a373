import Canvas
import Dashboard
import Interaction
import Operations
import OperationsSupport
import Testing

@Suite("Redrive, and rerun of chosen steps")
struct RedriveTests {
  @Test("R goes on with the failed run after a question, in the same execution")
  func redrive() throws {
    let stage = try Stage(Shop.failedDay(), size: Size(width: 120, height: 36))
    stage.press("2", "R")
    #expect(stage.shows("Go on with 2026-11-21 in dev?"))
    #expect(stage.shows("gold.fact_sales"))
    stage.press("enter")
    #expect(stage.fake.read(\.redriven).isEmpty, "Cancel has the focus")
    stage.press("R", "right", "enter")
    #expect(stage.fake.read(\.redriven) == [Shop.failedExecution.summary.id])
    #expect(stage.shows("goes on with \(Shop.failedExecution.summary.id)"))
  }

  @Test("R says why not on a run that succeeded, and in a dashboard that only looks")
  func refused() throws {
    let stage = try Stage(Shop.goodDay(), size: Size(width: 120, height: 36))
    stage.press("2", "R")
    #expect(stage.shows("it succeeded: there is nothing to go on with"))
    var options = DashboardOptions()
    options.isReadOnly = true
    let looking = try Stage(Shop.failedDay(), size: Size(width: 120, height: 36), options: options)
    looking.press("2", "R")
    #expect(looking.shows("the dashboard is in read-only mode"))
  }

  @Test("r on marked steps runs those and what depends on them, ranges too, after saying what that is")
  func marked() throws {
    let stage = try Stage(Shop.failedDay(), size: Size(width: 120, height: 36))
    stage.press("2", "enter", "g", "space", "down", "space")
    #expect(stage.shows("2 marked"))
    stage.press("down", "v", "r")
    let shown = Shop.failedExecution.steps.map(\.name)
    #expect(stage.shows("what depends on them in dev?"))
    stage.press("right", "enter")
    let request = try #require(stage.fake.read(\.started).first)
    #expect(request.downstream)
    #expect(request.tables.contains(shown[0]) && request.tables.count >= 4)
    #expect(request.tables == shown.filter(request.tables.contains))
  }

  @Test("r on a step, and on a table of Quality, runs it and what depends on it", arguments: [true, false])
  func table(_ isStep: Bool) throws {
    let stage = try Stage(Shop.failedDay(), size: Size(width: 120, height: 36))
    stage.press(isStep ? ["2", "enter", "enter", "r"] : ["3", "r"])
    #expect(stage.shows("and what depends on it in dev?"))
    stage.press("right", "enter")
    let request = try #require(stage.fake.read(\.started).first)
    #expect(request.downstream && request.tables.count == 1)
    if isStep { #expect(request.tables == ["gold.fact_sales"]) }
  }
}
