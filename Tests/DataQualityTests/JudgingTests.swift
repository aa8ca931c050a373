import DataQuality
import Foundation
import JSON
import Testing

/// Answers from a list, and remembers what it was asked.
private final class ScriptedEngine: QualityEngine {
  struct Refusal: Error, CustomStringConvertible { let description: String }

  private(set) var queries: [String] = []
  private let answer: (String) throws -> [[JSONValue]]

  init(_ answer: @escaping (String) throws -> [[JSONValue]]) { self.answer = answer }

  func rows(_ sql: String) throws -> [[JSONValue]] {
    queries.append(sql)
    return try answer(sql)
  }

  func prepared(_ sql: RuleSQL, _ context: QualityContext) throws(RuleSQLProblem) -> String { sql.text }
}

struct JudgingTests {
  static func context(history: [Double] = []) -> QualityContext {
    QualityContext(
      relation: "t", columns: [.init(name: "id", type: "BIGINT"), .init(name: "total", type: "DECIMAL(12,2)")],
      now: Date(timeIntervalSince1970: 0), history: { _ in history })
  }

  static func ruleset(_ rules: String...) throws -> Ruleset {
    try Ruleset(parsing: "Rules = [ \(rules.joined(separator: ", ")) ]", file: "q.dqdl")
  }

  /// The verdict on ten rows.
  private static func check(_ rule: String, history: [Double] = []) throws -> RuleResult {
    let engine = ScriptedEngine { _ in [[10]] }
    return QualityCheck.run(try ruleset(rule), context(history: history), engine).results[0]
  }

  @Test("simple rules are answered by one scan, key rules of the same columns by one query")
  func simpleRulesAreAnsweredByOneScanKeyRulesOfTheSameColumnsByOneQuery() throws {
    let engine = ScriptedEngine { $0.contains("GROUP BY") ? [[10, 10, 10]] : [Array(repeating: 10, count: 20)] }
    let rules = try Self.ruleset(
      "RowCount > 0", #"IsComplete "id""#, #"Completeness "total" > 0.5"#, #"Mean "total" > 0"#,
      #"ColumnValues "id" > 0"#, #"(Sum "total" > 1) and (RowCount < 99)"#, #"IsUnique "id""#,
      #"Uniqueness "id" > 0.9"#, #"DistinctValuesCount "id" > 1"#)
    let report = QualityCheck.run(rules, Self.context(), engine)
    #expect(report.score == 1)
    #expect(report.rowsPassed == 10)
    #expect(engine.queries.count == 2)
    #expect(
      engine.queries[0] == """
        SELECT count(*), count(*) FILTER (WHERE ("id" IS NOT NULL)), count(*) FILTER (WHERE ("total" IS NOT NULL)), \
        avg("total"), count(*) FILTER (WHERE coalesce("id" > (0), false)), sum("total"), \
        CAST(count(*) FILTER (WHERE NOT ("id" IS NOT NULL)) > 0 AS INTEGER) FROM t AS t
        """)
  }

  static let dynamic: [(rule: String, history: [Double], status: RuleResult.Status, message: String)] = [
    ("RowCount > avg(last(5)) * 0.8", [], .pass, "no history yet"),
    ("RowCount > avg(last(5)) * 0.8", [12], .pass, ""),
    ("RowCount > avg(last(5)) * 0.8", [13], .fail, "RowCount is 10, not > 10.4"),
    ("RowCount > avg(last(2))", [8, 10, 1000], .pass, ""),
    ("RowCount > last(1)", [9, 100], .pass, ""),
    ("RowCount > last()", [9, 100], .pass, ""),
    ("RowCount > last(2)", [9, 100], .error, "last(k) gives a list here; take avg, min, max … of it"),
    ("RowCount between min(last(3)) and max(last(3))", [9, 11], .pass, ""),
    (
      "RowCount between min(last(3)) - 1 and max(last(3)) + 1", [20, 11], .fail, "RowCount is 10, not between 10 and 21"
    ),
    ("RowCount = sum(last(3))", [2, 3, 5], .pass, ""),
    ("RowCount = median(last(4))", [4, 16, 1, 100], .pass, ""),
    ("RowCount = percentile(last(3), 50)", [4, 10, 100], .pass, ""),
    ("RowCount = index(last(3), 1)", [4, 10, 100], .pass, ""),
    ("RowCount = index(last(3), 3)", [4, 10, 100], .error, "index 3 is outside the 3 earlier values"),
    ("RowCount > 5 * std(last(2))", [9, 11], .pass, ""),
    ("RowCount > mode(last(2))", [9, 11], .error, "the function mode is unknown"),
    ("RowCount > 1 / 0", [], .error, "the condition has no finite value"),
    ("RowCount = 2 + 2 * 4", [], .pass, ""),
    ("RowCount = (2 + 3) * 2", [], .pass, ""),
    ("ColumnCount != 3 - 1", [], .fail, "ColumnCount is 2, not != 2"),
  ]

