import Clocks
import Foundation
import Testing

@Suite("A clock on which days pass quickly") struct LeapingClockTests {
  private static let begin = Date(timeIntervalSince1970: 1_795_900_000)
  private static let six = Date(timeIntervalSince1970: 1_790_000_000)

  private let clock = LeapingClock(LeapingClock.Stretch(begin: begin, shown: six))

  private func shown(after seconds: TimeInterval) -> TimeInterval {
    clock.stretch.now(machine: Self.begin.addingTimeInterval(seconds)).timeIntervalSince(Self.six)
  }

  @Test("goes at the machine's pace between two leaps, and stands while the machine's time is set back")
  func goesOn() {
    #expect([0, 1, 90, -30].map(shown) == [0, 1, 90, 0])
  }

  @Test("leaps forward, and never back")
  func leaps() {
    clock.leap(to: Self.six.addingTimeInterval(3600), machine: Self.begin.addingTimeInterval(10))
    #expect(shown(after: 10) == 3600 && shown(after: 15) == 3605)
    clock.leap(to: Self.six, machine: Self.begin.addingTimeInterval(20))
    #expect(shown(after: 20) == 3610 && shown(after: 21) == 3611)
  }

  @Test("a stretch is the same when it is read from its text, and no other text is one")
  func text() {
    #expect(LeapingClock.Stretch(text: clock.stretch.text + "\n") == clock.stretch)
    for text in ["", "x", "2026-10-24T00:00:00Z", "2026-10-24T00:00:00Z then", "2026-10-24T00:00:00Z x y"] {
      #expect(LeapingClock.Stretch(text: text) == nil)
    }
  }
}
