import Canvas
import Clocks
import Dashboard
import Foundation
import Interaction
import Operations
import OperationsSupport
import Testing

/// What a screen says must be so, and the words that matter must be on it.
@Suite("Honest words")
struct HonestyTests {
  private func failedSource() -> FakeOperations.World {
    var world = Shop.goodDay()
    world.status.layers[0].tables[2].state = .failed
    world.status.layers[0].tables[2].reason = "bronze.payments: the file for 2026-11-21 has not arrived"
    var run = Shop.summary("20261121-061002-7kq2", .failed, day: Shop.today, startedAgo: 1918, seconds: 4.5)
    (run.error, run.cause) = ("Assay.SourceMissing", "bronze.payments: the file for 2026-11-21 has not arrived")
    (run.stepsFailed, run.stepsDone) = (1, 29)
    (world.status.lastExecution, world.status.lastFailed) = (run, run)
    world.executions[0] = run
    world.details[run.id]?.summary = run
    return world
  }

  @Test("a source whose file has not come makes the sources bad")
  func badSource() throws {
    let stage = try Stage(failedSource())
    let state = try #require(stage.lines(with: "─▸").first)
    #expect(state.contains("│ ✖ FAIL       ─▸"))
    #expect(stage.shows("1/6 failed"))
  }

  @Test("lists give a reason without code and without the name beside it; the execution's page gives both")
  func reasons() throws {
    let stage = try Stage(failedSource())
    #expect(stage.shows("bronze.payments  the file for 2026-11-21 has not arrived"))
    #expect(!stage.shows("Assay.SourceMissing"))
    stage.press("2")
    #expect(stage.lines(with: "▸").contains { $0.contains("1 bad  bronze.payment") })
    stage.press("enter")
    #expect(stage.shows("Assay.SourceMissing: bronze.payments: the file"))
    #expect(stage.shows("29 ok, 1 failed"))
  }

  @Test("a rerun is not offered as the remedy of what it would meet again")
  func needsMending() throws {
    var world = failedSource()
    world.status.lastExecution?.error = "Assay.FileChanged"
    world.executions[0].error = "Assay.FileChanged"
    let stage = try Stage(world)
    #expect(stage.shows("Enter why") && stage.lines(with: "run 2026-11-21").allSatisfy { !$0.contains("r rerun") })
    stage.press("2")
    #expect(stage.shows("A rerun fails again until that is mended."))
    let late = try Stage(failedSource())
    #expect(late.lines(with: "run 2026-11-21").contains { $0.contains("r rerun") })
  }

  @Test("a rule that fails while its gate only warns needs someone, too")
  func failingRule() throws {
    var world = Shop.goodDay()
    world.status.layers[1].tables[0].score = 0.928
    let stage = try Stage(world, size: Size(width: 120, height: 36))
    #expect(stage.shows("1 thing needs you"))
    #expect(stage.lines(with: "▲ WARN").contains { $0.contains("quality 92.8 %") })
  }

  @Test("a failed rule without failing rows says why there are none")
  func noFailingRows() throws {
    var world = Shop.failedDay()
    world.qualityDetails["gold.fact_sales"]?.failingRows = RowPage()
    var stage = try Stage(world)
    stage.press("3", "enter")
    #expect(stage.shows("No single row fails: what fails is a rule about the whole table."))
    world.qualityDetails["gold.fact_sales"]?.quality.isOfStoppedBuild = true
    stage = try Stage(world)
    stage.press("3", "enter")
    #expect(stage.shows("No published row fails."))
  }

  @Test("a verdict nobody can renew is the last known one")
  func staleVerdict() throws {
    let stage = try Stage(Shop.goodDay())
    #expect(stage.shows("✔ OK  Gold is good"))
    stage.fake.set { $0.failures["changeToken"] = .unavailable("the journal was removed") }
    stage.pass(seconds: 1)
    #expect(stage.shows("? STALE  Last known: Gold is good"))
    #expect(!stage.shows("✔ OK  Gold is good") && !stage.shows("nothing needs you"))
  }

