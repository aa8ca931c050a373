import Foundation
import JSON
import TestSupport
import Testing

/// A ruleset against a file of nobody's project.
@Suite struct QualityCheckTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    try folder.write("id,amount\n1,10.5\n2,\n3,7\n", to: "data.csv")
    try folder.write("{\"id\": 1}\n{\"id\": 2}\n", to: "data.jsonl")
  }

  private func check(_ rules: String, _ data: String = "data.csv") throws -> Binary.Answer {
    try folder.write("Rules = [\(rules)]\n", to: "rules.dqdl")
    return try assay("quality", "check", "--rules", "rules.dqdl", "--data", data, "--json")
  }

  @Test("all rules passing") func allRulesPassing() throws {
    let answer = try check("RowCount = 3, IsPrimaryKey \"id\"")
    #expect(answer.status == 0)
    let json = try answer.json()
    #expect(json["score"] == 1)
    #expect(json["rules"]?.arrayValue?.map { $0["status"] } == ["PASS", "PASS"])
    #expect(json["rules"]?.arrayValue?.first?["value"] == 3)
  }

  @Test("a failing rule is one and counts rows") func aFailingRuleIsOneAndCountsRows() throws {
    let answer = try check("RowCount > 0, IsComplete \"amount\"")
    #expect(answer.status == 1)
    let json = try answer.json()
    #expect(json["score"] == .number("0.5"))
    #expect(json["rules"]?.arrayValue?.last?["status"] == "FAIL")
    #expect(json["rows"] == ["passed": 2, "failed": 1, "malformed": 0])
  }

  @Test("JSON lines can be judged too") func jsonLinesCanBeJudgedToo() throws {
    #expect(try check("RowCount = 2", "data.jsonl").status == 0)
  }

  @Test("a ruleset that cannot be read is two with its place") func aRulesetThatCannotBeReadIsTwoWithItsPlace() throws {
    let answer = try check("RowCont > 0")
    #expect(answer.status == 2)
    #expect(answer.error.contains("rules.dqdl:1:"))
    #expect(answer.error.contains("RowCount"))
  }

  @Test("missing files are two") func missingFilesAreTwo() throws {
    #expect(try check("RowCount > 0", "nothing.csv").status == 2)
    #expect(try assay("quality", "check", "--rules", "nothing.dqdl", "--data", "data.csv").status == 2)
    #expect(try check("RowCount > 0", "rules.dqdl").status == 2)
  }

  // MARK: As a run reads

  private static let textFiles: [(data: String, rules: String)] = [
    (
      "id,name\n1,a\n#1001,b\n3,c\n",
      "RowCount = 3, IsComplete \"name\", ColumnValues \"id\" in [\"1\", \"#1001\", \"3\"]"
    ),
    ("d\n03/04/2026\n05/04/2026\n", "ColumnValues \"d\" in [\"03/04/2026\", \"05/04/2026\"], ColumnLength \"d\" = 10"),
    (
      "d\n15-01-2024\n",
      "ColumnDataType \"d\" = \"Date\" with format = \"dd-MM-yyyy\", ColumnDataType \"d\" != \"Date\""
    ),
    ("f\nt\nf\n", "ColumnValues \"f\" in [\"t\", \"f\"]"), ("n\n1.50\n", "ColumnLength \"n\" = 4, Mean \"n\" = 1.5"),
    ("zip\n01234\n12345\n", "ColumnLength \"zip\" = 5, ColumnValues \"zip\" matches \"[0-9]{5}\""),
    ("2023,2024\n5,6\n", "RowCount = 1, ColumnCount = 2, ColumnExists \"2024\", Sum \"2024\" = 6"),
    ("t\ntrue\n", "RowCount = 1, ColumnValues \"t\" = \"true\""),
    ("a,b\n1,\"\"\n2,x\n", "IsComplete \"b\", ColumnValues \"b\" in [EMPTY, \"x\"]"),
    ("a\n0.1\n0.2\n", "Sum \"a\" = 0.3, CustomSql \"select sum(a) from primary where a > 0.1\" = 0.2"),
    (
      "id,d\n2,2026-01-05\n10,2026-02-01\n",
      "RowCount = 1 where \"id > 9\", RowCount = 1 where \"d > date '2026-01-31'\""
    ),
    (
      "id,v\n1,7\n2,oops\n",
      "ColumnDataType \"v\" = \"Integer\" with threshold = 0.5, ColumnValues \"v\" > 1 with threshold = 0.5"
    ),
    ("amount\n", "RowCount = 0, CustomSql \"select count(*) from primary where amount > 0\" = 0"),
  ]

  @Test("values are the texts that stand in the file, and what a rule takes them for", arguments: textFiles)
  func texts(data: String, rules: String) throws {
    try folder.write(data, to: "texts.csv")
    let answer = try check(rules, "texts.csv")
    #expect(answer.status == 0, "\(answer.output)\(answer.error)")
  }

  @Test(
    "a rule about types that no data can pass is warned of before it is run",
    arguments: [
      ("= \"Sting\"", "the type \"Sting\" is unknown"), ("= \"String\"", "the type \"String\" is unknown"),
      ("not in [\"Date\"]", "ColumnDataType goes with = or != and one type"),
      ("= \"Date\" with format = \"dd.MM.yyyy\"", "the date format \"dd.MM.yyyy\" is unknown"),
    ])
  func hopeless(condition: String, reason: String) throws {
    try folder.write("Rules = [\n(ColumnDataType \"a\" \(condition)) or (RowCount > 0)\n]", to: "types.dqdl")
    let answer = try assay("validate", "--json", "types.dqdl")
    let problem = try #require(try answer.json()["problems"]?.arrayValue?.first)
    #expect(problem["severity"] == "warning" && problem["line"] == 2)
    #expect(problem["message"]?.stringValue?.contains("this rule always fails: \(reason)") == true, "\(problem)")
    try folder.write("Rules = [ ColumnDataType \"a\" != \"DECIMAL(9, 3)\" ]", to: "types.dqdl")
    #expect(try assay("validate", "--json", "types.dqdl").json()["problems"] == [])
  }

  @Test("one odd value after thirty thousand costs itself")
  func oddValue() throws {
    let lines = (0..<30_000).map { "\($0),\($0)" } + ["30000,oops"]
    try folder.write("id,v\n" + lines.joined(separator: "\n") + "\n", to: "odd.csv")
    let answer = try check("ColumnDataType \"v\" = \"Integer\"", "odd.csv")
    #expect(answer.status == 1)
    #expect(try answer.json()["rules"]?.arrayValue?.first?["message"] == "1 of 30001 rows fails")
    let text = try assay("quality", "check", "--rules", "rules.dqdl", "--data", "odd.csv")
    #expect(text.output.contains("0.99997") && !text.output.contains("1.0000"))
  }

  @Test("files are written as the options say")
  func dialects() throws {
    func check(_ bytes: [UInt8], _ options: String..., rules: String) throws -> Binary.Answer {
      try folder.write(bytes, to: "d.csv")
      try folder.write("Rules = [\(rules)]", to: "rules.dqdl")
      return try assay.run(["quality", "check", "--rules", "rules.dqdl", "--data", "d.csv"] + options)
    }
    let semicolons = try check(
      Array("a;b\n1;-\n".utf8), "--delimiter", ";", "--null-value", "-", rules: "Completeness \"b\" = 0")
    #expect(semicolons.status == 0, "\(semicolons.output)\(semicolons.error)")
    let latin = try check([0x61, 0x0A, 0xE4, 0x0A], "--encoding", "windows-1252", rules: "ColumnValues \"a\" = \"ä\"")
    #expect(latin.status == 0, "\(latin.output)\(latin.error)")
    let plain = try check(Array("1,x\n".utf8), "--no-header", "--columns", "n,t", rules: "ColumnValues \"n\" = 1")
    #expect(plain.status == 0, "\(plain.output)\(plain.error)")
    #expect(try check(Array("a\n".utf8), "--no-header", rules: "RowCount > 0").status == 2)
    #expect(try check(Array("a\n".utf8), "--delimiter", "ab", rules: "RowCount > 0").status == 2)
  }

  @Test("a file that cannot be read is told in our words")
  func unreadable() throws {
    try folder.write([0x61, 0x2C, 0xE4, 0x0A, 0x31, 0x2C, 0x32, 0x0A], to: "cp.csv")
    try folder.write("", to: "empty.csv")
    try folder.write("no parquet", to: "bad.parquet")
    for name in ["cp.csv", "empty.csv", "bad.parquet"] {
      let answer = try check("RowCount > 0", name)
      #expect(answer.status == 2, "\(name)")
      for word in ["Possible solutions", "sniff", "ignore_errors", "LINE 1"] { #expect(!answer.error.contains(word)) }
    }
  }

  @Test("malformed records are no rows, and counted")
  func malformed() throws {
    try folder.write("a,b\n1,2\n3\n", to: "ragged.csv")
    let answer = try check("RowCount = 1", "ragged.csv")
    #expect(answer.status == 0)
    #expect(try answer.json()["rows"]?["malformed"] == 1)
    #expect(
      try assay("quality", "check", "--rules", "rules.dqdl", "--data", "ragged.csv").output.contains(
        "1 record is malformed"))
  }

  @Test("rules look into data that were named beside")
  func references() throws {
    try folder.write("id,name\n1,x\n2,y\n", to: "codes.csv")
    try folder.write(
      """
      Rules = [ ReferentialIntegrity "id" "ref.id" between 0.6 and 0.7, RowCountMatch "silver.codes" = 1.5,
        CustomSql "select count(*) from primary p join ref r on p.id = r.id" = 2,
        CustomSql "select count(*) from silver.codes" = 2, AggregateMatch "sum(id)" "sum(ref.id)" = 2 ]
      """, to: "rules.dqdl")
    let answer = try assay(
      "quality", "check", "--rules", "rules.dqdl", "--data", "data.csv", "--reference", "ref=codes.csv",
      "--reference", "silver.codes=codes.csv", "--json")
    #expect(answer.status == 0, "\(answer.output)\(answer.error)")
    let missing = try check("ReferentialIntegrity \"id\" \"gone.id\" = 1, CustomSql \"select id from gone\"")
    #expect(try missing.json()["rules"]?.arrayValue?.map { $0["status"] } == ["FAIL", "FAIL"])
    for wrong in ["ref", "=codes.csv", "primary=codes.csv", "ref=nothing.csv"] {
      let answer = try assay("quality", "check", "--rules", "rules.dqdl", "--data", "data.csv", "--reference", wrong)
      #expect(answer.status == 2, "\(wrong)")
    }
  }

  @Test("a table's rules come to the same in a run and against its folder and file")
  func sameVerdicts() throws {
    _ = try assay("init", "shop")
    var shop = assay
    shop.folder = folder.path("shop")
    _ = try shop("run", "--date", "2026-01-05", "--json")
    let stored = try #require(try shop("quality", "silver.orders", "--json").json()["rules"]?.arrayValue)
    let again = try shop(
      "quality", "check", "--rules", "quality/silver.orders.dqdl", "--data", "lake/dev/silver/orders", "--json")
    let judged = try #require(try again.json()["rules"]?.arrayValue, "\(again.error)")
    #expect(judged.map { $0["status"] } == stored.map { $0["status"] })
  }

  @Test("analyzers alone show their values and no score")
  func analyzersAlone() throws {
    try folder.write("Analyzers = [ RowCount, Completeness \"amount\" ]", to: "rules.dqdl")
    let answer = try assay("quality", "check", "--rules", "rules.dqdl", "--data", "data.csv")
    #expect(answer.status == 0)
    #expect(answer.output.contains("RowCount 3") && !answer.output.contains("%"))
  }
}
