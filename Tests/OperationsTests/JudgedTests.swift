import Clocks
import Foundation
import JSON
import Operations
import Testing
import Words

@Suite("What rules said of a table")
struct JudgedTests {
  private func quality(_ rules: [RuleStatus] = [], score: Double? = nil, gate: QualityGate = .stop) -> TableQuality {
    var quality = TableQuality(table: "silver.orders", gate: gate)
    quality.rules = rules.enumerated().map { RuleVerdict(rule: "r\($0)", status: $1, value: nil, message: "") }
    quality.score = score
    return quality
  }

  @Test("before anything was judged nothing is known, and no zero stands for it")
  func unchecked() {
    let quality = quality()
    #expect(quality.verdict == "UNCHECKED" && quality.failed == 0)
    #expect(
      quality.json.text == #"""
        {"table":"silver.orders","verdict":"UNCHECKED","score":null,"gate":"stop","checkedAt":null,"execution":null,\#
        "rules":[],"rows":{"passed":null,"failed":null},"quarantinedRows":0,"published":true}
        """#)
  }

  @Test(
    "rules without a score are of a judgement that did not end: they are no verdict",
    arguments: [[RuleStatus.pass], [.fail], [.error]])
  func unended(_ rules: [RuleStatus]) { #expect(quality(rules).verdict == "UNCHECKED") }

  @Test("a table without rules that was judged passes, whatever its gate", arguments: QualityGate.allCases)
  func noRules(_ gate: QualityGate) { #expect(quality(score: 1, gate: gate).verdict == "PASS") }

  @Test(
    "a rule that could not be asked is no pass, and neither is one that failed",
    arguments: [([RuleStatus.pass, .pass], 0), ([.pass, .error], 1), ([.fail, .error], 2)])
  func failed(_ rules: [RuleStatus], _ expected: Int) {
    #expect(quality(rules, score: 0.5).failed == expected)
    #expect(quality(rules, score: 0.5).verdict == (expected == 0 ? "PASS" : "FAIL"))
  }

  @Test("the verdict of a build that its rules stopped says that other rows are published")
  func stopped() {
    var quality = quality([.fail], score: 0)
    quality.isOfStoppedBuild = true
    (quality.rowsPassed, quality.rowsFailed, quality.quarantinedRows) = (8, 2, 3)
    (quality.checkedAt, quality.execution) = (Given.at("06:00:00"), "x-1")
    quality.rules[0].value = 0.8
    quality.rules[0].message = "8 of 10"
    #expect(
      quality.json.text == #"""
        {"table":"silver.orders","verdict":"FAIL","score":0,"gate":"stop","checkedAt":"2026-11-21T06:00:00.000Z",\#
        "execution":"x-1","rules":[{"rule":"r0","status":"FAIL","value":0.8,"message":"8 of 10"}],\#
        "rows":{"passed":8,"failed":2},"quarantinedRows":3,"published":false}
        """#)
  }

  @Test("a value that is not finite is null to programs, in a score as in a rule", arguments: [Double.nan, .infinity])
  func notFinite(_ value: Double) throws {
    var quality = quality([.fail], score: value)
    quality.rules[0].value = value
    #expect(quality.json["score"] == .null && quality.json["rules"]?.arrayValue?[0]["value"] == .null)
    #expect(try JSONValue(parsing: quality.json.text) == quality.json)
  }

  @Test("what was judged on given data is good when every rule passes, also where there are none")
  func given() {
    #expect(DataVerdict(score: nil, rules: [], json: .null).isGood)
    let verdict = { (statuses: [RuleStatus]) in DataVerdict(score: 1, rules: quality(statuses).rules, json: .null) }
    #expect(verdict([.pass, .pass]).isGood && !verdict([.pass, .error]).isGood && !verdict([.fail]).isGood)
  }

  @Test("a page of rows that nobody counted says so, and one of none is no page of nothing known")
  func pages() throws {
    let page = RowPage(columns: ["a"], rows: [[nil], ["x"]])
    #expect(page.total == nil && RowPage(total: 0) != RowPage())
    #expect(try JSONDecoder().decode(RowPage.self, from: JSONEncoder().encode(page)) == page)
  }
}
