import Canvas
import Interaction
import Operations
import OperationsSupport
import Testing

@testable import Dashboard

@Suite("The hand-over page")
struct HandOverTests {
  private static func world() -> FakeOperations.World {
    var world = Shop.failedDay()
    let run = Shop.failedExecution.summary.id
    var handOver = HandOver(identity: Shop.identity(), since: Shop.ago(43_200), until: Shop.now)
    handOver.runs = ["FAILED": 1, "SUCCEEDED": 2]
    var open = Happening(
      .failure, at: Shop.ago(1900), run, "failed at gold.fact_sales", cause: "gold.fact_sales Assay.QualityStop",
      execution: run)
    open.isOpen = true
    var old = Happening(.failure, at: Shop.ago(36_000), "a", "failed at bronze.payments", cause: "bronze.payments")
    old.repairedBy = "20261120-220000-good"
    handOver.happenings = [
      old, open, Happening(.deed, at: Shop.ago(900), "x", "stop x", cause: "anna", actor: "anna"),
    ]
    world.handOver = handOver
    return world
  }

  @Test("H shows what happened from everywhere, what is open first and chosen, repairs with the run that made them")
  func page() throws {
    let stage = try Stage(Self.world(), size: Size(width: 120, height: 36))
    stage.press("3", "H")
    #expect(stage.shows("The last 12 h · 3 runs · 1 open"))
    let rows = stage.lines(with: "failure")
    #expect(rows.first?.contains("OPEN") == true)
    #expect(stage.lines(with: "REPAIRED").first?.contains("bronze.payments") == true)
    #expect(stage.lines(with: "anna").first?.contains("DONE") == true)
    #expect(stage.shows("failed at gold.fact_sales"))
    stage.press("down")
    #expect(stage.shows("repaired by 20261120-220000-good"))
    stage.press("]", "]")
    #expect(stage.shows("The last 4 h"))
    #expect(!stage.shows("bronze.payments"))
  }

  @Test("y copies all of it as plain text, and Enter leads to the run")
  func copied() throws {
    let stage = try Stage(Self.world(), size: Size(width: 120, height: 36))
    stage.press("H", "y")
    #expect(
      stage.session.device.requests.contains {
        guard case .copied(let text) = $0 else { return false }
        return text.contains("open failure: gold.fact_sales") && text.contains("done by: anna")
      })
    stage.press("enter")
    #expect(stage.shows("Runs › \(Shop.failedExecution.summary.id)"))
  }
}
