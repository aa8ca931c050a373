import Canvas
import Clocks
import Foundation
import Operations
import OperationsSupport
import Synchronization

@testable import Dashboard
@testable import Interaction

/// A clock that only the test moves.
final class TestClock: WallClock {
  private let moment: Mutex<Date>
  init(_ moment: Date) { self.moment = Mutex(moment) }
  func now() -> Date { moment.withLock { $0 } }
  func advance(by seconds: Double) { moment.withLock { $0 += seconds } }
}

/// The dashboard on a scripted device, over values.
final class Stage {
  let fake: FakeOperations
  let clock = TestClock(Shop.now)
  let session: ScriptedSession<DashboardMessage>

  /// The tabs with which pictures were taken: a new tab changes none of them.
  static let usual = Screens(
    tabs: [.overview, .runs, .quality, .metrics, .alarms, .gold, .schedules], pages: Screens.all.pages)

  init(
    _ world: FakeOperations.World, size: Size = Size(width: 80, height: 24), glyphs: Glyphs = .braille,
    options: DashboardOptions = DashboardOptions(), screens: Screens = Stage.usual
  ) throws {
    var options = options
    options.screens = screens
    fake = FakeOperations(world)
    session = ScriptedSession(
      root: makeDashboard(reading: fake, operations: fake, clock: clock, options: options),
      actions: try DashboardActions.registry(keys: options.keys, of: screens), size: size, glyphs: glyphs,
      minimumSize: DashboardRoot.minimumSize)
  }

  var picture: String { session.picture }

  /// The rows of the screen that hold a text.
  func lines(with text: String) -> [String] {
    picture.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).filter { $0.contains(text) }
  }

  func shows(_ text: String) -> Bool { picture.contains(text) }
  func press(_ keys: Key...) { press(keys) }
  func press(_ keys: [Key]) {
    for key in keys { session.press(key) }
  }

  /// Lets time pass a second at a time, as the looks for changes need it.
  func pass(seconds: Int) {
    for _ in 0..<seconds {
      clock.advance(by: 1)
      session.advance(by: .seconds(1))
    }
  }
}
