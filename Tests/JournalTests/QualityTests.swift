import Foundation
import Ledger
import Testing
import Words

@testable import Journal

@Suite struct QualityTests {
  let fixture: JournalFixture
  let id: ExecutionID
  var journal: Journal { fixture.journal }

  init() throws {
    fixture = try JournalFixture()
    id = try fixture.execution()
  }

  func quality(_ table: String = "silver.a", value: Double?, score: Double = 0.5) -> NewQuality {
    NewQuality(
      table: table, gate: .warn, score: score, rowsPassed: 90, rowsFailed: 10,
      rules: [
        RuleOutcome(rule: "RowCount > 10", status: .fail, value: value, valueText: "7", message: "7 rows"),
        RuleOutcome(rule: "ColumnExists \"id\"", status: .pass),
      ])
  }

  @Test("an evaluation comes back whole, its rules in order")
  func roundTrip() throws {
    try journal.recordQuality(quality(value: 7), execution: id)
    let record = try #require(try journal.latestQualities()["silver.a"])
    #expect(record.quality == quality(value: 7))
    #expect(record.execution == id && record.at == fixture.clock.now())
    #expect(try journal.qualities(of: id) == [record])
    #expect(try journal.latestQualities()["silver.b"] == nil)
  }

  @Test("the newest evaluation of every table")
  func newest() throws {
    for score in [0.1, 0.2] { try journal.recordQuality(quality(value: 1, score: score), execution: id) }
    try journal.recordQuality(quality("silver.b", value: 1, score: 0.9), execution: id)
    #expect(try journal.latestQualities().mapValues(\.quality.score) == ["silver.a": 0.2, "silver.b": 0.9])
  }

  @Test("a rule's history is newest first, and can leave out evaluations without a number")
  func ruleHistory() throws {
    for value in [1, nil, 3, 4] as [Double?] {
      fixture.clock.advance(1)
      try journal.recordQuality(quality(value: value), execution: id)
    }
    try journal.recordQuality(quality("silver.b", value: 99), execution: id)
    let all = try journal.ruleHistory(table: "silver.a", rule: "RowCount > 10")
    #expect(all.map(\.value) == [4, 3, nil, 1])
    #expect(all.first?.at == fixture.clock.now())
    #expect(try journal.lastValues(table: "silver.a", rule: "RowCount > 10", count: 3) == [4, 3, 1])
    #expect(try journal.lastValues(table: "silver.a", rule: "RowCount > 10", count: 1) == [4])
    #expect(try journal.ruleHistory(table: "silver.a", rule: "RowCount > 11").isEmpty)
  }

  @Test("a table's scores page backwards")
  func scores() throws {
    for score in [0.1, 0.2, 0.3] { try journal.recordQuality(quality(value: 1, score: score), execution: id) }
    let page = try journal.scoreHistory(of: "silver.a", limit: 2)
    #expect(page.map(\.score) == [0.3, 0.2])
    #expect(try journal.scoreHistory(of: "silver.a", before: page.last?.id).map(\.score) == [0.1])
  }

  @Test("schema drift is listed by source, newest first")
  func drift() throws {
    let new = NewSchemaDrift(source: "orders", kind: .new, column: "note", file: "a.csv", reaction: .warn)
    let retyped = NewSchemaDrift(
      source: "payments", kind: .retyped, column: "id", file: "p.parquet", reaction: .fail, declared: "BIGINT",
      found: "VARCHAR")
    try journal.recordDrift([new, retyped], execution: id)
    try journal.recordDrift([new], execution: nil)
    #expect(try journal.schemaDrift().map(\.id) == [3, 2, 1])
    #expect(try journal.schemaDrift(of: "payments").map(\.drift) == [retyped])
    #expect(try journal.schemaDrift(of: "orders", before: 3).map(\.execution) == [id])
  }
}
