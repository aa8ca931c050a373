import Clocks
import Rows
import Testing

struct ValueTests {
  static let texts: [(value: Value, display: String, json: String)] = [
    (.null, "", "null"), (.bool(true), "true", "true"), (.int(-3), "-3", "-3"), (.double(0.5), "0.5", "0.5"),
    (.double(.infinity), "inf", "null"), (.exact("12.50"), "12.50", "12.50"), (.text("a\"b"), "a\"b", #""a\"b""#),
    (.blob([0, 171]), "\\x00ab", #""00ab""#),
    (.date(CalendarDay(year: 2026, month: 2, day: 3)), "2026-02-03", #""2026-02-03""#),
    (.timestamp(0), "1970-01-01 00:00:00", #""1970-01-01T00:00:00Z""#),
    (.timestamp(-1), "1969-12-31 23:59:59.999999", #""1969-12-31T23:59:59.999999Z""#),
    (.timestamp(1_500_000), "1970-01-01 00:00:01.5", #""1970-01-01T00:00:01.5Z""#),
    (.list([.int(1), .null]), "[1, NULL]", "[1,null]"),
    (.map([.init(key: .text("k"), value: .int(1))]), "{k=1}", #"{"k":1}"#),
    (.structure([.init(name: "a", value: .text("x"))]), "{'a': x}", #"{"a":"x"}"#),
  ]

  @Test("a value reads for a person and for a program", arguments: texts)
  func aValueReadsForAPersonAndForAProgram(_ value: Value, _ display: String, _ json: String) {
    #expect(value.displayText == display)
    #expect(value.json.text == json)
  }

  @Test("the ends of time have a text", arguments: [Int64.min, .min + 1, .max])
  func theEndsOfTimeHaveAText(_ microseconds: Int64) {
    #expect(Value.timestamp(microseconds).displayText.contains(":"))
  }

  @Test("numbers are read across their kinds") func numbersAreReadAcrossTheirKinds() {
    #expect(Value.exact("7").intValue == 7)
    #expect(Value.exact("7.5").intValue == nil)
    #expect(Value.exact("7.5").doubleValue == 7.5)
    #expect(Value.text("7").intValue == nil)
  }
}
