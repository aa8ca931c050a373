import Clocks
import Foundation
import Testing

/// Numbers from outside, at their ends.
@Suite struct SaturatingTests {
  private static let edges: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]

  @Test("Sums, differences and products stay at the nearest end", arguments: edges, edges)
  func arithmetic(_ a: Int64, _ b: Int64) {
    let exact = { (value: Double, result: Int64) in abs(Double(result) - min(max(value, -0x1p63), 0x1p63)) <= 4096 }
    #expect(exact(Double(a) + Double(b), a.saturatingAdd(b)))
    #expect(exact(Double(a) - Double(b), a.saturatingSubtract(b)))
    #expect(exact(Double(a) * Double(b), a.saturatingMultiply(b)))
  }

  @Test(
    "A double becomes the nearest whole number",
    arguments: [
      (Double.nan, Int64(0)), (.infinity, .max), (-.infinity, .min), (1e300, .max), (-1e300, .min), (2.5, 3),
      (0x1p63, .max), (-0x1p63, .min),
    ])
  func doubles(_ value: Double, _ expected: Int64) { #expect(Int64(saturating: value) == expected) }

  @Test(
    "A moment or a day at any distance has a text",
    arguments: [0, 1e9, -1e9, 1e15, -1e15, 1e300, -1e300, .infinity, -.infinity, .nan])
  func moments(_ seconds: Double) {
    let moment = Date(timeIntervalSince1970: seconds)
    #expect(Timestamp.text(moment).hasSuffix("Z"))
    #expect(!CalendarDay(moment).description.isEmpty)
    #expect(CalendarDay(moment).advanced(by: .max) >= CalendarDay(moment).advanced(by: .min))
  }

  @Test("A day at any number has a text and a start", arguments: [Int.min, -1, 0, Int.max])
  func days(_ number: Int) {
    let day = CalendarDay(daysSince1970: number)
    #expect(day.description.contains("-") && day.start.timeIntervalSince1970.isFinite)
  }
}
