import JSON
import Testing

@Suite("A JSON value")
struct JSONValueTests {
  @Test(
    "is written as it was read",
    arguments: [
      "null", "true", "[]", "{}", "12.50", "-0.1e+5", #"{"b":1,"a":[1,2,{"c":null}]}"#, #""tab\tquote\"back\\""#,
      "123456789012345678901234567890.10",
    ])
  func roundTrip(text: String) throws {
    #expect(try JSONValue(parsing: text).text == text)
  }

  @Test("reads escapes and surrogate pairs")
  func escapes() throws {
    #expect(try JSONValue(parsing: #""\u00e9\ud83d\ude00\/""#) == .string("é😀/"))
  }

  @Test(
    "names what was expected and where",
    arguments: [
      ("", 0), ("[1,]", 3), ("{\"a\":1,\"a\":2}", 10), ("01", 0), ("\"\u{1}\"", 1), ("[1] x", 4), ("\"\\ud800\"", 7),
      ("1.", 2),
    ])
  func errors(text: String, offset: Int) {
    #expect { _ = try JSONValue(parsing: text) } throws: { ($0 as? JSONError)?.offset == offset }
  }

  @Test("keeps the order of keys, replaces in place and removes with nil")
  func objects() {
    var object: JSONObject = ["b": 1, "a": 2]
    object["b"] = 3
    object["c"] = "x"
    object["a"] = nil
    #expect(JSONValue.object(object).text == #"{"b":3,"c":"x"}"#)
  }
}
