import Charts
import Clocks
import Foundation
import Testing

@Suite("Ticks")
struct TicksTests {
  @Test(
    "stand at multiples of 1, 2 or 5",
    arguments: [
      (0.0, 100.0, 6, [0, 20, 40, 60, 80, 100]), (0, 97, 5, [0, 50, 100]), (3, 17, 4, [0, 10, 20]),
      (0, 0.3, 4, [0, 0.1, 0.2, 0.3]),
      (-5, 5, 5, [-5, 0, 5]), (0, 4589.2, 5, [0, 2000, 4000, 6000]), (0, 1, 2, [0, 1]),
      (2575, 2650, 5, [2560, 2580, 2600, 2620, 2640, 2660]),
    ])
  func values(low: Double, high: Double, limit: Int, expected: [Double]) {
    let ticks = NiceTicks(low...high, limit: limit)
    #expect(ticks.values.count <= max(2, limit))
    #expect(ticks.values == expected || ticks.values.count < expected.count)
    #expect(ticks.lower <= low && ticks.upper >= high)
  }

  @Test("enclose any range with few enough ticks", arguments: [2, 3, 5, 8, 13])
  func anyRange(limit: Int) {
    var low = -1e9
    while low < 1e9 {
      for span in [1e-6, 0.3, 1, 7, 99, 12_345, 1e12] {
        let ticks = NiceTicks(low...(low + span), limit: limit)
        #expect(ticks.lower <= low + span * 1e-6 && ticks.upper >= low + span - span * 1e-6)
        #expect(ticks.values.count >= 2 && ticks.values.count <= max(limit, low < 0 && low + span > 0 ? 3 : 2))
      }
      low = low * 0.37 + 1234
      if abs(low - 1234 / 0.63) < 1 { break }
    }
  }

  @Test("open a flat or empty range towards zero", arguments: [0.0, 5, -5, 1e-9, 1e15])
  func flat(value: Double) {
    let ticks = NiceTicks(value...value, limit: 5)
    #expect(ticks.lower < ticks.upper && ticks.lower <= min(0, value) && ticks.upper >= max(0, value))
  }

  @Test("survive what is no range of numbers")
  func absurd() {
    #expect(NiceTicks(-Double.infinity...Double.infinity, limit: 5).values.count >= 2)
    let values = NiceTicks(-1e308...1e308, limit: 3).values
    #expect(values.allSatisfy { $0.isFinite })
  }

  @Test(
    "have one suffix for the whole axis and labels that differ",
    arguments: [
      (0.0, 40_000.0, ValueFormat.integer, ["0", "10k", "20k", "30k", "40k"]),
      (0, 2_000_000, .money, ["0", "0.5M", "1.0M", "1.5M", "2.0M"]),
      (0, 4000, .integer, ["0", "1,000", "2,000", "3,000", "4,000"]),
      (0, 0.2, .percent, ["0", "5 %", "10 %", "15 %", "20 %"]),
      (0, 0.04, .decimal(2), ["0", "0.01", "0.02", "0.03", "0.04"]),
    ])
  func labels(low: Double, high: Double, format: ValueFormat, expected: [String]) {
    #expect(NumberAxis(low...high, limit: 5, format: format).ticks.map(\.label) == expected)
  }

  @Test(
    "of time stand at midnights, Mondays, firsts of months and years",
    arguments: [
      ("2026-11-20T22:00:00Z", "2026-11-21T09:00:00Z", 5, ["21 Nov", "03:00", "06:00", "09:00"]),
      ("2026-11-16", "2026-11-21", 6, ["16 Nov", "17 Nov", "18 Nov", "19 Nov", "20 Nov", "21 Nov"]),
      ("2026-11-01", "2026-11-28", 6, ["2 Nov", "9 Nov", "16 Nov", "23 Nov"]),
      ("2026-11-15", "2027-03-15", 6, ["Dec", "2027", "Feb", "Mar"]),
      ("2024-02-29", "2026-11-21", 4, ["2025", "2026"]), ("2026-11-21", "2026-11-21", 4, ["21 Nov"]),
      ("1890-01-01", "2026-01-01", 4, ["1900", "1950", "2000"]),
    ])
  func calendar(from: String, to: String, limit: Int, expected: [String]) throws {
    let axis = TimeAxis(try #require(Timestamp.parse(from))...(try #require(Timestamp.parse(to))), limit: limit)
    #expect(axis.ticks.map(\.label) == expected)
    #expect(axis.ticks.allSatisfy { (0...1).contains($0.position) })
    let hasHours = expected.contains { $0.contains(":") }
    #expect((axis.zone == "UTC") == hasHours)
  }

  @Test(
    "of days are days, however few there are",
    arguments: [
      ("2026-11-19", "2026-11-21", 8, ["19 Nov", "20 Nov", "21 Nov"]),
      ("2026-11-19", "2026-11-21", 2, ["19 Nov", "21 Nov"]), ("2026-11-17", "2026-11-19", 1, ["17 Nov"]),
      ("2026-11-01", "2026-11-28", 6, ["2 Nov", "9 Nov", "16 Nov", "23 Nov"]),
      ("2026-11-21", "2026-11-21", 3, ["21 Nov"]),
    ])
  func daily(from: String, to: String, limit: Int, expected: [String]) throws {
    let range = try #require(Timestamp.parse(from))...(try #require(Timestamp.parse(to)))
    let axis = TimeAxis(range, limit: limit, isDaily: true)
    #expect(axis.ticks.map(\.label) == expected)
    #expect(axis.zone == nil)
  }
}
