import Clocks
import Foundation
import Operations
import TestSupport
import Testing
import Words

@testable import LocalOperations

@Suite("Checks of what need not open")
struct LocalChecksTests {
  private let folder: TemporaryFolder
  private static let project = """
    name: little
    default_environment: dev
    environments:
      dev: {lake: lake/dev}
    sources:
      orders: {path: incoming/*.csv, format: csv}
    """

  init() throws { folder = try TemporaryFolder() }

  private func write(_ files: [String: String]) throws {
    for (name, text) in files { _ = try folder.write(text, to: name) }
  }

  private func checks(_ environment: String? = nil, at now: Date = Date()) -> LocalChecks {
    LocalChecks(
      folder: folder.path, environment: environment, variables: ProcessInfo.processInfo.environment,
      clock: FixedClock(now))
  }

  private var machine: LocalMachine { LocalMachine(variables: ProcessInfo.processInfo.environment) }

  private func told(_ problems: [Problem]) -> [String] {
    problems.map { "\($0.file):\($0.line) \($0.severity.rawValue)" }
  }

  @Test("a project without errors has none, and looking makes nothing")
  func valid() throws {
    try write(["project.yml": Self.project, "models/silver/orders.sql": "select id from bronze.orders"])
    #expect(try checks().problems().filter { $0.severity == .error } == [])
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/.assay"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/lake"))
  }

  @Test("every problem is told once, in the order of files, of models, rules and workflows alike")
  func problems() throws {
    try write([
      "project.yml": Self.project, "models/silver/orders.sql": "select id from bronze.order",
      "quality/silver.orders.dqdl": "Rules = [ IsComplet \"id\" ]",
      "workflows/daily.asl.json": #"{"StartAt": "A", "States": {"B": {"Type": "Succeed"}}}"#,
    ])
    let problems = try checks().problems()
    #expect(problems == problems.sorted() && Set(problems).count == problems.count)
    let files = Set(problems.map(\.file))
    #expect(files == ["models/silver/orders.sql", "quality/silver.orders.dqdl", "workflows/daily.asl.json"])
  }

  @Test("where there is no project that is what is wrong, and how one is made")
  func noProject() {
    #expect {
      try checks().problems()
    } throws: { error in
      guard case .invalid(let text)? = error as? OperationsError else { return false }
      return text.hasPrefix("there is no project.yml in \(folder.path)") && text.contains("assay init")
    }
  }

  @Test("files and machines have no past")
  func past() throws {
    try write(["project.yml": Self.project])
    let now = try #require(Timestamp.parse("2026-11-21T06:00:00Z"))
    let before = now.addingTimeInterval(-1)
    let expected = OperationsError.notAvailable(asOf: before, "files and the machine are looked at as they are")
    #expect(throws: expected) { try checks(at: now).problems(asOf: before) }
    #expect(throws: expected) { try checks(at: now).findings(asOf: before) }
    #expect(throws: Never.self) { try checks(at: now).problems(asOf: now.addingTimeInterval(60)) }
  }

  @Test("of a project that has not run yet all that runs need is looked at, and nothing is missing")
  func findings() throws {
    try write(["project.yml": Self.project])
    let findings = try checks().findings()
    #expect(findings.map(\.subject) == ["project", "journal", "lake", "disk", "state"])
    #expect(findings.filter { $0.state == .missing } == [])
    #expect(findings.first?.text == "little, environment dev, \(folder.path)")
    #expect(findings.first { $0.subject == "journal" }?.text == "none yet; the first run makes it")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/lake"))
  }

  @Test("a project with errors is a finding, with how many and what tells them")
  func brokenProject() throws {
    try write(["project.yml": "name: little\ndefault_environment: dev\nenvironments:\n  dev: {lak: lake/dev}\n"])
    let findings = try checks().findings()
    #expect(findings.map(\.subject) == ["project"] && findings[0].state == .missing)
    #expect(findings[0].remedy == "assay validate \(folder.path)")
  }

  @Test("an environment that the project does not have is a problem of it")
  func unknownEnvironment() throws {
    try write(["project.yml": Self.project])
    #expect(try checks("nowhere").problems().contains { $0.message.contains("nowhere") })
  }

  @Test(
    "a secret that the SQL asks for and nobody gave is missing, and one that lies open is, too",
    arguments: [nil, 0o600, 0o644])
  func secrets(_ mode: Int?) throws {
    try write([
      "project.yml": Self.project,
      "models/silver/orders.sql": "select hash_text(secret('salt'), id) as id from bronze.orders",
    ])
    if let mode {
      let path = try folder.write("pepper\n", to: ".assay/secrets/salt")
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
    let finding = try #require(try checks().findings().first { $0.subject == "secret salt" })
    #expect(finding.state == (mode == 0o600 ? .ok : .missing))
    #expect(!finding.text.contains("pepper"))
  }

  // MARK: files that are named

  @Test("a folder that is named is checked as a project")
  func namedFolder() throws {
    try write(["project.yml": Self.project, "models/silver/orders.sql": "select id from bronze.order"])
    #expect(try machine.problems(at: folder.path, named: "x") == checks().problems())
  }

  @Test("of a file in a project its problems are told, by the name that was given, and no other file's")
  func namedFile() throws {
    try write([
      "project.yml": Self.project, "models/silver/orders.sql": "select id from bronze.order",
      "models/silver/visits.sql": "select id from bronze.visit",
    ])
    let problems = try machine.problems(at: folder.path("models/silver/orders.sql"), named: "../orders.sql")
    #expect(told(problems) == ["../orders.sql:1 error"])
  }

  @Test("a machine of a project must run here, and one of nobody's may run on AWS")
  func workflows() throws {
    let machine = #"""
      {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync",
      "Arguments": {"JobName": "no_such_job"}, "End": true}}, "QueryLanguage": "JSONata"}
      """#
    try write(["project.yml": Self.project, "workflows/daily.asl.json": machine, "elsewhere/daily.asl.json": machine])
    let own = try self.machine.problems(at: folder.path("workflows/daily.asl.json"), named: "daily")
    #expect(own.contains { $0.file == "daily" && $0.message.contains("no_such_job") })
    #expect(try self.machine.problems(at: folder.path("elsewhere/daily.asl.json"), named: "e") == [])
  }

  @Test(
    "of a file that belongs to nobody is told what can be said without a project",
    arguments: [
      ("a.sql", "select 1 as x", []), ("a.sql", "select", ["a.sql:1 error"]),
      ("a.dqdl", "Rules = [ RowCount > 1 ]", []), ("a.dqdl", "Rules = [ RowCoun > 1 ]", ["a.dqdl:1 error"]),
      ("a.json", #"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#, []),
    ] as [(String, String, [String])])
  func alone(_ name: String, _ text: String, _ expected: [String]) throws {
    try write([name: text])
    #expect(told(try machine.problems(at: folder.path(name), named: name)) == expected)
  }

  @Test(
    "what cannot be checked is the fault of who named it",
    arguments: [("a.txt", "only .sql, .dqdl and .asl.json"), ("gone.sql", "there is no file or folder")])
  func refused(_ name: String, _ expected: String) throws {
    try write(["a.txt": "hello"])
    #expect {
      try machine.problems(at: folder.path(name), named: name)
    } throws: { error in
      guard case .invalid(let text)? = error as? OperationsError else { return false }
      return text.contains(expected)
    }
  }

  // MARK: data that are named

  private func verdict(_ rules: String, _ text: String, _ change: (inout GivenData) -> Void = { _ in }) throws
    -> DataVerdict
  {
    try write(["rules.dqdl": rules, "data.csv": text])
    var data = GivenData(name: "data.csv", path: folder.path("data.csv"), format: .csv)
    change(&data)
    return try machine.judge(data, byRulesAt: folder.path("rules.dqdl"), references: [:])
  }

  @Test("data are judged as a source would read them, and records that are no rows are counted")
  func judged() throws {
    let verdict = try verdict("Rules = [ IsComplete \"a\", RowCount = 3 ]", "a,b\n1,x\n2,y\n3\n")
    #expect(verdict.rules.map(\.status) == [.pass, .fail] && !verdict.isGood)
    #expect(verdict.malformed == 1 && verdict.score == 0.5)
    #expect(verdict.json["rows"]?["malformed"] == .int(1))
  }

  @Test("how they are written is as it is said")
  func written() throws {
    let verdict = try verdict("Rules = [ RowCount = 2, IsComplete \"b\" ]", "1;'x;y'\n2;-\n") { data in
      (data.delimiter, data.quoting, data.nullValues) = (UInt8(ascii: ";"), .by(UInt8(ascii: "'")), ["-"])
      (data.hasHeader, data.columns) = (false, ["a", "b"])
    }
    #expect(verdict.rules.map(\.status) == [.pass, .fail])
  }

  @Test(
    "what is given and cannot be read is the fault of who gave it",
    arguments: ["encoding", "gone", "rules", "ruleset"])
  func unreadable(_ what: String) throws {
    #expect {
      _ = try verdict(what == "ruleset" ? "Rules = [ RowCoun ]" : "Rules = [ RowCount > 0 ]", "a\n1\n") { data in
        if what == "encoding" { data.encoding = "ebcdic" }
        if what == "gone" { data.path += ".gone" }
        if what == "rules" { try? FileManager.default.removeItem(atPath: folder.path("rules.dqdl")) }
      }
    } throws: { error in
      guard case .invalid(let text)? = error as? OperationsError else { return false }
      return text.contains(what == "encoding" ? "there are utf-8" : what == "ruleset" ? "RowCoun" : "there is no file")
    }
  }
}
