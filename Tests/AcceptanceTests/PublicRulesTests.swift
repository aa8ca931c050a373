import Foundation
import JSON
import TestSupport
import Testing

/// Rulesets of AWS's own parser and open executor, and of a matrix of ours judged by that executor, as data beside the
/// repository: `../shared/suites/dqdl`, or the folder suites in ASSAY_SUITES.
@Suite(
  .enabled(
    if: PublicRules.folder != nil,
    "the suites are not there: put them at ../shared/suites, or name their folder by ASSAY_SUITES"))
struct PublicRulesTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
  }

  @Test("the parser accepts and refuses what AWS's does")
  func parser() throws {
    let cases = try PublicRules.lines("parse.jsonl")
    let names = try cases.indices.map { index in
      try folder.write(cases[index]["text"]?.stringValue ?? "", to: "p\(index).dqdl")
    }
    let answer = try assay.run(["validate", "--json"] + names)
    let problems = try #require(try answer.json()["problems"]?.arrayValue).filter { $0["severity"] == "error" }
    let bad = Set(problems.compactMap { $0["file"]?.stringValue })
    for (index, expected) in cases.enumerated() where PublicRules.otherwise(parse: expected) == nil {
      #expect(expected["valid"]?.boolValue == !bad.contains(names[index]), "\(expected)")
    }
  }

  @Test("rulesets of the executor's tests come to its verdicts")
  func verdicts() throws {
    for expected in try PublicRules.lines("verdicts.jsonl") {
      try folder.write(expected["rules"]?.stringValue ?? "", to: "r.dqdl")
      let data = try PublicRules.path("data/" + (expected["data"]?.stringValue ?? ""))
      let answer = try assay("quality", "check", "--rules", "r.dqdl", "--data", data, "--json")
      let found = try #require(try answer.json()["rules"]?.arrayValue)
      let statuses = Dictionary(found.map { (PublicRules.key($0), $0["status"]) }) { first, _ in first }
      for outcome in expected["outcomes"]?.arrayValue ?? [] where PublicRules.otherwise(outcome, "") == nil {
        // Legs of a joined rule have an outcome of their own there.
        guard let status = statuses[PublicRules.key(outcome)] else { continue }
        #expect(status == outcome["status"], "\(data) \(outcome): \(answer.output)")
      }
    }
  }

  @Test("the matrix of rules and data comes to the executor's verdicts")
  func matrix() throws {
    let cases = Dictionary(grouping: try PublicRules.lines("generated.jsonl")) { $0["data"]?.stringValue ?? "" }
    for (data, expected) in cases.sorted(by: { $0.key < $1.key }) {
      let rules = expected.map { $0["rule"]?.stringValue ?? "" }
      try folder.write("Rules = [\n" + rules.joined(separator: ",\n") + "\n]\n", to: "r.dqdl")
      let path = try PublicRules.path("generated-data/" + data)
      let answer = try assay("quality", "check", "--rules", "r.dqdl", "--data", path, "--json")
      let found = try #require(try answer.json()["rules"]?.arrayValue, "\(answer.error)")
      #expect(found.count == rules.count)
      for (expected, verdict) in zip(expected, found) where PublicRules.otherwise(expected, verdict) == nil {
        #expect(verdict["status"] == expected["status"], "\(data): \(verdict)")
      }
    }
  }
}

/// The suites, and where this project decided otherwise.
enum PublicRules {
  static let folder: String? = {
    let named = ProcessInfo.processInfo.environment["ASSAY_SUITES"] ?? ""
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let path = (named.isEmpty ? root + "/../shared/suites" : named) + "/dqdl"
    return FileManager.default.fileExists(atPath: path + "/parse.jsonl") ? path : nil
  }()

  static func path(_ name: String) throws -> String { try #require(folder) + "/" + name }

  static func lines(_ name: String) throws -> [JSONValue] {
    try String(contentsOfFile: try path(name), encoding: .utf8).split(separator: "\n")
      .map { try JSONValue(parsing: String($0)) }
  }

  /// A rule's text as both sides write it.
  static func key(_ outcome: JSONValue) -> String {
    (outcome["rule"]?.stringValue ?? "").replacing(" AND ", with: " and ").replacing(" OR ", with: " or ")
      .replacing(" ", with: "")
  }

  // MARK: Where this project decided otherwise (data-quality-dqdl.md)

  static func otherwise(parse expected: JSONValue) -> String? {
    let text = expected["text"]?.stringValue ?? ""
    let isLonger = text.hasSuffix("] ]") && text.count { $0 == "]" } > text.count { $0 == "[" }
    return expected["valid"] == true && isLonger ? "text behind the last ] is refused" : nil
  }

  /// Why a verdict may be another one than AWS's open executor's; nil where it may not.
  static func otherwise(_ expected: JSONValue, _ verdict: JSONValue) -> String? {
    let rule = expected["rule"]?.stringValue ?? ""
    let message = verdict["message"]?.stringValue ?? ""
    if message == "no row matches" { return "a where that matches no row passes, whatever the rule" }
    if rule.contains("nosuch > 1") || rule.contains("%%") { return "SQL that does not run is ERROR" }
    if rule.hasPrefix("DataFreshness \"Some") || rule.hasPrefix("DataFreshness \"`Some") {
      return "its data were some hours old when AWS was asked"
    }
    if rule.contains("info._1") { return "a CSV file holds the struct as a text" }
    let hasNull = ["nul.parquet", "allnull.parquet", "big.parquet"].contains(expected["data"]?.stringValue ?? "")
    return value(rule) ?? (hasNull ? null(rule) : nil) ?? type(rule)
  }

  private static func value(_ rule: String) -> String? {
    if rule.hasPrefix("ColumnValues"), rule.contains("with threshold") {
      return "a threshold counts, as the manual says"
    }
    if rule.hasPrefix("ColumnValues \"i\" matches") || rule.hasPrefix("ColumnValues \"n\" ") {
      return "numbers and texts of numbers are compared leniently"
    }
    if rule.hasPrefix("ColumnValues \"b\" in [\"") { return "a boolean is compared with texts leniently" }
    if rule.contains("\"I\"") { return "only ColumnExists compares case" }
    if rule == "CustomSql \"select * from primary\"" { return "the executor counts repeated rows twice" }
    if rule.contains("select sum(i)") { return "NULL is not 0" }
    if rule.split(separator: " \"").count > 2, rule.hasPrefix("IsPrimaryKey \"") {
      return "a key with a part missing is none"
    }
    return nil
  }

  private static func null(_ rule: String) -> String? {
    if rule.hasPrefix("ColumnValues"), rule.contains("EMPTY") || rule.contains("WHITESPACES_ONLY") {
      return "!= and not in [EMPTY] pass NULL, as the manual says"
    }
    if rule.contains("not between \"20") { return "not between of dates fails NULL, as the manual says" }
    if rule.hasPrefix("ColumnLength") { return "NULL has the length 0, as the manual says" }
    return nil
  }

  private static func type(_ rule: String) -> String? {
    guard rule.hasPrefix("ColumnDataType") else { return nil }
    if rule.contains("String") || rule.contains(" in [") || rule.contains("!=") {
      return "the executor knows no String and no list, and judges != by its own casts"
    }
    let isTyped = ["i", "l", "d", "dec", "dt", "ts", "b"].contains { rule.hasPrefix("ColumnDataType \"\($0)\"") }
    return isTyped ? "Spark casts 1.5 to an integer, 1 to a timestamp and a timestamp to a number" : nil
  }
}
