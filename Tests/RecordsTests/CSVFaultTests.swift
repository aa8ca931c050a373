import Testing

@testable import Records

@Suite struct CSVFaultTests {
  @Test(
    "a fault takes its record and the next is read",
    arguments: [
      ("a,b\n1,2\n3\n4,5,6\n7,8\n", ["2: 3 | 1 fields instead of 2", "3: 4,5,6 | 3 fields instead of 2"]),
      ("a,b\n1,\"x\"y\n7,8\n", ["1: 1,\"x\"y | text after a closing quote"]),
      ("a,b\n\"x\" ,1\r\n7,8\r\n", ["1: \"x\" ,1 | text after a closing quote"]),
      ("a,b\n1,\"x\n7,8\n", ["1: 1,\"x | a quote is never closed"]),
      ("a,b\n7,8\n1,\"x", ["2: 1,\"x | a quote is never closed"]),
      ("a,b\n7,8\n\"", ["2: \" | a quote is never closed"]),
      ("a,b\n1,\"x\"\"\n7,8\n", ["1: 1,\"x\"\" | a quote is never closed"]),
    ])
  func aFaultTakesItsRecordAndTheNextIsRead(text: String, faults: [String]) throws {
    let scanned = try Scanned(text)
    #expect(scanned.faults == faults)
    #expect(scanned.lines.last == "7|8")
  }

  @Test("a quoted field with text after it ends with its line") func aQuotedFieldWithTextAfterItEndsWithItsLine() throws
  {
    let scanned = try Scanned("a,b\n\"1\n2\"x,\"3\n4,5\n")
    #expect(scanned.faults == ["1: \"1\n2\"x,\"3 | text after a closing quote"])
    #expect(scanned.lines == ["4|5"])
  }

  @Test(
    "invalid UTF8 is a fault quoted or not",
    arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0xAF]] as [[UInt8]])
  func invalidUTF8IsAFaultQuotedOrNot(bad: [UInt8]) throws {
    let bytes = Array("a,b\n1,".utf8) + bad + Array("\n2,\"".utf8) + bad + Array("\n\"\n3,4\n".utf8)
    let scanned = try Scanned(bytes)
    #expect(scanned.foundFaults.map(\.reason) == [.invalidUTF8, .invalidUTF8])
    #expect(scanned.foundFaults.map(\.record) == [1, 2])
    #expect(scanned.lines == ["3|4"])
  }

  @Test("an oversized record is passed over") func anOversizedRecordIsPassedOver() throws {
    let dialect = CSVDialect.with { $0.maxRecordBytes = 10 }
    let long = String(repeating: "x", count: 30)
    let scanned = try Scanned("a,b\n\(long),1\n123456,789\n\"\(long)\",1\n1,12345678\n", dialect)
    #expect(scanned.foundFaults.map(\.reason) == [.oversized(bytes: 32), .oversized(bytes: 34)])
    #expect(scanned.lines == ["123456|789", "1|12345678"])
  }

  @Test("a record that grows over the limit line by line loses its first line only")
  func aRecordThatGrowsOverTheLimitLineByLineLosesItsFirstLineOnly() throws {
    let dialect = CSVDialect.with { $0.maxRecordBytes = 20 }
    let scanned = try Scanned("a,b\n1,\"open\n2,3\n4,5\n6,7\n8,9\n10,11\n12,\"13\"\n", dialect)
    #expect(scanned.faults == ["1: 1,\"open | a quote is never closed"])
    #expect(scanned.lines == ["2|3", "4|5", "6|7", "8|9", "10|11", "12|13"])
  }

  @Test("a quote that ends exactly at the limit is good") func aQuoteThatEndsExactlyAtTheLimitIsGood() throws {
    let dialect = CSVDialect.with { $0.maxRecordBytes = 11 }
    #expect(try Scanned("a,b\n\"1\n345678\",1\n", dialect).faults.count == 1)
    #expect(try Scanned("a,b\n\"1\n34567\",1\n", dialect).lines == ["1\n34567|1"])
  }

  @Test("a file full of open quotes is still judged line by line") func aFileFullOfOpenQuotesIsStillJudgedLineByLine()
    throws
  {
    // Each line closes the quote of the line before and opens another, so every look ahead runs to the limit.
    let count = 3000
    let text = "a,b\n" + String(repeating: "x\",\"\n", count: count) + "7,8\n"
    let scanned = try Scanned(text, .with { $0.maxRecordBytes = 5000 })
    #expect(scanned.scan.records == Int64(count) + 1)
    #expect(scanned.foundFaults.count == count)
    #expect(scanned.lines == ["7|8"])
  }

  @Test("a faulty header is an error") func aFaultyHeaderIsAnError() {
    #expect(throws: RecordsError.header(.unterminatedQuote)) { try Scanned("a,\"b\n1,2\n") }
    #expect(throws: RecordsError.header(.invalidUTF8)) { try Scanned([0x61, 0xFF, 0x0A]) }
  }

  @Test(
    "a UTF16 file is named",
    arguments: [([0xFF, 0xFE, 0x61, 0x00], "utf-16le"), ([0xFE, 0xFF, 0x00, 0x61], "utf-16be")] as [([UInt8], String)])
  func aUTF16FileIsNamed(bytes: [UInt8], name: String) {
    #expect(throws: RecordsError.encoding(name)) { try Scanned(bytes) }
  }

  @Test("every reason has its words") func everyReasonHasItsWords() {
    let reasons: [RecordFault.Reason] = [
      .fieldCount(found: 1, expected: 2), .invalidUTF8, .unterminatedQuote, .textAfterQuote, .oversized(bytes: 3),
      .notAnObject("it does not begin with {"),
    ]
    #expect(
      reasons.map(\.text) == [
        "1 fields instead of 2", "not valid UTF-8", "a quote is never closed", "text after a closing quote",
        "3 bytes, more than a record may have", "not a JSON object: it does not begin with {",
      ])
  }
}