  @Test("Gold that nobody has built is not built, not failed", arguments: ["1", "7"] as [Key])
  func unbuilt(_ key: Key) throws {
    var world = Shop.empty()
    world.failures["report"] = .failed("gold.orders was never built; run it first")
    let stage = try Stage(world)
    stage.press("1", key)
    #expect(stage.shows("Gold is not built yet."))
    #expect(!stage.shows("✖"))
  }

  @Test("one table is one table")
  func oneTable() throws {
    var world = Shop.goodDay()
    world.status.layers[2].tables = Array(world.status.layers[2].tables.prefix(1))
    #expect(try Stage(world).shows("Gold is good: its one table is fresh, loaded 30 min ago."))
  }

  @Test("money shows every digit it has, in figures and in rankings")
  func exactMoney() throws {
    var world = Shop.goodDay()
    let exact = "9007199254740993.07"
    world.reports[0].tiles = [
      ReportTile(
        id: "k", title: "Turnover", unit: .money, width: 1,
        content: .kpi(value: exact, number: Double(exact), change: nil, trend: [])),
      ReportTile(
        id: "b", title: "Brands", unit: .money, width: 4,
        content: .bars([ReportBar(label: "One", value: 9e15, text: exact, share: nil)])),
    ]
    let stage = try Stage(world)
    stage.press("7")
    #expect(stage.lines(with: "9,007,199,254,740,993.07").count == 2)
  }

  @Test("figures of a table have thousands, numbers that are names have none; a copy has the bare digits")
  func tableFigures() throws {
    var world = Shop.goodDay()
    let page = RowPage(
      columns: ["order_id", "year", "net_revenue"], rows: [["100234", "2026", "340010.83"]], total: 1)
    world.reports[0].tiles = [
      ReportTile(id: "t", title: "Orders", unit: nil, width: 4, content: .table(page))
    ]
    let stage = try Stage(world)
    stage.press("7")
    #expect(stage.lines(with: "340,010.83").contains { $0.contains(" 100234 ") && $0.contains(" 2026 ") })
    stage.press("enter", "y")
    #expect(stage.session.device.requests.contains(.copied("100234\t2026\t340010.83")))
  }

  @Test("Enter on the key figures says where pages open")
  func keyFigures() throws {
    let stage = try Stage(Shop.goodDay())
    stage.press("7", "enter")
    #expect(stage.shows("open: key figures open no page; the tiles below do"))
  }

  @Test("the palette begins with the screens, the help says that it goes on")
  func paletteAndHelp() throws {
    let stage = try Stage(Shop.goodDay())
    stage.press("2", ":")
    #expect(stage.lines(with: "▸").contains { $0.contains("Overview") })
    stage.press("esc", "?")
    #expect(stage.shows("more lines: j or PgDn"))
    stage.press("G")
    #expect(stage.shows("more above: k or PgUp"))
  }

  @Test("what of the user's settings was left out is said when it opens")
  func warning() throws {
    var options = DashboardOptions()
    options.warning = "theme left out: mine.yml:3: no such colour"
    #expect(try Stage(Shop.goodDay(), options: options).shows("theme left out: mine.yml:3: no such colour"))
  }

  @Test("hours between days mean nothing to a line of days")
  func dailyTicks() throws {
    var world = Shop.goodDay()
    let points = (18...20).map { SeriesPoint(day: CalendarDay(year: 2026, month: 11, day: $0), value: Double($0)) }
    world.reports[0].range = DayRange(
      from: CalendarDay(year: 2026, month: 11, day: 18), to: CalendarDay(year: 2026, month: 11, day: 20))
    world.reports[0].tiles = [
      ReportTile(
        id: "l", title: "Days", unit: .money, width: 4, content: .line(series: [.init(name: "n", points: points)]))
    ]
    let stage = try Stage(world)
    stage.press("7")
    #expect(stage.shows("18 Nov") && stage.shows("19 Nov") && !stage.shows(":00 "))
  }
}
