import Canvas
import Clocks
import Dashboard
import Interaction
import Operations
import OperationsSupport
import Testing

@Suite("The backfill page")
struct BackfillTests {
  private static func world() -> FakeOperations.World {
    var world = Shop.failedDay()
    let states: [CoverageDay.State] = [.failed, .done, .missing, .done, .done]
    world.coverage = states.enumerated().map {
      CoverageDay(
        Shop.today.advanced(by: -$0.offset), $0.element, execution: $0.element == .missing ? nil : "run-\($0.offset)")
    }
    return world
  }

  @Test("b shows which days are done, failed or missing; b again runs those between that are not, after a question")
  func gaps() throws {
    let stage = try Stage(Self.world(), size: Size(width: 120, height: 36))
    stage.press("2", "b")
    #expect(stage.shows("The last 60 days · 3 done · 1 failed"))
    #expect(stage.lines(with: "2026-11-19").first?.contains("MISSING") == true)
    stage.press("b")
    #expect(stage.shows("Run 2 days in dev?"))
    #expect(stage.shows("2026-11-19, 2026-11-21"))
    stage.press("enter")
    #expect(stage.fake.read(\.backfilled).isEmpty)
    stage.press("b", "right", "enter")
    #expect(stage.fake.read(\.backfilled) == [[Shop.today.advanced(by: -2), Shop.today]])
  }

  @Test("Space and v choose other days, and a dashboard that only looks says so")
  func marked() throws {
    let stage = try Stage(Self.world(), size: Size(width: 120, height: 36))
    stage.press("2", "b", "space", "down", "v")
    #expect(stage.shows("3 marked"))
    stage.press("b", "right", "enter")
    #expect(stage.fake.read(\.backfilled).first?.count == 3)
    var options = DashboardOptions()
    options.isReadOnly = true
    let looking = try Stage(Self.world(), size: Size(width: 120, height: 36), options: options)
    looking.press("2", "b", "b")
    #expect(looking.shows("read-only"))
  }

  @Test("what waits is paused, taken back, retried and marked, each with its reason where that cannot be")
  func verbs() throws {
    var world = Self.world()
    let days = [
      BackfillSummary.Day(day: Shop.today, state: .failed, attempt: 1, execution: "run-0", note: "no file"),
      BackfillSummary.Day(day: Shop.today.advanced(by: -1), state: .queued, attempt: 0, execution: nil, note: nil),
    ]
    world.backfills = [
      BackfillSummary(
        id: "backfill-1", state: .running, tables: [], createdAt: Shop.now, createdBy: "anna", atOnce: 1,
        isDriven: true,
        days: days)
    ]
    let stage = try Stage(world, size: Size(width: 120, height: 36))
    stage.press("2", "b")
    #expect(stage.shows("0 of 2 days done · 1 failed"))
    stage.press("p")
    stage.press("u", "right", "enter")
    stage.press("r", "right", "enter")
    stage.press("m", "right", "enter")
    #expect(
      stage.fake.read(\.said) == [
        "pause backfill-1", "cancel backfill-1", "retry backfill-1",
        "mark 2026-11-21 of backfill-1: marked in the dashboard",
      ])
    let calm = try Stage(Self.world(), size: Size(width: 120, height: 36))
    calm.press("2", "b", "p")
    #expect(calm.shows("no backfill runs"))
  }
}
