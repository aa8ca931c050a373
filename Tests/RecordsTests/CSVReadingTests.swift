import Testing

@testable import Records

@Suite struct CSVReadingTests {
  @Test(
    "records are read by RFC4180",
    arguments: [
      ("a,b\n1,2\n3,4\n", ["1|2", "3|4"]),
      ("a,b\n1,2\n3,4", ["1|2", "3|4"]),
      ("a,b\r\n1,2\r\n3,4\r\n", ["1|2", "3|4"]),
      ("a,b\r\n1,\"2\"\r\n", ["1|2"]),
      ("\u{FEFF}a,b\n1,2\n", ["1|2"]),
      ("a,b\n\"x,y\",\"line 1\nline 2\"\n", ["x,y|line 1\nline 2"]),
      ("a,b\n\"x\r\ny\",2\r\n", ["x\r\ny|2"]),
      ("a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n", ["say \"hi\"|\""]),
      ("a,b\n5\" pipe,it\"s\n", ["5\" pipe|it\"s"]),
      ("a,b\n,\n", ["∅|∅"]),
      ("a,b\n\"\",\"\"\n", ["|"]),
      ("a,b\n1,2\n\n\r\n3,4\n\n", ["1|2", "3|4"]),
      ("a,b\n1,x\ry\n", ["1|x\ry"]),
      ("a,b\n ,\t\n", [" |\t"]),
      ("\n\na,b\n1,2\n", ["1|2"]),
      ("a,b\n12345678,12345678\n1234567,1\n", ["12345678|12345678", "1234567|1"]),
      ("a,b\nå,日本語 🦀 and a longer tail\n", ["å|日本語 🦀 and a longer tail"]),
    ])
  func recordsAreReadByRFC4180(text: String, lines: [String]) throws {
    let scanned = try Scanned(text)
    #expect(scanned.lines == lines)
    #expect(scanned.scan.header == ["a", "b"])
    #expect(scanned.scan.records == Int64(lines.count))
    #expect(scanned.faults == [])
  }

  @Test("a header may be quoted") func aHeaderMayBeQuoted() throws {
    #expect(try Scanned("\"a, or \"\"A\"\"\",b\n").scan.header == ["a, or \"A\"", "b"])
  }

  @Test("an empty file has nothing") func anEmptyFileHasNothing() throws {
    let scan = try Scanned("").scan
    #expect(scan == FileScan())
  }

  @Test("a header alone has no records") func aHeaderAloneHasNoRecords() throws {
    let scan = try Scanned("a,b\n").scan
    #expect((scan.header, scan.records, scan.blocks) == (["a", "b"], 0, []))
  }

  @Test("without a header the first record sets the width") func withoutAHeaderTheFirstRecordSetsTheWidth() throws {
    let scanned = try Scanned("\n1,2\n3\n4,5\n", .headless)
    #expect(scanned.scan.header == nil)
    #expect(scanned.lines == ["1|2", "4|5"])
    #expect(scanned.faults == ["2: 3 | 1 fields instead of 2"])
  }

  @Test("the expected width wins over the header") func theExpectedWidthWinsOverTheHeader() throws {
    let scanned = try Scanned("a,b\n1,2\n1,2,3\n", expected: 3)
    #expect(scanned.lines == ["1|2|3"])
  }

  @Test("blank lines are records only where there is one column") func blankLinesAreRecordsOnlyWhereThereIsOneColumn()
    throws
  {
    #expect(try Scanned("a\n1\n\n2\n\n").lines == ["1", "∅", "2", "∅"])
    #expect(try Scanned("\n\n1\n\n2", .headless).lines == ["1", "∅", "2"])
  }

  @Test("null tokens count unquoted and whole only") func nullTokensCountUnquotedAndWholeOnly() throws {
    let dialect = CSVDialect.with { $0.nullTokens = ["NULL", "N/A", "-"] }
    let scanned = try Scanned("a,b,c\nNULL,\"NULL\",NULLS\n,N/A,-\nnull,-1,N\n", dialect)
    #expect(scanned.lines == ["∅|NULL|NULLS", "|∅|∅", "null|-1|N"])
  }

  @Test("another escape takes the next byte as it is") func anotherEscapeTakesTheNextByteAsItIs() throws {
    let dialect = CSVDialect.with { $0.escape = UInt8(ascii: "\\") }
    #expect(try Scanned("a,b\n\"x\\\"y\",\"\\\\\"\n", dialect).lines == ["x\"y|\\"])
    #expect(try Scanned("a,b\n\"x\"\"y\",1\n", dialect).faults == ["1: \"x\"\"y\",1 | text after a closing quote"])
  }

  @Test("without quotes a quote is text") func withoutQuotesAQuoteIsText() throws {
    let dialect = CSVDialect.with { $0.quote = nil }
    #expect(try Scanned("a;b,c\n\"x,\"y\n", dialect).lines == ["\"x|\"y"])
  }

  @Test("any byte can delimit", arguments: [UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")])
  func anyByteCanDelimit(delimiter: UInt8) throws {
    let text = "a,b\n1,\"2,\"\n".replacing(",", with: String(UnicodeScalar(delimiter)))
    let scanned = try Scanned(text, .with { $0.delimiter = delimiter })
    #expect(scanned.records().map(\.fields) == [["1", "2" + String(UnicodeScalar(delimiter))]])
  }

  @Test("slices stay valid after later records") func slicesStayValidAfterLaterRecords() throws {
    let text = "a\n" + String(repeating: "\"x\"\"y\"\n", count: 30_000)
    let scanned = try Scanned(text)
    scanned.bytes.withUnsafeBytes { bytes in
      var reader = CSVRecordReader(
        bytes: bytes, dialect: scanned.dialect, block: scanned.scan.blocks[0], fieldCount: 1)
      var fields: [FieldSlice] = []
      var kept: [FieldSlice] = []
      while reader.next(&fields) { kept.append(fields[0]) }
      #expect(kept.count == 30_000)
      #expect(kept.allSatisfy { $0.text == "x\"y" })
    }
  }

  @Test("the scan tells of each block that it is done with") func theScanTellsOfEachBlockThatItIsDoneWith() throws {
    let bytes = Array(("a,b\n" + String(repeating: "1,2\n", count: 100)).utf8)
    var heard: [RecordBlock] = []
    let scan = try bytes.withUnsafeBytes {
      try CSVScanner.scan($0, dialect: CSVDialect(), blockBytes: 36, onBlock: { heard.append($0) })
    }
    #expect(scan.blocks.count == 12)
    #expect(heard == scan.blocks.dropLast())
  }
}
