import Foundation
import PipelineSupport
import Testing

@Suite("The columns of a source")
struct ColumnNameTests {
  private static func project(_ format: String, _ settings: String = "") -> [String: String] {
    [
      "project.yml": """
      name: little
      environments: {dev: {lake: lake/dev}}
      sources:
        x:
          path: incoming/x*
          format: \(format)
      \(settings.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
        other: {path: incoming/other*, format: csv}
      """,
      "models/silver/x.sql": "select * from bronze.x", "models/silver/other.sql": "select a from bronze.other",
      "incoming/other1.csv": "a\n1\n",
    ]
  }

  /// A model cannot keep a column that begins with `_`, so these read Bronze itself.
  private static func pipeline(_ format: String, _ files: [String: String], _ settings: String = "") throws -> Pipeline
  {
    var all = project(format, settings)
    all["models/silver/x.sql"] = "select count(*) as n from bronze.x"
    for (name, text) in files { all["incoming/" + name] = text }
    return try Pipeline(all)
  }

  @Test(
    "are one whatever their case, over all files",
    arguments: [
      ("csv", "id,v\n1,a\n", "ID,V\n2,b\n"), ("csv", "id,größe,v\n1,x,a\n", "id,gro\u{308}ße,V\n2,y,b\n"),
      ("jsonl", #"{"id":1,"v":"a"}"# + "\n", #"{"ID":2,"V":"b"}"# + "\n"),
      ("jsonl", #"{"id":1,"v":"a"}"# + "\n" + #"{"id":1,"V":"c"}"# + "\n", #"{"Id":2,"v":null,"V":"b"}"# + "\n"),
    ])
  func folded(format: String, first: String, second: String) throws {
    let shop = try Self.pipeline(format, ["x1": first])
    for _ in 1...2 {
      let result = try shop.run()
      #expect(result.status == .succeeded, "\(result.trouble)")
      try shop.folder.write(second, to: "incoming/x2")
    }
    let rows = try shop.query("select id, v from bronze.x where id = '2' or v <> 'c' order by id")
    #expect(rows == [["1", "a"], ["2", "b"]])
    if first.contains("größe") {
      #expect(try shop.query("select größe from bronze.x order by id") == [["x"], ["y"]])
    }
    let (_, journal) = try shop.environment()
    #expect(try journal.schemaDrift() == [])
  }

  @Test("that a JSON record gives twice send it to quarantine, and no other record")
  func twice() throws {
    let lines = [#"{"amount":1,"Amount":2}"#, #"{"amount":3}"#, #"{"Amount":4}"#, #"{"amount":null,"Amount":5}"#]
    let shop = try Self.pipeline("jsonl", ["x1": lines.joined(separator: "\n") + "\n"])
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(
      try shop.query("select _record, amount from bronze.x order by 1") == [["2", "3"], ["3", "4"], ["4", "5"]])
    #expect(
      try shop.query("select _record, reason from quarantine.bronze_x")
        == [["1", "“Amount” and “amount” are one column, and both have a value"]])
    let counts = try #require(result.step("bronze.x")?.counts)
    #expect((counts.read, counts.inserted, counts.rejected) == (4, 3, 1))
  }

  @Test(
    "may not take a name that Bronze gives, in any case; the file is refused and nothing else suffers",
    arguments: [
      ("csv", "id,_run\n1,r9\n", "_run"), ("csv", "id,_FILE\n1,r9\n", "_FILE"),
      ("csv", "id,_source\n1,r9\n", "_source"),
      ("csv", "_Ingested_At,id\n1,r9\n", "_Ingested_At"),
      ("jsonl", #"{"id":1}"# + "\n" + #"{"id":2,"_file":"evil","_record":99}"# + "\n", "_file"),
    ])
  func reserved(format: String, text: String, name: String) throws {
    let good = format == "csv" ? "id,v\n0,a\n" : #"{"id":0,"v":"a"}"# + "\n"
    let shop = try Self.pipeline(format, ["x1": good])
    try shop.run()
    try shop.folder.write(text, to: "incoming/x2")
    try shop.folder.write("a\n2\n", to: "incoming/other2.csv")
    let refused = try shop.run()
    #expect(refused.step("bronze.x")?.error == "Assay.ColumnsWrong")
    #expect(refused.step("bronze.x")?.cause?.contains("incoming/x2: the column “\(name)” has a name") == true)
    #expect(refused.step("silver.x")?.status == .skipped)
    #expect(refused.step("silver.other")?.status == .succeeded)
    try FileManager.default.removeItem(atPath: shop.folder.path("incoming/x2"))
    let after = try shop.run()
    #expect(after.status == .succeeded, "\(after.trouble)")
    #expect(try shop.query("select id, _file from bronze.x") == [["0", "incoming/x1"]])
    #expect(try shop.query("select count(*) from silver.other") == [["2"]])
  }

  @Test(
    "may be called otherwise in Bronze than in the files",
    arguments: [
      ("csv", "id,_run\n1,r9\n"), ("jsonl", #"{"id":1,"_run":"r9"}"# + "\n"),
    ])
  func renamed(format: String, text: String) throws {
    let shop = try Self.pipeline(format, ["x1": text], "rename: {_run: their_run}")
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(try shop.query("select id, their_run, _file from bronze.x") == [["1", "r9", "incoming/x1"]])
  }

  @Test("that rename makes one are refused, in a file that has both")
  func renamedTwice() throws {
    let shop = try Self.pipeline("jsonl", ["x1": #"{"a":1,"b":2}"# + "\n"], "rename: {a: b}")
    #expect(
      try shop.run().step("bronze.x")?.cause
        == "incoming/x1: rename makes one column of “a” and “b”, and the file has both")
  }

  @Test("that change their kind are told whatever their case")
  func retyped() throws {
    let shop = try Self.pipeline("csv", ["x1": "id,v\n1,2\n"])
    try shop.run()
    try shop.folder.write("ID,V\n2,many\n", to: "incoming/x2")
    #expect(try shop.run().status == .succeeded)
    let (_, journal) = try shop.environment()
    #expect(try journal.schemaDrift().map(\.drift.column) == ["V"])
  }

  @Test("of operations may be left out by a declared header, whatever the case")
  func withoutOperation() throws {
    let shop = try Self.pipeline(
      "csv", ["x1": "ID,v\n1,a\n", "x2": "Op,id,V\nD,1,b\n"], "columns: [op, id, v]\nchanges: {operation: op}")
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(try shop.query("select _op, id, v from bronze.x order by _file") == [["I", "1", "a"], ["D", "1", "b"]])
  }

  @Test("of a change feed may be delivered under Bronze's own names, and no others may take them")
  func operations() throws {
    let settings = "changes: {operation: _op}"
    let shop = try Self.pipeline("csv", ["x1": "_op,id\nI,1\n"], settings)
    #expect(try shop.run().status == .succeeded)
    #expect(try shop.query("select _op, id from bronze.x") == [["I", "1"]])
    let other = try Self.pipeline("csv", ["x1": "op,_OP,id\nI,D,1\n"], "changes: {operation: OP}")
    #expect(try other.run().step("bronze.x")?.error == "Assay.ColumnsWrong")
    let plain = try Self.pipeline("csv", ["x1": "_op,id\nI,1\n"])
    #expect(try plain.run().status == .succeeded)
    #expect(try plain.query("select _op, id from bronze.x") == [["I", "1"]])
  }

  @Test("of a feed's roles are found whatever the case of the header")
  func roles() throws {
    let shop = try Self.pipeline("csv", ["x1": "OP,id\nD,1\n"], "changes: {operation: op}")
    #expect(try shop.run().status == .succeeded)
    #expect(try shop.query("select _op, id from bronze.x") == [["D", "1"]])
  }

  @Test("that a table of an earlier assay holds under Bronze's names do not hide Bronze's own")
  func earlier() throws {
    let shop = try Self.pipeline("csv", ["x1": "id,v\n1,a\n"])
    try shop.run()
    let (_, journal) = try shop.environment()
    let loaded = try #require(try journal.latestManifests(of: "x").first)
    var manifest = loaded.file
    (manifest.name, manifest.columns) = ("incoming/old", ["id", "_file"])
    try journal.recordManifest(manifest)
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(
      try shop.query("select id, _file, _file_1 from bronze.x order by _file")
        == [["1", "incoming/old", "a"], ["1", "incoming/x1", "∅"]])
  }

  @Test("without a name get one by their place")
  func unnamed() throws {
    let shop = try Self.pipeline("csv", ["x1": ",id,v,\n0,1,a,z\n"])
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(try shop.query("select column0, id, v, column3 from bronze.x") == [["0", "1", "a", "z"]])
  }

  @Test("that are declared stand for those the header does not name")
  func declared() throws {
    let shop = try Self.pipeline("csv", ["x1": ",id,_run\n0,1,a\n"], "columns: [n, id, their_run]")
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(try shop.query("select n, id, their_run from bronze.x") == [["0", "1", "a"]])
  }

  @Test("are counted before anything else is done with them")
  func tooMany() throws {
    let header = (1...100_000).map { "c\($0)" }.joined(separator: ",")
    let shop = try Self.pipeline("csv", ["x1": header + "\n"])
    let step = try #require(try shop.run().step("bronze.x"))
    #expect(step.cause == "incoming/x1 has 100000 columns, more than the 20000 that a table may have")
  }
}
