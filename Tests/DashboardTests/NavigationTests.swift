import Canvas
import Dashboard
import Foundation
import Interaction
import Operations
import OperationsSupport
import TestSupport
import Testing

@Suite("Moving about")
struct NavigationTests {
  @Test("digits jump to screens, and every screen is as it was left")
  func digits() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("2", "down", "down", "7", "3", "2")
    #expect(stage.lines(with: "▸").contains { $0.contains("2026-11-19") })
    stage.press("6")
    #expect(stage.lines(with: "▸").contains { $0.contains("2026-11-19") })
  }

  @Test("Enter leads from the failed run to its failed step and its rules; Esc leads back")
  func intoAndBack() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("enter")
    #expect(stage.shows("Runs › 20261121-061002-7kq2"))
    #expect(stage.lines(with: "▸").contains { $0.contains("gold.fact_sales") })
    stage.press("enter")
    #expect(stage.shows("superseded"))
    stage.press("enter")
    #expect(stage.shows("Rules of gold.fact_sales"))
    stage.press("2", "esc", "esc")
    #expect(stage.shows("Executions"))
    #expect(!stage.shows("›"))
  }

  @Test("a filter narrows while it is typed; Esc takes it back, Enter keeps it, Esc then clears it")
  func filter() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("2", "/")
    stage.session.type("status:failed")
    #expect(stage.shows("Executions · 6 · status:failed"))
    stage.press("esc")
    #expect(stage.shows("Executions · 41"))
    stage.press("/", "up")
    stage.session.type("status:aborted")
    stage.press("enter")
    #expect(stage.shows("Executions · 3 · status:aborted"))
    stage.press("esc")
    #expect(stage.shows("Executions · 41"))
    stage.press("/", "up")
    #expect(stage.shows("filter: status:aborted"))
  }

  @Test("s sorts by the next column, S turns it round, and the chosen row stays chosen")
  func sort() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("2", "down", "s", "s")
    #expect(stage.shows("Day▲"))
    #expect(stage.lines(with: "▸").contains { $0.contains("2026-11-20") })
    stage.press("S")
    #expect(stage.shows("Day▼"))
  }

  @Test("a list of 100,000 executions is read in pages as one goes down")
  func pages() throws {
    var world = Shop.goodDay()
    world.executions = (0..<100_000).map { index in
      ExecutionSummary(
        id: "run-\(100_000 - index)", pipeline: "shop", status: index == 700 ? .failed : .succeeded,
        trigger: .schedule(""),
        startedAt: Shop.ago(Double(index) * 60))
    }
    let stage = try Stage(world)
    stage.press("2")
    #expect(stage.fake.count(of: "executions") == 1)
    #expect(stage.shows("Executions · 200+"))
    stage.press("G")
    #expect(stage.shows("Executions · 400+"))
    stage.press("/")
    stage.session.type("status:failed")
    stage.press("enter")
    #expect(stage.shows("Executions · 1 · status:failed"))
    #expect(stage.shows("run-99300"))
  }

  @Test("the palette finds runs, tables and dashboards by name")
  func palette() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("7", "1", ":")
    stage.session.type("returns")
    stage.press("enter")
    #expect(stage.shows("Returned"))
    stage.press(":")
    stage.session.type("silver.orders")
    stage.press("enter")
    #expect(stage.shows("Rules of silver.orders"))
  }

  @Test("y copies what is chosen, and the terminal gets the text without controls")
  func copy() throws {
    var world = Shop.failedDay()
    world.executions[0].id = "run\u{1B}]0;x\u{7}"
    let stage = try Stage(world)
    stage.press("2", "y")
    #expect(stage.session.device.requests.contains(.copied("run␛]0;x␇")))
    #expect(stage.shows("OSC 52"))
  }

  @Test("e writes the rows as CSV or the screen as text, and never over a file")
  func export() throws {
    let folder = try TemporaryFolder()
    var options = DashboardOptions()
    options.exportFolder = folder.path
    let stage = try Stage(Shop.failedDay(), options: options)
    stage.press("2", "e", "enter", "e", "enter", "e", "down", "enter")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(
      names == [
        "assay-Runs-20261121-064200.txt", "assay-executions-20261121-064200-2.csv",
        "assay-executions-20261121-064200.csv",
      ])
    let csv = try String(contentsOfFile: folder.path + "/" + names[2], encoding: .utf8)
    let rows = csv.split(separator: "\n")
    #expect(rows.count == 42)
    #expect(rows[1].hasPrefix("20261121-061002-7kq2,FAILED,2026-11-21,schedule,2026-11-21T06:10:02.000Z"))
    #expect(stage.shows(String("wrote \(folder.path)".prefix(30))))
  }

  @Test("a run that failed opens at its first error, and its end is one key away")
  func firstError() throws {
    let stage = try Stage(Shop.failedDay(), size: Size(width: 80, height: 16))
    stage.press("2", "enter", "tab")
    #expect(stage.shows("Log · INFO and worse · paused"))
    #expect(stage.lines(with: "RowCount between 1 and").contains { $0.contains("06:11:20") })
    stage.press("f")
    #expect(stage.shows("the run FAILED after 1 min 24 s"))
  }

  @Test("the log follows until one scrolls up, then counts what came since")
  func log() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("2", "enter", "tab", "f")
    #expect(stage.shows("Log · INFO and worse · following"))
    #expect(stage.shows("the run FAILED after 1 min 24 s"))
    stage.press("up", "up")
    #expect(stage.shows("paused"))
    stage.fake.change { $0.logs.append(LogLine(id: 500, at: Shop.now, level: .info, step: nil, message: "one more")) }
    stage.pass(seconds: 1)
    #expect(stage.shows("+1 new"))
    #expect(!stage.shows("one more"))
    stage.press("f")
    #expect(stage.shows("one more"))
  }

  @Test("the log can be narrowed to errors, searched, and walked by match")
  func logSearch() throws {
    let stage = try Stage(Shop.failedDay(), size: Size(width: 100, height: 40))
    stage.press("2", "enter", "tab", "-", "-")
    #expect(stage.shows("Log · ERROR and worse"))
    #expect(!stage.shows("10 steps skipped"))
    stage.press("+", "+", "+", "/")
    stage.session.type("bookmark")
    stage.press("enter", "N")
    #expect(stage.shows("search: bookmark"))
    #expect(stage.shows("bookmark 2026-11-20T06:10:04Z"))
    #expect(stage.shows("paused"))
  }

  @Test("the days of a dashboard move, shrink, grow, and can be typed")
  func days() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("7")
    #expect(stage.shows("24 Oct – 20 Nov"))
    stage.press("[")
    #expect(stage.shows("26 Sep – 23 Oct"))
    stage.press("-")
    #expect(stage.shows("10 Oct – 23 Oct"))
    stage.press("T", "ctrl-u")
    stage.session.type("x")
    stage.press("enter")
    #expect(stage.shows("2026-10-01..2026-10-31"))
    stage.press("ctrl-u")
    stage.session.type("2026-01-01..2026-01-31")
    stage.press("enter")
    #expect(stage.shows("1 Jan – 31 Jan"))
    stage.press("T", "ctrl-u", "enter")
    #expect(stage.shows("24 Oct – 20 Nov"))
  }

  @Test("the mouse chooses rows and screens")
  func mouse() throws {
    let stage = try Stage(Shop.failedDay())
    stage.session.mouse(Mouse(.press, at: Point(x: 16, y: 1)))
    #expect(stage.shows("Executions"))
    stage.session.mouse(Mouse(.press, at: Point(x: 10, y: 6)))
    #expect(stage.lines(with: "▸").contains { $0.contains("2026-11-19") })
    stage.session.mouse(Mouse(.press, at: Point(x: 10, y: 6)))
    #expect(stage.shows("Runs › 20261119"))
  }

  @Test("q ends it from every screen", arguments: ["1", "2", "3", "7"] as [Key])
  func quit(_ key: Key) throws {
    let stage = try Stage(Shop.failedDay())
    stage.press(key, "q")
    #expect(stage.session.ending == .quit(exitCode: 0))
  }
}