  @Test("a rule may look at its own history", arguments: dynamic)
  func aRuleMayLookAtItsOwnHistory(
    _ rule: String, _ history: [Double], _ status: RuleResult.Status, _ message: String
  ) throws {
    let result = try Self.check(rule, history: history)
    #expect(result.status == status)
    #expect(result.message == message)
  }

  @Test("money is compared by its digits") func moneyIsComparedByItsDigits() throws {
    let rules = try Self.ruleset(#"Sum "total" = 12345678901234567.89"#, #"Sum "total" > 12345678901234567.88"#)
    let engine = ScriptedEngine { _ in [[1, .number("12345678901234567.89")]] }
    let report = QualityCheck.run(rules, Self.context(), engine)
    #expect(report.results.map(\.status) == [.pass, .pass])
    #expect(report.results[0].valueText == "12345678901234567.89")
  }

  @Test("an aggregate the engine refuses costs only its own rule") func anAggregateTheEngineRefusesCostsOnlyItsOwnRule()
    throws
  {
    let engine = ScriptedEngine {
      if $0.contains("sum") { throw ScriptedEngine.Refusal(description: "sum overflows") }
      return [[7, 7]]
    }
    let rules = try Self.ruleset("RowCount = 7", #"Sum "total" > 0"#, #"IsComplete "id""#)
    let report = QualityCheck.run(rules, Self.context(), engine)
    #expect(report.results.map(\.status) == [.pass, .error, .pass])
    #expect(report.results.map(\.message) == ["", "sum overflows", ""])
    #expect(report.score == 2.0 / 3)
    #expect(report.count(.error) == 1)
  }

  @Test("without any answer every rule is an error and the rows are unknown")
  func withoutAnyAnswerEveryRuleIsAnErrorAndTheRowsAreUnknown() throws {
    let engine = ScriptedEngine { _ in throw ScriptedEngine.Refusal(description: "no such table") }
    let rules = try Self.ruleset("RowCount = 7", #"IsUnique "id""#, #"ColumnExists "id""#)
    let report = QualityCheck.run(rules, Self.context(), engine)
    #expect(report.results.map(\.status) == [.error, .error, .pass])
    #expect(report.rowsPassed == nil)
    #expect(report.rowsFailed == nil)
  }

  @Test("a report has the promised JSON") func aReportHasThePromisedJSON() throws {
    let engine = ScriptedEngine { _ in [[10, 9]] }
    let report = QualityCheck.run(
      try Self.ruleset(#"Completeness "id" > 0.95"#, "Variance id > 1"), Self.context(), engine)
    #expect(
      report.json.text == """
        {"score":0,"rules":[{"rule":"Completeness \\"id\\" > 0.95","status":"FAIL","value":0.9,\
        "message":"Completeness is 0.9, not > 0.95"},{"rule":"Variance id > 1","status":"FAIL","value":null,\
        "message":"Variance has no value: there are no values to measure"}],"analyzers":[],"rows":{"passed":10,"failed":0}}
        """)
  }

  @Test("an answer of another shape is an error") func anAnswerOfAnotherShapeIsAnError() throws {
    let engine = ScriptedEngine { $0.contains("GROUP BY") ? [["x", nil]] : [[5]] }
    let report = QualityCheck.run(try Self.ruleset(#"IsUnique "id""#), Self.context(), engine)
    #expect(report.results[0].status == .error)
    #expect(report.results[0].message == "the engine gave other than the 3 counts it was asked for")
  }

  static let names: [(name: String, nearest: String?)] = [
    ("amuont", "amount"), ("AMOUNT", "amount"), ("ordr_id", "order_id"), ("id", "id"), ("zzz", nil), ("x", nil),
    ("", nil),
  ]

  @Test("a near name is suggested, a far one is not", arguments: names)
  func aNearNameIsSuggestedAFarOneIsNot(_ name: String, _ nearest: String?) {
    #expect(Suggestion.nearest(to: name, among: ["amount", "order_id", "id"]) == nearest)
  }
}
