import JSON
import Testing

@testable import Dashboard

@Suite("A document as lines") struct JSONLinesTests {
  @Test(
    "is indented as JSON is, and short values stay on their line",
    arguments: [
      ("1", ["1"]), ("{}", ["{}"]),
      (
        #"{"a": [1, {"b": null}], "c": []}"#,
        [
          "{", #"  "a": ["#, "    1,", "    {", #"      "b": null"#, "    }", "  ],", #"  "c": []"#, "}",
        ]
      ),
    ])
  func lines(text: String, wanted: [String]) throws {
    #expect(JSONLines.of(try JSONValue(parsing: text), within: 100) == wanted)
  }

  @Test("is made only as far as somebody sees it, however large it is")
  func large() {
    let lines = JSONLines.of(.array((0..<100_000).map { .int($0) }), within: 20)
    #expect(lines.count < 30 && lines[0] == "[" && lines[1] == "  0,")
    #expect(JSONLines.of(.string(String(repeating: "x", count: 200_000)), within: 20)[0].count <= 2001)
  }
}
