import Clocks
import Foundation
import Testing

@testable import Widgets

@Suite("Fields of a filter")
struct FilterFieldTests {
  private static let fields = [
    FilterField("state"), FilterField("started", .moment), FilterField("day", .day), FilterField("score", .percent),
    FilterField("took", .number),
  ]
  private static let now = CalendarDay(year: 2026, month: 11, day: 28).start.addingTimeInterval(12 * 3600)
  /// 28 Nov 06:00, 27 Nov 06:00, 1 Nov; the last has no score and did not end.
  private static let index = RowIndex(fields: fields.map(\.name), rowCount: 3) { row, field in
    let moment = [
      now.addingTimeInterval(-6 * 3600), now.addingTimeInterval(-30 * 3600), now.addingTimeInterval(-27 * 86_400),
    ][row]
    switch field {
    case 0: return FieldValue(["FAIL FAILED", "OK SUCCEEDED", "OK SUCCEEDED"][row])
    case 1: return FieldValue("28 Nov", number: moment.timeIntervalSince1970)
    case 2: return FieldValue("\(CalendarDay(moment))", number: Double(CalendarDay(moment).daysSince1970))
    case 3: return FieldValue(["92.8 %", "100 %", "–"][row], number: [0.9285, 1, nil][row])
    default: return FieldValue(["30 s", "2 min", ""][row], number: [30, 120, nil][row])
    }
  }

  @Test(
    "times, days and percentages are compared as they are shown; what is not known is neither less nor more",
    arguments: [
      ("started>12h", [0]), ("started>2026-11-26", [0, 1]), ("started>2026-11-27", [0]),
      ("started>=2026-11-27", [0, 1]),
      ("started=2026-11-27", [1]), ("started<2d", [2]), ("started>06:30", []), ("day>3d", [0, 1]),
      ("day=2026-11-28", [0]),
      ("score<95", [0]), ("score<95%", [0]), ("score<0.95", [0]), ("score=92.8", [0]), ("score>92.8", [1]),
      ("score<=100", [0, 1]), ("took<1min", [0]), ("took>30s", [1]), ("state:fail", [0]), ("ok", [1, 2]), ("!ok", [0]),
    ])
  func rows(text: String, expected: [Int]) {
    let filter = RowFilter(text, fields: Self.fields, now: Self.now)
    #expect(filter.problems.isEmpty)
    #expect(Self.index.rows(matching: filter) == expected)
  }

  // 28 Nov 06:00, 27 Nov 06:00 and 1 Nov 12:00 of UTC are 20:00, 20:00 and 2 Nov 02:00 on Kiritimati, where it is 29 Nov.
  @Test(
    "days begin and clocks are read where the project says",
    arguments: [
      ("started=2026-11-28", [0]), ("started=20:00", []), ("started>20:30", []), ("started<00:00", [0, 1, 2]),
      ("started=2026-11-28T20:00", [0]), ("started=2026-11-28T06:00:00Z", [0]), ("started=2026-11-27T20:00:00", [1]),
      ("started<2026-11-02", []),
      ("started=2026-11-02", [2]), ("day=1d", [0]), ("day=2d", [1]), ("started>12h", [0]),
    ])
  func zones(text: String, expected: [Int]) throws {
    let zone = try #require(DayZone("Pacific/Kiritimati"))
    let filter = RowFilter(text, fields: Self.fields, now: Self.now, zone: zone)
    #expect(filter.problems.isEmpty)
    #expect(Self.index.rows(matching: filter) == expected)
  }

  @Test(
    "what cannot be meant is said",
    arguments: ["started>soon", "score<much", "day=yesterday", "took>x", "foo:bar", "/[/", "started>12"])
  func problems(text: String) {
    #expect(!RowFilter(text, fields: Self.fields, now: Self.now).problems.isEmpty)
  }

  @Test("a value that is still to be typed is no mistake")
  func unfinished() {
    #expect(RowFilter("started>", fields: Self.fields, now: Self.now).problems.isEmpty)
  }
}
