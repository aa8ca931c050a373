import Canvas
import Testing

@Suite("Exact numbers")
struct ExactNumberTests {
  @Test(
    "are written digit by digit, with thousands",
    arguments: [
      ("0", 0, "0"), ("1234567", 0, "1,234,567"), ("-1234.5", 2, "-1,234.50"), ("1163591.04", 2, "1,163,591.04"),
      ("9007199254740993.07", 2, "9,007,199,254,740,993.07"),
      ("123456789012345678901234567890", 0, "123,456,789,012,345,678,901,234,567,890"),
      ("0.005", 2, "0.01"), ("1.005", 2, "1.01"), ("999.995", 2, "1,000.00"), ("-0.004", 2, "0.00"),
      ("00012.30", 1, "12.3"),
    ])
  func written(_ text: String, _ decimals: Int, _ shown: String) throws {
    #expect(try #require(ExactNumber(text)).text(decimals: decimals) == shown)
  }

  @Test("keep the decimals they come with", arguments: [("1234.5", "1,234.5"), ("0.120", "0.120"), ("7", "7")])
  func kept(_ text: String, _ shown: String) throws {
    #expect(try #require(ExactNumber(text)).text() == shown)
  }

  @Test("are nothing else than digits", arguments: ["", "-", "1e6", "1.", ".5", "n/a", "1,000", "NaN", "1.2.3", "١"])
  func refused(_ text: String) { #expect(ExactNumber(text) == nil) }
}
