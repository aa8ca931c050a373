import Testing
import YAML

@Suite struct YAMLNodeTests {
  @Test("nodes know their places") func nodesKnowTheirPlaces() throws {
    let root = try #require(try YAMLNode.parse("# remark\nname: shop\nsources:\n  - größe: [a, 'b']\n    two: 2\n"))
    #expect((root.line, root.column) == (2, 1))
    let item = try #require(root["sources"]?.items?.first)
    #expect((item.line, item.column) == (4, 5))
    let list = try #require(item["größe"]?.items)
    #expect(list.map(\.line) == [4, 4])
    #expect(list.map(\.column) == [13, 16])
    #expect(list.map(\.text) == ["a", "b"])
  }

  @Test("keys keep their order") func keysKeepTheirOrder() throws {
    let root = try #require(try YAMLNode.parse("b: 1\na: 2\nc: 3\n"))
    #expect(root.entries?.map(\.name) == ["b", "a", "c"])
  }

  @Test(
    "Only true, false, null and numbers are anything but text",
    arguments: [
      ("true", "true or false"), ("False", "true or false"), ("no", "a text"), ("on", "a text"), ("NO", "a text"),
      ("12", "a number"), ("-1.5", "a number"), ("'12'", "a text"), ("null", "nothing"), ("~", "nothing"),
      ("", "nothing"),
      ("\"\"", "a text"), ("2026-11-21", "a text"), ("[a]", "a list"), ("{a: 1}", "a mapping"), ("1_000", "a text"),
    ])
  func kinds(text: String, kind: String) throws {
    #expect(try YAMLNode.parse("x: \(text)")?["x"]?.kind == kind)
  }

  @Test("quoted emptiness is not null") func quotedEmptinessIsNotNull() throws {
    let root = try #require(try YAMLNode.parse("a: ''\nb:\nc: 'null'"))
    #expect(root["a"]?.text == "")
    #expect(root["b"]?.isNull == true)
    #expect(root["c"]?.text == "null")
  }

  @Test("a block begins at its sign") func aBlockBeginsAtItsSign() throws {
    let node = try #require(try YAMLNode.parse("sql: |\n  select 1\n  from x\n")?["sql"])
    #expect((node.line, node.column) == (1, 6))
    #expect(node.text == "select 1\nfrom x\n")
  }

  @Test("nothing is no document", arguments: ["", "\n", "# nothing\n", "---\n"])
  func nothingIsNoDocument(text: String) throws {
    let root = try YAMLNode.parse(text)
    #expect(root == nil || root?.isNull == true)
  }

  @Test(
    "What cannot be read is said in plain words",
    arguments: [
      ("a:\n\tb: 1\n", "2:1: a tab is used for indentation; YAML takes spaces only"),
      ("a:\n  b: 1\n\tc: 2\n", "3:1: a tab is used for indentation; YAML takes spaces only"),
      ("a:\n  - x\n \t- y\n", "3:2: a tab is used for indentation; YAML takes spaces only"),
      ("a: 1\nb: 2\na: 3\n", "3:1: the key 'a' stands twice"),
      ("x:\n  a: 1\n  b: 2\n  'a': 3\n", "4:3: the key 'a' stands twice"),
      ("{a: 1, a: 2}", "1:2: the key 'a' stands twice"),
      ("a: b: c\n", "1:5: a ':' is not expected here; check the indentation, or put the text in quotes"),
      ("a: @x\n", "1:4: a text that begins with '@' must stand in quotes"),
      ("a: [1, 2\nb: 3\n", "2:2: ',' or ']' is missing; it was opened at 1:4"),
      ("a: {b: 1\n", "2:1: ',' or '}' is missing; it was opened at 1:4"),
      ("a: 'x\n", "2:1: the closing quote is missing; it was opened at 1:4"),
      ("a: 1\n b: 2\n", "2:3: a ':' is not expected here; check the indentation, or put the text in quotes"),
      ("a:\n    b: 1\n  c: 2\n", "3:3: a key is expected here; check the indentation, or put the text above in quotes"),
      ("a: 1\n---\nb: 2\n", "2:1: only one document may stand in this file"),
      ("a: *b\n", "1:4: this alias names no anchor"),
      ("key\nb: 1\n", "2:2: a ':' is not expected here; check the indentation, or put the text in quotes"),
    ])
  func errors(text: String, expected: String) {
    let error = #expect(throws: YAMLError.self) { try YAMLNode.parse(text) }
    #expect(error?.description == expected)
  }

  @Test("Aliases that unfold without end are refused")
  func bombs() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<9 {
      let aliases = repeatElement("*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    let error = #expect(throws: YAMLError.self) { try YAMLNode.parse(text) }
    #expect(error?.message.contains("unfolds") == true)
  }

  @Test("control characters are refused") func controlCharactersAreRefused() {
    #expect(throws: YAMLError.self) { try YAMLNode.parse("a: \u{1}\n") }
  }
}
