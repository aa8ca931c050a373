import Clocks
import Foundation
import Testing

@Suite("A clock on which days pass quickly") struct LeapingClockTests {
  private static let begin = Date(timeIntervalSince1970: 1_795_900_000)

  private func clock(zone: DayZone = .utc, days: Int = 3) -> LeapingClock {
    LeapingClock(begin: Self.begin, firstDay: CalendarDay(year: 2026, month: 10, day: 24), zone: zone, days: days)
  }

  @Test(
    "shows six, ten past and half past of each day, and goes on from the last",
    arguments: [
      (0.0, "2026-10-24T05:59:58"), (3, "2026-10-24T06:00:01"), (15, "2026-10-24T06:09:58"),
      (44, "2026-10-24T06:10:27"), (45, "2026-10-24T06:30:00"), (60, "2026-10-25T05:59:58"),
      (120, "2026-10-26T05:59:58"), (3600, "2026-10-26T07:27:15"), (-5, "2026-10-24T05:59:58"),
    ])
  func stretches(seconds: TimeInterval, shown: String) {
    #expect(Timestamp.text(clock().now(machine: Self.begin.addingTimeInterval(seconds))).hasPrefix(shown))
  }

  @Test("its hours are those of its zone, also over the night when clocks go back, and it never goes back itself")
  func zone() throws {
    let clock = clock(zone: try #require(DayZone("Europe/London")))
    func shown(_ seconds: TimeInterval) -> Date { clock.now(machine: Self.begin.addingTimeInterval(seconds)) }
    #expect(Timestamp.text(shown(2)) == "2026-10-24T05:00:00.000Z")
    #expect(Timestamp.text(shown(62)) == "2026-10-25T06:00:00.000Z")
    let moments = (0..<400).map { shown(TimeInterval($0) / 2) }
    #expect(moments == moments.sorted())
  }

  @Test("is the same when it is read from its text, and no other text is one")
  func text() {
    #expect(LeapingClock(text: clock().text + "\n") == clock())
    for text in [
      "", "x", "2026-10-24T00:00:00Z 2026-10-24 Nowhere/At 60 3", "2026-10-24T00:00:00Z 2026-10-24 UTC nan 3",
    ] {
      #expect(LeapingClock(text: text) == nil)
    }
    #expect(clock().isOver(machine: Self.begin.addingTimeInterval(180)))
    #expect(!clock().isOver(machine: Self.begin.addingTimeInterval(179)))
  }
}
