import ArgumentParser
import Clocks
import Foundation
import LocalOperations
import Operations
import Reports

/// A demo that is made, shown: on a screen where there is one, else as text.
struct DemoOpening {
  let folder: DemoFolder
  /// As the person named the folder.
  let name: String
  let console: Console

  private var dashboard: DashboardOpening { DashboardOpening(console: console) }

  func show() throws {
    let local = try LocalEnvironment(
      folder: folder.path, environment: "dev", variables: console.variables, clock: SystemClock())
    let screen = LocalOperations(reading: local)
    if let code = try dashboard.open(screen, working: screen) {
      console.print([StyledLine("The demo is in \(name): cd \(name), and see assay --help.")])
      throw ExitCode(code)
    }
    try report(LocalOperations(local))
  }

  /// Lets days pass until it is ended.
  func play(pace: TimeInterval, days: Int?) throws {
    let life = try DemoLife(folder: folder.path, pace: pace, most: days, variables: console.variables)
    life.begin()
    let screen = LocalOperations(reading: life.local)
    if let code = try dashboard.open(screen, working: screen, clock: life.clock) {
      life.end()
      throw ExitCode(code)
    }
    life.waitForTheDays()
    life.end()
    let status = try screen.status()
    console.print(StatusText.lines(status, console.page(now: status.at)))
  }

  private func report(_ operations: LocalOperations) throws {
    let status = try operations.status()
    let report = try operations.report(dashboard: nil, range: nil)
    let page = console.page(now: status.at)
    console.print([""] + StatusText.lines(status, page) + [""] + GoldText.lines(report, page) + [""] + advice)
  }

  private var advice: [StyledLine] {
    [
      StyledLine("The run of day 14 failed because the payments were late. They are there now; repeat it:", .title),
      StyledLine("  cd \(folder.path)"), StyledLine("  assay run"), StyledLine("  assay status"),
      StyledLine("  assay report"),
    ]
  }
}
