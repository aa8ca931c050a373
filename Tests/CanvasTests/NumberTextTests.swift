import Canvas
import Testing
import Words

@Suite("Numbers and ages as text")
struct NumberTextTests {
  @Test(
    "have thousands and a decimal point in every locale",
    arguments: [
      (1234.5, 2, "1,234.50"), (0.005, 2, "0.01"), (-0.001, 2, "0.00"), (-1234567.891, 1, "-1,234,567.9"),
      (999.995, 2, "1,000.00"),
      (0, 0, "0"), (1e21, 0, "1e+21"), (.nan, 2, "n/a"), (.infinity, 0, "n/a"),
    ])
  func fixed(value: Double, decimals: Int, expected: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == expected)
  }

  @Test(
    "are short when compact",
    arguments: [
      (0, "0"), (7, "7"), (1.5, "1.50"), (12.34, "12.3"), (999, "999"), (999.6, "1.0k"), (1234, "1.2k"),
      (99_949, "99.9k"),
      (99_960, "100k"), (999_499, "999k"), (999_500, "1.0M"), (-4_560_000, "-4.6M"), (7e9, "7.0G"), (3e12, "3.0T"),
    ])
  func compact(value: Double, expected: String) {
    #expect(NumberText.compact(value) == expected)
  }

  @Test(
    "say changes with their sign", arguments: [(0.032, "+3.2 %"), (-0.5, "-50.0 %"), (0.0001, "0.0 %"), (0, "0.0 %")])
  func change(fraction: Double, expected: String) {
    #expect(NumberText.change(fraction) == expected)
  }

  @Test("say bytes", arguments: [(0, "0 B"), (999, "999 B"), (4000, "4.0 kB"), (1_234_567, "1.2 MB")])
  func bytes(count: Int, expected: String) {
    #expect(NumberText.bytes(count) == expected)
  }

  @Test("do not trap at the ends of Int")
  func extremes() {
    #expect(NumberText.integer(.max) == "9,223,372,036,854,775,807")
    #expect(NumberText.integer(.min).hasPrefix("-9,223"))
    #expect(NumberText.integer(-12_345) == "-12,345")
  }

  @Test(
    "say ages coarsely",
    arguments: [
      (-5, "now"), (59, "now"), (60, "1 min"), (3599, "59 min"), (7200, "2 h"), (172_800, "2 d"), (6_048_000, "10 w"),
    ])
  func coarse(seconds: Double, expected: String) {
    #expect(AgeText.coarse(seconds) == expected)
  }

  @Test(
    "say durations in two units at most",
    arguments: [
      (0, "0 ms"), (0.0123, "12 ms"), (0.9999, "1.0 s"), (12.34, "12.3 s"), (59.97, "1 min"), (200, "3 min 20 s"),
      (7500, "2 h 5 min"),
      (273_600, "3 d 4 h"), (.nan, "n/a"),
    ])
  func duration(seconds: Double, expected: String) {
    #expect(AgeText.duration(seconds) == expected)
  }
}
