import Foundation
import JSON
import TestSupport
import Testing

/// Attempts to read or write outside of the lake, or to see a secret, through every door by which SQL comes in.
@Suite struct FenceTests {
  private static let secret = "TOPSECRETSALT12345"
  private static let canary = "CANARY-4711"

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

  /// A secret may stand in a hash of a model, where nothing shows it.
  private static func isModel(_ attempt: String) -> Bool { attempt.hasPrefix("select hash_text(secret('salt'))") }

  private func query(_ attempt: String) -> String { "/*---\ntitle: Q\n---*/\n" + sql(attempt) + "\n" }

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
    // All are told below; that a saved query is asked as a typed one is, a third shows.
    for index in stride(from: 0, to: Self.attempts.count, by: 3) {
      try folder.write(query(Self.attempts[index]), to: "shop/queries/one.sql")
      let answer = try assay("query", "--saved", "one", "--json")
      #expect(answer.status == 2, "\(Self.attempts[index]): \(answer.output)\(answer.error)")
      try expectHeld(answer, "saved \(Self.attempts[index])")
    }
    try folder.write(query("select 1 as a"), to: "shop/queries/one.sql")
    try folder.write("select 1 as a\n", to: "shop/models/gold/one.sql")
    #expect(try assay("query", "--saved", "one", "--json").status == 0)
    for (index, attempt) in Self.attempts.enumerated() {
      try folder.write(query(attempt), to: "shop/queries/q\(index).sql")
      if !Self.isModel(attempt) { try folder.write(sql(attempt) + "\n", to: "shop/models/gold/m\(index).sql") }
    }
    // As what a tile shows, and as the line in a figure's corner.
    let tiles = Self.attempts.enumerated().flatMap { index, attempt in
      let text = JSONValue.string(sql(attempt)).text
      return [
        "  - {id: t\(index), kind: table, title: T, sql: \(text)}\n",
        "  - {id: k\(index), kind: kpi, title: K, sql: 'select 1 as v', trend: \(text)}\n",
      ]
    }
    try folder.write("title: Out\ntiles:\n" + tiles.joined(), to: "shop/dashboards/out.yml")
    let validated = try assay("validate", "--json")
    try expectHeld(validated, "validate")
    let problems = try #require(try validated.json()["problems"]?.arrayValue).filter { $0["severity"] == "error" }
    let files = Set(problems.compactMap { $0["file"]?.stringValue })
    #expect(!files.contains("queries/one.sql") && !files.contains("models/gold/one.sql"))
    let lines = Set(problems.filter { $0["file"] == "dashboards/out.yml" }.compactMap { $0["line"]?.intValue })
    let untold = tiles.indices.filter { !lines.contains(Int64($0 + 3)) }
    #expect(untold.isEmpty, "\(untold.map { tiles[$0] })")
    for (index, attempt) in Self.attempts.enumerated() {
      #expect(files.contains("queries/q\(index).sql"), "\(attempt)")
      if !Self.isModel(attempt) { #expect(files.contains("models/gold/m\(index).sql"), "\(attempt)") }
    }
    try expectHeld(try assay("report", "out", "--from", "2026-01-01", "--to", "2026-01-09", "--json"), "report")
    try expectHeld(try assay("run", "--json"), "run")
  }

  @Test("metrics of a project's own: none is measured, each is told, and nothing gets out into figures or logs")
  func metrics() throws {
    for (index, attempt) in Self.attempts.enumerated() {
      try folder.write("sql: \(JSONValue.string(sql(attempt)).text)\n", to: "shop/metrics/m\(index).yml")
    }
    try folder.write("sql: select count(*) from silver.orders\n", to: "shop/metrics/good.yml")
    try expectHeld(try assay("validate", "--json"), "validate")
    try expectHeld(try assay("run", "--json"), "run")
    let logs = try assay("logs", "--json")
    try expectHeld(logs, "logs")
    for index in Self.attempts.indices {
      #expect(logs.output.contains("metric m\(index) was not measured"), "\(Self.attempts[index])")
    }
    let listed = try assay("metrics", "list", "--json")
    try expectHeld(listed, "metrics list")
    let names = Set(try #require(try listed.json().arrayValue).compactMap { $0["name"]?.stringValue })
    #expect(names.contains("good"))
    #expect(Self.attempts.indices.filter { names.contains("m\($0)") } == [])
    try expectHeld(try assay("status", "--json"), "status")
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
