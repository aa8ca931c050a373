import Clocks
import Foundation
import LocalOperations
import Runs
import SampleShop

/// A demo that goes on by itself: its days pass one a minute, and a scheduler in this process makes each day's files come
/// and runs the pipeline, as it would on a machine that stands somewhere.
final class DemoLife: @unchecked Sendable {  // the scheduler belongs to the thread that runs it, the rest never changes
  /// Days before today that a new one begins at, so that an hour leads up to today.
  static let daysBefore = 60

  let local: LocalEnvironment
  let clock: LeapingClock
  private let holding: DemoClock.Holding
  private let scheduler: Scheduler
  private let stop = StopFlag()
  private let hasEnded = DispatchSemaphore(value: 0)

  /// - Parameters:
  ///   - pace: seconds that a day takes.
  ///   - most: how many days pass at most; nil: until today.
  init(folder: String, pace: TimeInterval, most: Int?, variables: [String: String]) throws {
    let newest = try ShopProgress(folder: folder).newest
    let zone = DayZone("Europe/London") ?? .utc
    let left = zone.day(Date()).daysSince1970 - newest.daysSince1970
    guard left > 0 else {
      throw Failure.usage("the shop has come to today; demo --live --force begins anew, \(Self.daysBefore) days ago")
    }
    clock = LeapingClock(firstDay: newest.advanced(by: 1), zone: zone, pace: pace, days: min(left, most ?? left))
    holding = try DemoClock.Holding(clock, of: folder)
    local = try LocalEnvironment(folder: folder, environment: "dev", variables: variables, clock: clock)
    let starter = LocalOperations(local).starter
    let console = SchedulerConsole(zone: local.project.timeZone, clock: clock)
    let tells = !Console.standard.isCapable
    scheduler = Scheduler(
      Scheduler.Setting(workspace: local.workspace, journal: local.journal) { try starter.launch($0) },
      lock: try SchedulerLock(stateFolder: local.workspace.statePath), stop: stop, reload: { nil },
      tell: { if tells { console.tell($0) } })
  }

  func begin() {
    let thread = Thread { [self] in
      scheduler.run()
      hasEnded.signal()
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Blocks until all days have passed, or a signal comes.
  func waitForTheDays() {
    let interrupted = StopFlag()
    let signals = SignalWatch([SIGTERM, SIGINT]) { _ in interrupted.set() }
    defer { signals.end() }
    while !clock.isOver(), !interrupted.isSet { Thread.sleep(forTimeInterval: 0.2) }
  }

  /// Ends the scheduler; what it started goes on.
  func end() {
    stop.set()
    _ = hasEnded.wait(timeout: .now() + 5)
  }
}
