import Testing

@testable import Records

@Suite struct JSONLinesTests {
  private func scan(_ text: String, limit: Int = 1 << 20, block: Int = 1 << 20) throws -> FileScan {
    try Array(text.utf8).withUnsafeBytes {
      try JSONLinesScanner.scan($0, maxRecordBytes: limit, blockBytes: block)
    }
  }

  @Test(
    "an object on a line is good",
    arguments: [
      "{}", "{\"a\":1}", " {\"a\":[1,{\"b\":\"}\"}]} ", "{\"a\":\"\\\"}\"}", "{\"a\":\"\\\\\"}\r", "{\"é\":\"日本\"}",
      "{\"a\":[[[[]]]],\"b\":{\"c\":{}}}",
    ])
  func anObjectOnALineIsGood(line: String) throws {
    let scan = try scan(line + "\n" + line)
    #expect((scan.records, scan.faults) == (2, 0))
  }

  @Test(
    "anything else is a fault",
    arguments: [
      ("[1]", "it does not begin with {"), ("null", "it does not begin with {"),
      ("{\"a\":1", "a bracket is not closed"),
      ("{\"a\":\"x}", "a text is not closed"), ("{\"a\":\"x\\\"}", "a text is not closed"),
      ("{\"a\":[1}", "brackets do not pair up"), ("{}{}", "something follows the object"),
      ("{},", "something follows the object"), ("{]", "brackets do not pair up"),
      ("{\"a\":" + String(repeating: "[", count: 600), "it is nested too deeply"),
    ])
  func anythingElseIsAFault(line: String, problem: String) throws {
    let scan = try scan("{}\n\(line)\n{}\n")
    #expect(scan.records == 3)
    #expect(scan.faults == 1)
    let faults = Array("{}\n\(line)\n{}\n".utf8).withUnsafeBytes {
      FaultReader(jsonLines: $0, block: scan.blocks[0]).all()
    }
    #expect(faults.map(\.reason) == [.notAnObject(problem)])
    #expect(faults.map(\.record) == [2])
  }

  @Test(
    "What is not JSON to the letter is a fault",
    arguments: [
      "NaN", "Infinity", "-Infinity", "nan", "01", "-", "1.", ".5", "1e", "+1", "0x1f", "1_000", "tru", "True", "nul",
      "1 2", "[1 2]", "[1,]", "{\"b\":1,}", "{b:1}", "{\"b\" 1}", "'x'", "\"\\x\"", "\"\\u12g4\"", "\"\\ud800\"",
      "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\u{1}\"", "\"\t\"", "", "1,",
    ])
  func notJSON(value: String) throws {
    let scan = try scan("{\"a\":\(value)}\n{\"a\":1}\n")
    #expect((scan.records, scan.faults) == (2, 1))
  }

  @Test(
    "A value stands as it is written, a text is what it says",
    arguments: [
      ("1234567890123456.78", "1234567890123456.78"), ("90071992547409.93", "90071992547409.93"), ("1e3", "1e3"),
      ("-0", "-0"), ("1E400", "1E400"), ("0.1234567890123456789", "0.1234567890123456789"), ("-0.0", "-0.0"),
      ("123456789012345678901234567890", "123456789012345678901234567890"), ("true", "true"), ("null", "∅"),
      ("[1e3,  1.50]", "[1e3,  1.50]"), ("{\"b\": 1.10, \"c\":\"}\"}", "{\"b\": 1.10, \"c\":\"}\"}"), ("[]", "[]"),
      ("\"x\"", "x"), ("\"\"", ""), ("\"null\"", "null"), ("\"NULL\"", "∅"), ("\"a\\n\\\"\\/\"", "a\n\"/"),
      ("\"\\u00e9\\ud83e\\udd47\"", "é🥇"), ("\"1e3\"", "1e3"),
    ])
  func values(value: String, expected: String) throws {
    let bytes = Array("{\"x\":[{\"a\":0}], \"a\" : \(value) ,\"a\":2}".utf8)
    bytes.withUnsafeBytes { bytes in
      let line = FieldSlice(
        start: bytes.baseAddress!.assumingMemoryBound(to: UInt8.self), count: bytes.count, isNull: false)
      var splitter = JSONFieldSplitter(columns: ["a", "b"], nullTokens: ["NULL"], arena: FieldArena())
      var fields: [FieldSlice] = []
      for _ in 1...2 {
        splitter.split(line, into: &fields)
        #expect(fields.map { $0.isNull ? "∅" : $0.text } == [expected, "∅"])
      }
    }
  }

