import Clocks
import Testing

@testable import SampleShop

@Suite struct ShopPartsTests {
  @Test("the random numbers are split mix64") func theRandomNumbersAreSplitMix64() {
    // The first numbers of seed 1234567, from the published reference program.
    var random = RandomStream(seed: 1_234_567)
    let drawn = (0..<3).map { _ in random.next() }
    #expect(drawn == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
  }

  @Test("draws stay in their range") func drawsStayInTheirRange() {
    var random = RandomStream(seed: 7)
    for _ in 0..<1000 {
      #expect((3...5).contains(random.within(3...5)))
      #expect(random.weighted([0, 1, 0]) == 1)
    }
  }

  @Test(
    "dollars have a sign and thousands",
    arguments: [
      (0, "$0.00"), (5, "$0.05"), (99_999, "$999.99"), (123_450, "$1,234.50"), (123_456_789, "$1,234,567.89"),
    ])
  func dollarsHaveASignAndThousands(cents: Int, text: String) { #expect(Money.dollars(cents) == text) }

  @Test("shares are rounded half up", arguments: [(1, 5000, 1), (3, 5000, 2), (999, 1000, 100), (994, 1000, 99)])
  func sharesAreRoundedHalfUp(cents: Int, share: Int, result: Int) { #expect(Money.share(cents, share) == result) }

  @Test("moments before the last day count back") func momentsBeforeTheLastDayCountBack() {
    let calendar = ShopCalendar(until: CalendarDay(year: 2026, month: 3, day: 1))
    #expect(calendar.plain(0) == "2026-03-01 00:00:00")
    #expect(calendar.plain(-1) == "2026-02-28 23:59:59")
    #expect(calendar.till(-86_400) == "28/02/2026 00:00")
    #expect(calendar.bank(3_661) == "01 Mar 2026 01:01:01")
    #expect(calendar.packed(-1) == "20260228 235959")
    #expect(calendar.dashed(dayOffset: -1) == "02-28-2026")
    #expect([-86_401, -86_400, -1, 0, 86_399, 86_400].map(\.flooredDay) == [-2, -1, -1, 0, 0, 1])
  }

  @Test(
    "records are quoted where they must be",
    arguments: [
      (["a", "b"], "a,b"), (["a,b", ""], "\"a,b\","), (["14\" x", "$1.00"], "\"14\"\" x\",\"$1.00\""),
    ])
  func recordsAreQuotedWhereTheyMustBe(fields: [String], text: String) { #expect(RecordText.csv(fields) == text) }
}
