import ArgumentParser
import Foundation
import LocalOperations
import Runs

/// Drives a backfill. `assay backfill` and the dashboard start it, in a session of its own.
struct BackfillDriveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drive", abstract: "Start the days of a backfill (started by assay backfill).", shouldDisplay: false)
  @OptionGroup var project: ProjectOptions
  @Argument var id: String

  func run() throws {
    let local = try project.open(for: .working)
    let operations = LocalOperations(local)
    let driver = BackfillDriver(id, starter: operations.starter, journal: local.journal, clock: local.clock)
    let stop = StopFlag()
    let signals = SignalWatch([SIGTERM, SIGINT]) { _ in stop.set() }
    defer { signals.end() }
    try driver.run(isStopped: { stop.isSet })
  }
}
