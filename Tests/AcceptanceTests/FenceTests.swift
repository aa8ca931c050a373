import Foundation
import JSON
import TestSupport
import Testing

/// Attempts to read or write outside of the lake, or to see a secret, through every door by which SQL comes in.
@Suite struct FenceTests {
  private static let secret = "TOPSECRETSALT12345"
  private static let canary = "CANARY-4711"

  /// Each is a SELECT, or pretends to be one. `OUT` is a folder outside of the project, with `canary.txt` and
  /// `canary.csv` in it; what is written must not appear there.
  static let attempts = [
    "select getvariable('secret_salt')", "select main.getvariable('secret_salt')", "select GETVARIABLE('secret_salt')",
    "select getvariable('secret' || '_salt')", "select 'secret_salt'.getvariable()", "select secret('salt')",
    "select hash_text(secret('salt'))", "select lower(secret('salt'))", "select cast(secret('salt') as integer)",
    "select current_setting('allowed_directories')", "select getenv('HOME')",
    "select content from read_text('OUT/canary.txt')", "select content from read_blob('OUT/canary.txt')",
    "select * from read_csv('OUT/canary.csv')", "select * from read_csv_auto('OUT/canary.csv')",
    "select * from read_json('OUT/canary.txt')", "select * from read_parquet('OUT/canary.txt')",
    "select * from 'OUT/canary.csv'", "select * from \"OUT/canary.csv\"", "select * from glob('OUT/*')",
    "select * from parquet_metadata('OUT/canary.txt')", "select * from sniff_csv('OUT/canary.csv')",
    "with x as (select * from read_text('OUT/canary.txt')) select * from x",
    "select (select content from read_text('OUT/canary.txt'))",
    "select 1 where exists (select 1 from read_text('OUT/canary.txt'))",
    "select * from (values (1)) v(a), lateral (select content from read_text('OUT/canary.txt'))",
    "select * from query('select 1')", "select * from query_table('OUT/canary.csv')",
    "select * from duckdb_variables()", "select * from duckdb_settings()", "select * from duckdb_secrets()",
    "select * from information_schema.tables", "select * from pragma_database_list()",
    "select * from json_execute_serialized_sql(json_serialize_sql('select 1'))",
    "copy (select 1) to 'OUT/written.csv'", "copy (select 'x') to 'OUT/written.csv' (format csv)",
    "attach 'OUT/written.db' as other", "pragma database_list", "set threads = 1", "load httpfs", "install httpfs",
    "create table t as select 1", "export database 'OUT/written'", "select 1; copy (select 1) to 'OUT/written.csv'",
    "select 1) to 'OUT/written.csv'; select (1", "from read_text('OUT/canary.txt')",
    "describe select content from read_text('OUT/canary.txt')", "select * from (describe select 1)",
  ]

  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.canary + "\n", to: "out/canary.txt")
    try folder.write("a\n\(Self.canary)\n", to: "out/canary.csv")
    var assay = Binary(folder: folder.path)
    assay.variables["ASSAY_SECRET_SALT"] = Self.secret
    _ = try assay("init", "shop")
    assay.folder = folder.path("shop")
    self.assay = assay
    // The secret is in use while rules are judged.
    let model = try folder.read("shop/models/silver/orders.sql")
    try folder.write(
      model.replacingOccurrences(
        of: "from bronze.orders", with: ", hash_text(secret('salt'), order_id) as h\nfrom bronze.orders"),
      to: "shop/models/silver/orders.sql")
  }

  private func sql(_ attempt: String) -> String { attempt.replacingOccurrences(of: "OUT", with: folder.path("out")) }

  /// Nothing got out, and nothing was written.
  private func expectHeld(_ answer: Binary.Answer, _ door: String, location: SourceLocation = #_sourceLocation) throws {
    for text in [answer.output, answer.error] {
      #expect(!text.contains(Self.secret), "\(door): \(text)", sourceLocation: location)
      #expect(!text.contains(Self.canary), "\(door): \(text)", sourceLocation: location)
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path("out")).sorted()
    #expect(left == ["canary.csv", "canary.txt"], "\(door)", sourceLocation: location)
  }

  private func ruleset(_ rules: [String]) -> String { "Rules = [\n" + rules.joined(separator: ",\n") + "\n]\n" }

  private func quoted(_ text: String) -> String {
    "\"" + text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"") + "\""
  }

  /// Every attempt as a statement that gives a number, as one that gives rows, and as a condition.
  private var rules: [String] {
    Self.attempts.flatMap { attempt in
      let text = sql(attempt)
      let condition = text.hasPrefix("select ") ? "(\(text)) is not null" : "1) is not null; \(text); select (1"
      return [
        "CustomSql \(quoted(text)) = 0", "CustomSql \(quoted(text))", "RowCount > 0 where \(quoted(condition))",
      ]
    }
  }

  @Test("queries that a person types", arguments: attempts)
  func typed(attempt: String) throws {
    let answer = try assay("query", "--json", sql(attempt))
    #expect(answer.status == 2, "\(attempt): \(answer.output)\(answer.error)")
    try expectHeld(answer, attempt)
  }

  @Test("saved queries, dashboards and models: each is told, none is run")
  func saved() throws {
    for (index, attempt) in Self.attempts.enumerated() {
      try folder.write(sql(attempt) + "\n", to: "shop/queries/q\(index).sql")
      let allowed = attempt.contains("hash_text(secret")
      if !allowed { try folder.write(sql(attempt) + "\n", to: "shop/models/gold/m\(index).sql") }
    }
    let tiles = Self.attempts.enumerated().map { index, attempt in
      "  - {id: t\(index), kind: table, title: T, sql: \(JSONValue.string(sql(attempt)).text)}\n"
    }
    try folder.write("title: Out\ntiles:\n" + tiles.joined(), to: "shop/dashboards/out.yml")
    let validated = try assay("validate", "--json")
    try expectHeld(validated, "validate")
    let problems = try #require(try validated.json()["problems"]?.arrayValue).filter { $0["severity"] == "error" }
    let files = Set(problems.compactMap { $0["file"]?.stringValue })
    for (index, attempt) in Self.attempts.enumerated() {
      #expect(files.contains("queries/q\(index).sql"), "\(attempt)")
      if !attempt.contains("hash_text(secret") { #expect(files.contains("models/gold/m\(index).sql"), "\(attempt)") }
    }
    try expectHeld(try assay("report", "out", "--from", "2026-01-01", "--to", "2026-01-09", "--json"), "report")
    for index in Self.attempts.indices { try expectHeld(try assay("query", "--saved", "q\(index)", "--json"), "saved") }
    try expectHeld(try assay("run", "--json"), "run")
  }

  @Test("rules of a table that is built with the secret")
  func rulesOfATable() throws {
    // The project's own check would stop the run before the rules are asked, so the gate is asked itself: the ruleset is
    // put in after the run has begun to know its tables.
    try folder.write(ruleset(rules), to: "shop/quality/silver.orders.dqdl")
    let validated = try assay("validate", "--json")
    try expectHeld(validated, "validate")
    let found = try #require(try validated.json()["problems"]?.arrayValue)
    let lines = Set(found.filter { $0["severity"] == "error" }.compactMap { $0["line"]?.intValue })
    #expect(lines.count == rules.count, "\(rules.indices.filter { !lines.contains(Int64($0 + 2)) }.map { rules[$0] })")
    try expectHeld(try assay("run", "--json"), "run")
    try expectHeld(try assay("quality", "silver.orders", "--json"), "quality")
    try expectHeld(try assay("logs", "--json"), "logs")
  }

  @Test("quality check opens its data file and nothing beside it")
  func check() throws {
    try folder.write("a,b\n1,x\n", to: "out2/data.csv")
    try folder.write(Self.canary + "\n", to: "out2/beside.txt")
    let beside = [
      "CustomSql \(quoted("select content from read_text('\(folder.path("out2/beside.txt"))')")) = 0",
      "CustomSql \(quoted("select content from read_text('beside.txt')")) = 0",
      "CustomSql \(quoted("select count(*) from glob('*')")) = 0",
      "CustomSql \(quoted("select * from '\(folder.path("out2/data.csv"))'"))",
      "FileMatch \(quoted(folder.path("out2/beside.txt"))) in [\"x\"]",
      "FileSize \(quoted(folder.path("out2/beside.txt"))) > 0 B",
    ]
    let all = rules + beside
    try folder.write(ruleset(all), to: "out2/r.dqdl")
    let answer = try assay(
      "quality", "check", "--rules", folder.path("out2/r.dqdl"), "--data", folder.path("out2/data.csv"), "--json")
    #expect(answer.status == 1)
    try expectHeld(answer, "quality check")
    let verdicts = try #require(try answer.json()["rules"]?.arrayValue)
    #expect(verdicts.count == all.count)
    for verdict in verdicts { #expect(verdict["status"] != "PASS", "\(verdict)") }
  }

  @Test("a statement that gives a text, or a value that does not fit, is told without it")
  func values() throws {
    try folder.write("name,n\n\(Self.canary),12abc\n", to: "v.csv")
    try folder.write(
      ruleset([
        #"CustomSql "select name from primary" > 0"#, #"CustomSql "select cast(name as integer) from primary" > 0"#,
        #"RowCount > 0 where "n > 3""#, #"Mean "n" > 3"#, #"CustomSql "select error(name) from primary" > 0"#,
        #"ColumnValues "n" > 3"#, #"CustomSql "select cast(name as date) from primary""#,
      ]), to: "v.dqdl")
    let answer = try Binary(folder: folder.path)("quality", "check", "--rules", "v.dqdl", "--data", "v.csv", "--json")
    #expect(answer.status == 1)
    try expectHeld(answer, "quality check")
    #expect(!(answer.output + answer.error).contains("12abc"))
  }
}