  @Test("names of members come by their foremost place") func namesOfMembersComeByTheirForemostPlace() throws {
    let text = "{\"b\":1,\"a\":2}\n{\"b\":1,\"\\u0061\":{\"n\":1}}\nbad\n{\"c\":1,\"b\":1}\n"
    #expect(try scan(text).header == ["b", "c", "a"])
  }

  @Test(
    "An object with values under two spellings of one name is a fault, and of no other",
    arguments: [
      (#"{"a":1,"A":2}"#, true), (#"{"a":1,"A":null}"#, false), (#"{"a":null,"A":2,"b":1}"#, false),
      (#"{"a":1,"a":2}"#, false), (#"{"b":{"a":1,"A":2}}"#, false), (#"{"\u0061":1,"b":2,"A":""}"#, true),
      ("{\"é\":1,\"e\u{301}\":2}", true), (#"{"A":1}"#, false),
    ])
  func spelledTwice(line: String, isFault: Bool) throws {
    for text in [line + "\n", "{\"a\":0,\"A\":null}\n" + line + "\n{\"a\":3}\n" + line + "\n"] {
      let bytes = Array(text.utf8)
      let scan = try scan(text)
      let lines = text.split(separator: "\n").count(where: { $0 == line })
      #expect(scan.faults == (isFault ? lines : 0))
      try bytes.withUnsafeBytes { bytes in
        var reader = JSONLinesReader(bytes: bytes, block: try #require(scan.blocks.first))
        var count = 0
        while reader.next() != nil { count += 1 }
        #expect(count == Int(scan.records - scan.faults))
      }
    }
  }

  @Test("blank lines are no records and the mark is skipped") func blankLinesAreNoRecordsAndTheMarkIsSkipped() throws {
    let scan = try scan("\u{FEFF}{}\n\n  \t\r\n{}\n\n")
    #expect((scan.records, scan.faults) == (2, 0))
  }

  @Test("oversized and invalid lines are passed over") func oversizedAndInvalidLinesArePassedOver() throws {
    let bytes = Array("{\"a\":\"".utf8) + [0xFF] + Array("\"}\n{\"long\":123456789012}\n{\"b\":2}\n".utf8)
    let faults = try bytes.withUnsafeBytes { bytes in
      let scan = try JSONLinesScanner.scan(bytes, maxRecordBytes: 12)
      return FaultReader(jsonLines: bytes, block: scan.blocks[0], maxRecordBytes: 12).all()
    }
    #expect(faults.map(\.reason) == [.invalidUTF8, .oversized(bytes: 21)])
    #expect(faults.map(\.byteOffset) == [0, 10])
  }

  @Test("readers over blocks give the good lines with their numbers")
  func readersOverBlocksGiveTheGoodLinesWithTheirNumbers() throws {
    let text = (1...500).map { $0 % 7 == 0 ? "oops\n" : "{\"n\":\($0)}\n" }.joined()
    let bytes = Array(text.utf8)
    let scan = try scan(text, block: 50)
    #expect(scan.blocks.count > 10)
    bytes.withUnsafeBytes { bytes in
      let found = scan.blocks.flatMap { block in
        var reader = JSONLinesReader(bytes: bytes, block: block)
        var lines: [String] = []
        while let line = reader.next() { lines.append("\(reader.record) \(line.text)") }
        return lines
      }
      #expect(found == (1...500).filter { $0 % 7 != 0 }.map { "\($0) {\"n\":\($0)}" })
    }
  }
}
