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
    var differences = PublicRules.Differences()
    for (index, expected) in cases.enumerated() where expected["valid"]?.boolValue == bad.contains(names[index]) {
      differences.note(expected, bad.contains(names[index]) ? "refused" : "accepted", "")
    }
    differences.expectKnown(of: cases.count)
  }

  @Test("rulesets of the executor's tests come to its verdicts")
  func verdicts() throws {
    let cases = try PublicRules.lines("verdicts.jsonl")
    var differences = PublicRules.Differences()
    for expected in cases {
      try folder.write(expected["rules"]?.stringValue ?? "", to: "r.dqdl")
      let data = try PublicRules.path("data/" + (expected["data"]?.stringValue ?? ""))
      let answer = try assay("quality", "check", "--rules", "r.dqdl", "--data", data, "--json")
      let found = try #require(try answer.json()["rules"]?.arrayValue)
      let verdicts = Dictionary(found.map { (PublicRules.key($0), $0) }) { first, _ in first }
      for outcome in expected["outcomes"]?.arrayValue ?? [] {
        // Legs of a joined rule have an outcome of their own there.
        guard let verdict = verdicts[PublicRules.key(outcome)] else { continue }
        differences.compare(outcome, verdict)
      }
    }
    differences.expectKnown(of: cases.count)
  }

  @Test("the matrix of rules and data comes to the executor's verdicts")
  func matrix() throws {
    let lines = try PublicRules.lines("generated.jsonl")
    let cases = Dictionary(grouping: lines) { $0["data"]?.stringValue ?? "" }
    var differences = PublicRules.Differences()
    for (data, expected) in cases.sorted(by: { $0.key < $1.key }) {
      let rules = expected.map { $0["rule"]?.stringValue ?? "" }
      try folder.write("Rules = [\n" + rules.joined(separator: ",\n") + "\n]\n", to: "r.dqdl")
      let path = try PublicRules.path("generated-data/" + data)
      let answer = try assay("quality", "check", "--rules", "r.dqdl", "--data", path, "--json")
      let found = try #require(try answer.json()["rules"]?.arrayValue, "\(answer.error)")
      #expect(found.count == rules.count)
      for (expected, verdict) in zip(expected, found) { differences.compare(expected, verdict) }
    }
    differences.expectKnown(of: lines.count)
  }
}
