import ModelSQL
import Testing
import Words

@Suite struct ModelFileTests {
  @Test("header and statement keep their places") func headerAndStatementKeepTheirPlaces() throws {
    let file = try ModelFile("/*---\nmaterialized: table\n---*/\n\n  select 1 as a\nfrom x ;\n-- done\n")
    #expect(file.header == "     \nmaterialized: table\n")
    #expect(file.source.text == "select 1 as a\nfrom x")
    #expect(file.source.start == SourcePosition(line: 5, column: 3))
    #expect(file.source.position(ofByte: 14) == SourcePosition(line: 6, column: 1))
  }

  @Test("Columns count characters, not bytes")
  func columnsCountScalars() throws {
    let source = try ModelFile("select 'é🥇' as a, b").source
    #expect(source.position(ofByte: 21) == SourcePosition(line: 1, column: 18))
  }

  @Test("a file without header is all statement") func aFileWithoutHeaderIsAllStatement() throws {
    let file = try ModelFile("-- a remark\nselect 1\n")
    #expect(file.header == nil)
    #expect(file.source.text == "select 1")
    #expect(file.source.start == SourcePosition(line: 2, column: 1))
  }

  @Test("line comments may stand before the header") func lineCommentsMayStandBeforeTheHeader() throws {
    let file = try ModelFile("\n-- licence\r\n/*---\na: 1\n---*/ select 1")
    #expect(file.header?.hasSuffix("a: 1\n") == true)
    #expect(file.source.start == SourcePosition(line: 5, column: 7))
  }

  @Test(
    "a broken header is a problem",
    arguments: [
      ("/*---\na: 1\nselect 1", "1:1: error: the header has no end; close it with ---*/"),
      ("select 1\n /*--- a: 1 ---*/", "2:2: error: the header '/*---' must stand before everything else"),
    ])
  func aBrokenHeaderIsAProblem(text: String, expected: String) {
    let problem = #expect(throws: SQLProblem.self) { try ModelFile(text) }
    #expect(problem?.description == expected)
  }

  @Test("nothing is an empty statement", arguments: ["", "  \n", "-- only a remark", ";;"])
  func nothingIsAnEmptyStatement(text: String) throws {
    #expect(["", ";"].contains(try ModelFile(text).source.text))
  }

  @Test("A block of YAML keeps its places by its indentation")
  func indentedBlocks() {
    let text = SQLText("select a\nfrom b", start: SourcePosition(line: 10, column: 7), indent: 6)
    #expect(text.position(ofByte: 7) == SourcePosition(line: 10, column: 14))
    #expect(text.position(ofByte: 14) == SourcePosition(line: 11, column: 12))
  }
}
