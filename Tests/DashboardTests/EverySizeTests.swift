import Canvas
import Interaction
import Operations
import OperationsSupport
import Testing

@testable import Dashboard

@Suite("Every size")
struct EverySizeTests {
  /// A small generator, so that a failure can be repeated.
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }

  @Test("2,000 random sizes with a dialog open leave a dashboard that works")
  func dialogOpen() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("r")
    var dice = Dice(state: 0x5EED)
    for step in 0..<2000 {
      let largest = step % 100 == 0 ? Size(width: 500, height: 200) : Size(width: 110, height: 34)
      stage.session.resize(
        to: Size(
          width: Int.random(in: 1...largest.width, using: &dice),
          height: Int.random(in: 1...largest.height, using: &dice)))
    }
    stage.session.resize(to: Size(width: 80, height: 24))
    #expect(stage.shows("Rerun 2026-11-21 in dev?"))
    stage.press("right", "enter")
    #expect(stage.fake.read(\.started).count == 1)
  }

  @Test("random keys at random sizes never break a screen", arguments: [UInt64(1), 2, 3, 4])
  func randomWalk(_ seed: UInt64) throws {
    let stage = try Stage(seed == 4 ? Hostile.world(HostileTextTests.all) : Shop.failedDay(), screens: .all)
    let leading = Screens.all.tabs.map(\.key) + Screens.all.pages.flatMap { $0.opening?.keys ?? [] }
    let keys: [Key] =
      leading + [
        "enter", "esc", "up", "down", "left", "right", "tab", "pgdn", "pgup", "g", "G", "z", "s", "S",
        "/", "a", ":", "?",
        "r", "f", "n", "N", "+", "-", "[", "]", "T", ".", ",", "y", "ctrl-r", "home", "end",
        "backspace",
      ]
    var dice = Dice(state: seed &* 0x9E37_79B9)
    for _ in 0..<400 {
      if Int.random(in: 0..<4, using: &dice) == 0 {
        stage.session.resize(
          to: Size(width: Int.random(in: 1...130, using: &dice), height: Int.random(in: 1...45, using: &dice)))
      }
      if let key = keys.randomElement(using: &dice) { stage.press(key) }
    }
    stage.session.resize(to: Size(width: 80, height: 24))
    stage.press("esc", "esc", "esc", "esc", "esc", "1")
    #expect(stage.shows("Needs you") || stage.shows("1 Overview"))
    #expect(stage.session.ending == nil)
  }

  @Test("below 60x16 it says the size it needs, and keys do nothing but end it")
  func tooSmall() throws {
    let stage = try Stage(Shop.failedDay(), size: Size(width: 59, height: 15))
    #expect(stage.shows("need 60x16") && stage.shows("have 59x15"))
    stage.press("r", "right", "enter")
    #expect(stage.fake.read(\.started).isEmpty)
    stage.press("q")
    #expect(stage.session.ending == .quit(exitCode: 0))
  }

  @Test(
    "the cursor sits on what is chosen, for those who read by ear or by touch",
    arguments: ["1", "2", "3", "7"] as [Key])
  func cursor(_ key: Key) throws {
    let stage = try Stage(Shop.failedDay())
    stage.press(key)
    #expect(stage.session.screen.cursor != nil)
  }
}
