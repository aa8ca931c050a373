import Metrics
import Testing

@Suite("Patterns of log lines")
struct LogPatternTests {
  @Test(
    "count lines by words that must be, may not be, or of which one must be",
    arguments: [
      ("", "anything", true), ("rejected", "12 rows rejected", true), ("rejected", "12 rows Rejected", false),
      ("rows rejected", "rejected 12 rows", true), ("\"rows rejected\"", "rejected 12 rows", false),
      ("\"rows rejected\"", "12 rows rejected", true), ("rows -rejected", "12 rows rejected", false),
      ("rows -rejected", "12 rows", true), ("?late ?lost", "a file is lost", true), ("?late ?lost", "a file", false),
      ("file ?late ?lost -known", "a file is late", true), ("file ?late -known", "a known file is late", false),
      ("\"{\" x", "x {", true), ("-\"is late\"", "it is late", false), ("é", "café", true),
    ])
  func matches(pattern: String, line: String, isMatch: Bool) throws {
    #expect(try LogPattern(pattern).matches(line) == isMatch)
  }

  @Test("are refused with the reason", arguments: ["\"open", "-", "- x", "\"\"", "{ $.a = 1 }", "[a, b]", "%x%", "?"])
  func refused(pattern: String) {
    #expect(throws: LogPatternError.self) { try LogPattern(pattern) }
  }
}
