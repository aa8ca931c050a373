import JSON
import Testing

@testable import Runs

@Suite("Items in a file")
struct ItemFileTests {
  private func items(
    _ text: String, _ config: JSONValue = [:], path: String = "a.csv", most: Int = .max
  ) throws -> [JSONValue] {
    try ItemFile(config: config, path: path).items(in: Array(text.utf8), most: most)
  }

  private func problem(_ bytes: [UInt8], _ config: JSONValue = [:], path: String = "a.csv") throws -> String {
    let problem = #expect(throws: ItemFile.Problem.self) {
      try ItemFile(config: config, path: path).items(in: bytes, most: .max)
    }
    return try #require(problem).reason
  }

  @Test(
    "of CSV are an object of texts for each row",
    arguments: [
      ("id,v\n1,a\n2,b\n", [["id": "1", "v": "a"], ["id": "2", "v": "b"]]),
      // Other line ends, none at the end, a mark of the byte order, lines without anything.
      ("id,v\r\n1,a\r\n", [["id": "1", "v": "a"]]), ("id,v\n1,a", [["id": "1", "v": "a"]]),
      ("id,v\r1,a\r2,b\r", [["id": "1", "v": "a"], ["id": "2", "v": "b"]]),
      ("\u{FEFF}id,v\n1,a\n", [["id": "1", "v": "a"]]), ("\n\nid,v\n\n1,a\n\n\n", [["id": "1", "v": "a"]]),
      // Quotes around what holds a delimiter, a line's end or a quote; one in the middle of a value is itself.
      ("id,v\n1,\"a,b\"\n", [["id": "1", "v": "a,b"]]), ("id,v\n1,\"a\nb\"\n", [["id": "1", "v": "a\nb"]]),
      ("id,v\n1,\"a\r\nb\"\n", [["id": "1", "v": "a\r\nb"]]), ("id,v\n1,\"a\"\"b\"\n", [["id": "1", "v": "a\"b"]]),
      ("id,v\n1,5\" pipe\n2,6\" pipe\n", [["id": "1", "v": "5\" pipe"], ["id": "2", "v": "6\" pipe"]]),
      ("id,v\n1,\"\"\n", [["id": "1", "v": ""]]), ("\"i,d\",v\n1,a\n", [["i,d": "1", "v": "a"]]),
      // What a row lacks is an empty text.
      ("id,v,w\n1\n2,b\n", [["id": "1", "v": "", "w": ""], ["id": "2", "v": "b", "w": ""]]),
      ("id,,\n1,,\n", [["id": "1", "": ""]]), ("id,v\n,\n", [["id": "", "v": ""]]), ("id,v\n", []), ("", []),
      ("\u{FEFF}", []), ("id", []),
      ("名,😀\ne\u{301},é\n", [["名": "e\u{301}", "😀": "é"]]),
    ] as [(String, [JSONValue])])
  func csv(text: String, expected: [JSONValue]) throws {
    #expect(try items(text) == expected)
  }

  @Test(
    "of CSV are cut where CSVDelimiter says",
    arguments: [("COMMA", ","), ("PIPE", "|"), ("SEMICOLON", ";"), ("SPACE", " "), ("TAB", "\t")])
  func delimiters(name: String, delimiter: String) throws {
    let text =
      ["id", "v"].joined(separator: delimiter) + "\n" + ["1", "\"x\(delimiter)y\""].joined(separator: delimiter)
    #expect(try items(text, ["CSVDelimiter": .string(name)]) == [["id": "1", "v": .string("x\(delimiter)y")]])
  }

  @Test("of CSV have the names that are given, where they are, and then the first line is a row")
  func given() throws {
    let config: JSONValue = ["CSVHeaderLocation": "GIVEN", "CSVHeaders": ["a", "b"]]
    #expect(try items("1,2\n3,4\n", config) == [["a": "1", "b": "2"], ["a": "3", "b": "4"]])
    #expect(try problem(Array("1\n".utf8), ["CSVHeaderLocation": "GIVEN"]).contains("CSVHeaders"))
    #expect(try problem(Array("1\n".utf8), ["CSVHeaderLocation": "GIVEN", "CSVHeaders": [1]]).contains("CSVHeaders"))
    // A name that is none would move all that follow it one value on.
    #expect(
      try problem(Array("1,2\n".utf8), ["CSVHeaderLocation": "GIVEN", "CSVHeaders": ["a", 5, "b"]]).contains(
        "CSVHeaders"))
  }

  @Test(
    "that would be lost or mistaken are refused with the reason",
    arguments: [
      ("id,v\n1,a,x\n", "row 1 has 3 values"), ("id,v\n1,a\n2,b,\n", "row 2 has 3 values"),
      ("id,v\n1,\"a\n2,b\n3,c\n", "row 1: a quote is not closed"), ("id,\"v\n1,a\n", "a quote is not closed"),
      ("id,v\n1,\"a\"b\n", "row 1: text follows a closing quote"), ("id,id\n1,2\n", "“id” twice"),
    ])
  func refused(text: String, reason: String) throws {
    let told = try problem(Array(text.utf8))
    #expect(told.contains(reason), "\(told)")
  }

  @Test("that are no UTF-8 are refused, and not read as something else", arguments: ["a.csv", "a.json", "a.jsonl"])
  func encoding(path: String) throws {
    let bytes = path == "a.csv" ? Array("id\n".utf8) + [0xE9, 0x0A] : Array("[\"".utf8) + [0xE9] + Array("\"]".utf8)
    #expect(!(try problem(bytes, path: path)).isEmpty)
  }

  @Test("end after as many as are wanted, whatever follows", arguments: [0, 1, 2])
  func most(count: Int) throws {
    let all: [JSONValue] = [["id": "1"], ["id": "2"]]
    let wanted = Array(all.prefix(count))
    #expect(try items("id\n1\n2\n3,4,5\n", most: count) == wanted)
    #expect(try items("{\"id\":\"1\"}\n{\"id\":\"2\"}\nnot JSON", path: "a.jsonl", most: count) == wanted)
    #expect(try items(#"[{"id":"1"},{"id":"2"},{"id":"3"}]"#, path: "a.json", most: count) == wanted)
  }

  @Test("of JSON are the list that the file holds, numbers as they were written, and nothing else")
  func json() throws {
    #expect(try items(#"[1.50, "a", {"b": null}, []]"#, path: "x/a.json") == [.number("1.50"), "a", ["b": nil], []])
    #expect(try items("[]", path: "a") == [])
    for text in ["{}", "7", "null", "\"a\""] { #expect(try problem(Array(text.utf8), path: "a").contains("no list")) }
    for text in ["", "[1", "[1] x"] { #expect(try problem(Array(text.utf8), path: "a").contains("not JSON")) }
  }

  @Test("of JSON lines are one a line, empty lines left out, and one that is none is told by its number")
  func lines() throws {
    #expect(try items("1\n\n \t\r\n{\"a\": 2}\r\n3", path: "a.ndjson") == [1, ["a": 2], 3])
    #expect(try items("", path: "a.jsonl") == [])
    #expect(try problem(Array("1\n\n{\n".utf8), path: "a.jsonl").hasPrefix("line 3: not JSON"))
  }

  @Test(
    "are of the type that InputType says, and else of the one that the name ends with, in any case",
    arguments: [
      (nil, "a.csv"), (nil, "a.CSV"), (nil, "dir.json/a.csv"), ("CSV", "a.json"), ("CSV", "noend"),
    ] as [(String?, String)])
  func type(type: String?, path: String) throws {
    let config: JSONValue = type.map { ["InputType": .string($0)] } ?? [:]
    #expect(try items("id\n1\n", config, path: path) == [["id": "1"]])
  }

  @Test(
    "of a type that is not read here are refused with what reads them", arguments: ["PARQUET", "MANIFEST", "csv", ""])
  func unknown(type: String) throws {
    let reason = try problem([], ["InputType": .string(type)])
    #expect(reason.contains("InputType \(type) ") && reason.contains("athena:startQueryExecution"))
    #expect(try problem([], ["CSVDelimiter": "DOT"]).contains("COMMA, PIPE, SEMICOLON, SPACE, TAB"))
  }
}

@Suite("The file of a query's result")
struct ResultFileTests {
  @Test(
    "gives every value back as it was, null apart from an empty text",
    arguments: [
      [["a", "b"], ["1", nil], [nil, nil], ["", "x"]], [["a"], [nil], [""], ["\""], ["\"\""], ["a\"b"], ["\"a\""]],
      [["a", "b"], ["x,y", "x\ny"], ["x\r\ny", "\r"], [",", "\n"], ["\",\"", "\"\n\""]], [["名"], ["e\u{301}"], ["😀"]],
      [["a"]],
    ] as [[[String?]]])
  func roundTrip(rows: [[String?]]) {
    let text = rows.map { row in
      row.map { $0.map { "\"\($0.replacing("\"", with: "\"\""))\"" } ?? "" }.joined(separator: ",") + "\n"
    }.joined()
    #expect(ResultFile.rows(of: text, limit: 1000) == rows)
    #expect(ResultFile.rows(of: text, limit: 1) == [rows[0]])
    #expect(ResultFile.rows(of: text, limit: 0) == [])
  }

  @Test("that was cut off gives its whole rows alone", arguments: ["\"a\"\n\"b", "\"a\"\n\"b\"", "\"a\"\n\"b\","])
  func cut(text: String) {
    #expect(ResultFile.rows(of: text, limit: 10) == [["a"]])
  }
}
