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

  @Test func allRulesPassing() throws {
    let answer = try check("RowCount = 3, IsPrimaryKey \"id\"")
    #expect(answer.status == 0)
    let json = try answer.json()
    #expect(json["score"] == 1)
    #expect(json["rules"]?.arrayValue?.map { $0["status"] } == ["PASS", "PASS"])
    #expect(json["rules"]?.arrayValue?.first?["value"] == 3)
  }

  @Test func aFailingRuleIsOneAndCountsRows() throws {
    let answer = try check("RowCount > 0, IsComplete \"amount\"")
    #expect(answer.status == 1)
    let json = try answer.json()
    #expect(json["score"] == .number("0.5"))
    #expect(json["rules"]?.arrayValue?.last?["status"] == "FAIL")
    #expect(json["rows"] == ["passed": 2, "failed": 1])
  }

  @Test func jsonLinesCanBeJudgedToo() throws { #expect(try check("RowCount = 2", "data.jsonl").status == 0) }

  @Test func aRulesetThatCannotBeReadIsTwoWithItsPlace() throws {
    let answer = try check("RowCont > 0")
    #expect(answer.status == 2)
    #expect(answer.error.contains("rules.dqdl:1:"))
    #expect(answer.error.contains("RowCount"))
  }

  @Test func missingFilesAreTwo() throws {
    #expect(try check("RowCount > 0", "nothing.csv").status == 2)
    #expect(try assay("quality", "check", "--rules", "nothing.dqdl", "--data", "data.csv").status == 2)
    #expect(try check("RowCount > 0", "rules.dqdl").status == 2)
  }
}
