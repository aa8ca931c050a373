import Canvas
import Interaction
import Metrics
import Operations
import OperationsSupport
import Testing

@testable import Dashboard

@Suite("Why, on a screen")
struct CausesTests {
  private static func world() -> FakeOperations.World {
    var world = Shop.failedDay()
    let run = Shop.failedExecution.summary.id
    world.causes = CauseReport(
      at: Shop.now, subject: .everything, isWell: false,
      links: [
        CauseLink(
          .table, "gold.sales_daily", .table(.late), "skipped: gold.fact_sales did not succeed", execution: run),
        CauseLink(
          .table, "gold.fact_sales", .table(.failed), Shop.cause, execution: run,
          evidence: [CauseEvidence(.run, run, "manual", at: Shop.ago(1900))]),
        CauseLink(.rule, "RowCount between 1 and 40000", .rule(.fail), "41,208 rows", execution: run),
      ], remedies: [CauseRemedy("assay quality gold.fact_sales", "shows the rows that fail")])
    return world
  }

  @Test("w leads from every screen to the chain, with the first cause chosen and what mends it below")
  func everywhere() throws {
    let stage = try Stage(Self.world(), size: Size(width: 120, height: 36))
    for key in ["1", "2", "3", "4", "5", "7", "0"] {
      stage.press(Key(stringLiteral: key), "w")
      #expect(stage.shows("the first cause is last"))
      #expect(stage.shows("41,208 rows"))
      #expect(stage.shows("assay quality gold.fact_sales · shows the rows that fail"))
      stage.press("esc")
      #expect(!stage.shows("the first cause is last"))
    }
  }

  @Test("what is asked about is what is chosen")
  func chosen() throws {
    let stage = try Stage(Self.world(), size: Size(width: 120, height: 36))
    stage.press("2", "w", "esc", "enter", "w", "esc", "esc", "3", "w")
    let asked = stage.fake.read(\.askedCauses)
    #expect(asked.first == .execution(Shop.failedExecution.summary.id))
    #expect(asked.dropFirst().first == .step("gold.fact_sales", execution: Shop.failedExecution.summary.id))
    if case .table? = asked.last {} else { Issue.record("asked about \(String(describing: asked.last))") }
  }

  @Test("on Gold, Metrics and Schedules it is the tile, the metric's table and the schedule under the cursor")
  func everyScreen() throws {
    var world = Self.world()
    let key = MetricKey(
      MetricName(namespace: "Glue", name: "records", dimensions: [MetricDimension("Table", "silver.orders")]), .count)
    world.metrics = [MetricSummary(key, recent: [1], newestAt: Shop.now)]
    let stage = try Stage(world, size: Size(width: 120, height: 36))
    stage.press("4", "w", "esc", "7", "w", "esc", "down", "w")
    let asked = stage.fake.read(\.askedCauses)
    #expect(asked.first == .table("silver.orders"))
    let dashboard = try #require(world.reports.first?.dashboard.name)
    #expect(asked.contains(.tile(nil, dashboard: dashboard)), "the band of key figures is the sheet")
    if case .tile(let tile?, _)? = asked.last { #expect(!tile.isEmpty) } else { Issue.record("\(asked)") }
  }

  @Test("Enter on a link leads to what it is about, and y copies the whole chain")
  func links() throws {
    let stage = try Stage(Self.world(), size: Size(width: 120, height: 36))
    stage.press("w", "y")
    #expect(
      stage.session.device.requests.contains {
        if case .copied(let text) = $0 {
          text.contains("because ") && text.contains("assay quality gold.")
        } else {
          false
        }
      })
    stage.press("up", "enter")
    #expect(stage.shows("gold.fact_sales"))
    #expect(stage.shows("Runs ›"))
  }
}
