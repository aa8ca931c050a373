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
  private let days: DemoDays
  private let holding: DemoClock.Holding
  private let scheduler: Scheduler
  private let stop = StopFlag()
  private let hasEnded = DispatchGroup()
  private let daysArePast = StopFlag()

  var clock: LeapingClock { days.clock }

  /// - Parameters:
  ///   - pace: seconds that a day takes at least.
  ///   - most: how many days pass at most; nil: until today.
  init(folder: String, pace: TimeInterval, most: Int?, variables: [String: String]) throws {
    let newest = try ShopProgress(folder: folder).newest
    let zone = DayZone("Europe/London") ?? .utc
    let left = zone.day(Date()).daysSince1970 - newest.daysSince1970
    guard left > 0 else {
      throw Failure.usage("the shop has come to today; demo --live --force begins anew, \(Self.daysBefore) days ago")
    }
    let days = DemoDays((1...min(left, most ?? left)).map { newest.advanced(by: $0) }, in: zone, pace: pace)
    self.days = days
    holding = try DemoClock.Holding(days.clock.stretch, of: folder)
    local = try LocalEnvironment(folder: folder, environment: "dev", variables: variables, clock: days.clock)
    let starter = LocalOperations(local).starter
    let console = SchedulerConsole(zone: local.project.timeZone, clock: days.clock)
    let tells = !Console.standard.isCapable
    scheduler = Scheduler(
      Scheduler.Setting(workspace: local.workspace, journal: local.journal) { try starter.launch($0) },
      lock: try SchedulerLock(stateFolder: local.workspace.statePath), stop: stop,
      reload: {
        days.turnBegins()
        return nil
      },
      tell: { if tells { console.tell($0) } })
  }

  func begin() {
    start { [self] in scheduler.run() }
    start { [self] in
      defer { daysArePast.set() }
      do {
        try days.pass(local.journal, leapt: { try holding.show($0) }, mustEnd: { stop.isSet })
      } catch {
        Console.standard.explain("the demo's days pass no further: \(Failure(error).text)")
      }
    }
  }

  private func start(_ work: @escaping @Sendable () -> Void) {
    hasEnded.enter()
    let thread = Thread { [hasEnded] in
      work()
      hasEnded.leave()
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Blocks until all days have passed, or a signal comes.
  func waitForTheDays() {
    let interrupted = StopFlag()
    let signals = SignalWatch([SIGTERM, SIGINT]) { _ in interrupted.set() }
    defer { signals.end() }
    while !daysArePast.isSet, !interrupted.isSet { Thread.sleep(forTimeInterval: 0.2) }
  }

  /// Ends the scheduler; what it started goes on.
  func end() {
    stop.set()
    _ = hasEnded.wait(timeout: .now() + 5)
  }
}
