import Foundation
import JSON
import Ledger
import Metrics
import Testing
import Words

@testable import Journal

@Suite struct CommitTests {
  let fixture: JournalFixture
  let id: ExecutionID
  let metric = MetricName(namespace: "Assay", name: "RecordsRead", dimensions: [.init("Table", "silver.orders")])
  var journal: Journal { fixture.journal }

  init() throws {
    fixture = try JournalFixture()
    id = try fixture.execution(steps: ["silver.orders"])
    try journal.startStep("silver.orders", in: id)
  }

  func commit(version: Int64 = 7) -> StepCommit {
    StepCommit(
      execution: id, step: "silver.orders",
      counts: RowCounts(read: 10, inserted: 6, updated: 1, superseded: 2, rejected: 1),
      bytesWritten: 4096, versionBefore: version - 1, versionAfter: version, details: ["files": 1],
      bookmark: BookmarkMove(table: "silver.orders", batch: version, value: ["bronze.orders": 12]),
      datapoints: [Datapoint(metric, unit: .count, value: 10, at: fixture.clock.now())],
      quality: NewQuality(
        table: "silver.orders", gate: .stop, score: 1, rules: [RuleOutcome(rule: "RowCount > 0", status: .pass)]),
      lineage: NewLineage(table: "silver.orders", version: version, inputs: ["bronze.orders": ["through": 12]]),
      drift: [
        NewSchemaDrift(source: "orders", kind: .new, column: "note", file: "o.csv", reaction: .warn)
      ])
  }

  /// How many rows the parts of a commit have left: bookmark, samples, quality, lineage, drift.
  func parts() throws -> [Int] {
    let samples = try journal.samples(of: metric, unit: .count, from: .distantPast, until: .distantFuture)
    return [
      try journal.bookmarks().count, samples.count, try journal.scoreHistory(of: "silver.orders").count,
      try journal.lineage(of: "silver.orders").count, try journal.schemaDrift().count,
    ]
  }

  @Test("a commit writes the step's result with everything that belongs to it")
  func whole() throws {
    fixture.clock.advance(3)
    #expect(try journal.commitStep(commit()))
    let step = try #require(try journal.step("silver.orders", of: id))
    #expect(step.status == .succeeded)
    #expect(step.counts == RowCounts(read: 10, inserted: 6, updated: 1, superseded: 2, rejected: 1))
    #expect(step.bytesWritten == 4096)
    #expect(step.versionBefore == 6 && step.versionAfter == 7)
    #expect(step.details == ["files": 1])
    #expect(step.duration == 3 && step.progress == 1)
    #expect(try journal.bookmark(of: "silver.orders")?.value == ["bronze.orders": 12])
    #expect(try journal.lineage(of: "silver.orders", version: 7)?.inputs == ["bronze.orders": ["through": 12]])
    #expect(try journal.lineage(of: id).map(\.version) == [7])
    #expect(try parts() == [1, 1, 1, 1, 1])
  }

  @Test(
    "when one part cannot be written, none is",
    arguments: ["lineage", "bookmark", "quality", "rule_result", "datapoint", "schema_drift"])
  func allOrNothing(table: String) throws {
    try journal.pool.write { db in
      try db.execute(
        sql: "CREATE TRIGGER refuse BEFORE INSERT ON \(table) BEGIN SELECT RAISE(ABORT, 'refused'); END")
    }
    #expect(throws: JournalError.self) { try journal.commitStep(commit()) }
    #expect(try parts() == [0, 0, 0, 0, 0])
    #expect(try journal.step("silver.orders", of: id)?.status == .running)
    #expect(try journal.metricStreams(namespace: "Assay").isEmpty)
  }

  @Test("a commit that is recorded again changes nothing")
  func idempotent() throws {
    #expect(try journal.commitStep(commit()))
    let before = try journal.step("silver.orders", of: id)
    fixture.clock.advance(60)
    #expect(try !journal.commitStep(commit()))
    #expect(try parts() == [1, 1, 1, 1, 1])
    #expect(try journal.step("silver.orders", of: id) == before)
  }

  @Test("a table that was made anew may repeat a version")
  func newIncarnation() throws {
    try journal.commitStep(commit())
    var again = commit()
    again.execution = try fixture.execution(steps: ["silver.orders"])
    #expect(try journal.commitStep(again))
    #expect(try journal.lineage(of: "silver.orders", version: 7)?.execution == again.execution)
  }

  @Test("a commit may tell when its step ended")
  func endedEarlier() throws {
    let ended = fixture.clock.now().addingTimeInterval(1)
    fixture.clock.advance(500)
    var late = commit()
    late.at = ended
    try journal.commitStep(late)
    #expect(try journal.step("silver.orders", of: id)?.endedAt == ended)
  }

  @Test("a step whose record is gone does not keep the rest from being recorded")
  func prunedStep() throws {
    var orphan = commit()
    orphan.execution = ExecutionID("20200101-000000-gone")
    #expect(try journal.commitStep(orphan))
    #expect(try parts() == [1, 1, 1, 1, 1])
  }
}
