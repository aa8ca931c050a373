import ArgumentParser
import Clocks
import Foundation
import LocalOperations
import Reports
import SampleShop

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "A whole shop with fourteen days of data, the last of them today.",
    discussion: """
      Copies the sample project to DIR and really runs its days. On day 9 the orders' file was broken and the run was \
      repeated with a good one; on day 14 the payments came late, and the repetition waits for you. Opens the \
      dashboard; without a terminal it prints the status and the Gold report. A demo that is there already is opened as \
      it is.
      """)

  @Flag(name: .long, help: "Make the demo anew, or use a folder that holds something else.")
  var force = false

  @Argument(help: "The folder to make.")
  var dir = "assay-demo"

  func run() throws {
    let console = Console.standard
    let dashboard = DashboardOpening(console: console)
    let folder = DemoFolder(path: FolderPath.absolute(dir))
    if folder.isComplete, !force {
      console.explain("\(folder.path) is opened as it is; --force makes the demo anew, without what was changed in it")
    } else {
      try make(folder, console)
    }
    let local = try LocalEnvironment(
      folder: folder.path, environment: "dev", variables: console.variables, clock: SystemClock())
    let operations = LocalOperations(local)
    let screen = LocalOperations(reading: local)
    if let code = try dashboard.open(screen, working: screen) {
      console.print([StyledLine("The demo is in \(dir): cd \(dir), and see assay --help.")])
      throw ExitCode(code)
    }
    try report(operations, folder.path, console)
  }

  private func make(_ folder: DemoFolder, _ console: Console) throws {
    let now = Date()
    let shop = ShopGenerator(seed: 42, until: CalendarDay(now))
    try folder.prepare(from: try ResourceFolder("sample_data").find(), force: force)
    let script = DemoScript(shop: shop, now: now)
    let days = DemoRun(folder: folder.path, script: script, console: console)
    console.print([StyledLine("\(folder.path): the sample shop, \(shop.date(ofDay: 0)) to \(shop.until)")])
    try days.run()
    try folder.markComplete()
  }

  private func report(_ operations: LocalOperations, _ folder: String, _ console: Console) throws {
    let status = try operations.status()
    let report = try operations.report(dashboard: nil, range: nil)
    let page = console.page(now: status.at)
    console.print(
      [""] + StatusText.lines(status, page) + [""] + GoldText.lines(report, page) + [""] + Self.advice(folder))
  }

  private static func advice(_ folder: String) -> [StyledLine] {
    [
      StyledLine("The run of day 14 failed because the payments were late. They are there now; repeat it:", .title),
      StyledLine("  cd \(folder)"), StyledLine("  assay run"), StyledLine("  assay status"),
      StyledLine("  assay report"),
    ]
  }
}
