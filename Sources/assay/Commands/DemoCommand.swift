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
      dashboard; without a terminal it prints the status and the Gold report.
      """)

  @Flag(name: .long, help: "Use the folder even though it holds something else.")
  var force = false

  @Argument(help: "The folder to make.")
  var dir = "assay-demo"

  func run() throws {
    let console = Console.standard
    let dashboard = DashboardOpening(console: console)
    dashboard.prepare()
    let now = Date()
    let shop = ShopGenerator(seed: 42, until: CalendarDay(now))
    let folder = DemoFolder(path: FolderPath.absolute(dir))
    try folder.prepare(from: try ResourceFolder("sample_data").find(), force: force)
    let script = DemoScript(shop: shop, now: now)
    let days = DemoRun(folder: folder.path, script: script, console: console)
    console.print([StyledLine("\(folder.path): the sample shop, \(shop.date(ofDay: 0)) to \(shop.until)")])
    try days.run()
    let local = try LocalEnvironment(
      folder: folder.path, environment: "dev", variables: console.variables, clock: SystemClock())
    let operations = LocalOperations(local)
    if let code = try dashboard.open(LocalOperations(reading: local)) { throw ExitCode(code) }
    try report(operations, folder.path, console)
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
      StyledLine("Today's run failed because the payments were late. They are there now; repeat it:", .title),
      StyledLine("  cd \(folder)"), StyledLine("  assay run"), StyledLine("  assay status"),
      StyledLine("  assay report"),
    ]
  }
}
