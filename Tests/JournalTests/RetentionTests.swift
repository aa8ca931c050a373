import Foundation
import Ledger
import Metrics
import Testing
import Words

@testable import Journal

@Suite struct RetentionTests {
  let fixture: JournalFixture
  let metric = MetricName(namespace: "Assay", name: "RecordsRead")
  var journal: Journal { fixture.journal }

  init() throws { fixture = try JournalFixture() }

  func line(_ id: ExecutionID) -> NewLogLine { NewLogLine(execution: id, level: .info, message: "line") }

  @Test("old executions go with what belongs to them; newer ones stay")
  func oldExecutions() throws {
    var ids: [ExecutionID] = []
    for _ in 0..<120 {
      let id = try fixture.success(of: "silver.a")
      try journal.append([line(id)])
      try journal.recordQuality(
        NewQuality(
          table: "silver.a", gate: .stop, score: 1, rules: [RuleOutcome(rule: "RowCount > 0", status: .pass)]),
        execution: id)
      ids.append(id)
      fixture.clock.advance(60)
    }
    let boundary = try #require(try journal.execution(ids[110])?.endedAt)
    let result = try journal.prune(runsOlderThan: boundary, logsOlderThan: .distantPast)
    #expect(result.executions == 110)
    #expect(try journal.executions(limit: 200).map(\.id) == ids[110...].reversed())
    #expect(try journal.logs(.init()).count == 10)
    #expect(try journal.scoreHistory(of: "silver.a").count == 10)
    #expect(try journal.ruleHistory(table: "silver.a", rule: "RowCount > 0").count == 10)
    #expect(try journal.stepHistory(of: "silver.a").count == 10)
  }

  @Test("running executions and every step's newest success stay, whatever their age")
  func kept() throws {
    let replaced = try fixture.success(of: "silver.a")
    let running = try fixture.execution()
    fixture.clock.advance(60)
    let (newest, other) = (try fixture.success(of: "silver.a"), try fixture.success(of: "silver.b"))
    fixture.clock.advance(1e8)
    #expect(try journal.prune(runsOlderThan: fixture.clock.now(), logsOlderThan: .distantPast).executions == 1)
    #expect(try journal.execution(replaced) == nil)
    #expect(try Set(journal.executions().map(\.id)) == [running, newest, other])
    #expect(try journal.prune(runsOlderThan: fixture.clock.now(), logsOlderThan: .distantPast).executions == 0)
  }

  @Test("old log lines and datapoints go by their own age, in more than one batch")
  func linesAndDatapoints() throws {
    let id = try fixture.execution()
    try journal.append(Array(repeating: line(id), count: 11_000))
    let now = fixture.clock.now()
    let ages = [456.0, 454].map { now.addingTimeInterval(-$0 * 86_400) }
    try journal.put(ages.map { Datapoint(metric, unit: .count, value: 1, at: $0) })
    fixture.clock.advance(1)
    try journal.append([line(id)])
    let result = try journal.prune(runsOlderThan: .distantPast, logsOlderThan: fixture.clock.now())
    #expect(result == PruneResult(executions: 0, logLines: 11_000, datapoints: 1))
    #expect(try journal.logs(.init()).count == 1)
    let hour = ages[1].timeIntervalSince1970 - ages[1].timeIntervalSince1970.truncatingRemainder(dividingBy: 3600)
    #expect(
      try journal.samples(of: metric, unit: .count, from: .distantPast, until: .distantFuture).map(\.at)
        == [Date(timeIntervalSince1970: hour)])
  }

  @Test("fires of schedules go with old runs; each schedule's newest, and what still waits, stay")
  func fires() throws {
    let seen = try journal.meetSchedule("daily")
    var fires = (1...3).map { NewFire(at: fixture.clock.now().addingTimeInterval(Double($0)), state: .missed) }
    fires[0].state = .waiting
    try journal.decide(seen, until: fixture.clock.now().addingTimeInterval(3), fires)
    fixture.clock.advance(60)
    let result = try journal.prune(runsOlderThan: fixture.clock.now(), logsOlderThan: .distantPast)
    #expect(result.fires == 1)
    #expect(try journal.fires().map(\.state) == [.missed, .waiting])
    #expect(try journal.fires().first?.at == fires[2].at)
  }

  @Test("manifests, bookmarks and lineage outlive their execution")
  func state() throws {
    let id = try fixture.execution(steps: ["silver.a"])
    try journal.recordManifest(fixture.manifest("o.csv"))
    try journal.commitStep(
      StepCommit(
        execution: id, step: "silver.a", status: .failed,
        bookmark: BookmarkMove(table: "silver.a", batch: 1, value: ["x": 1]),
        lineage: NewLineage(table: "silver.a", version: 0, inputs: [:])))
    try journal.finishExecution(id, as: .failed)
    fixture.clock.advance(60)
    try journal.prune(runsOlderThan: fixture.clock.now(), logsOlderThan: fixture.clock.now())
    #expect(try journal.execution(id) == nil)
    #expect(try journal.manifests(of: "orders").count == 1)
    #expect(try journal.bookmarks().count == 1)
    #expect(try journal.lineage(of: "silver.a").count == 1)
  }

  @Test("lineage, changed columns and audit go by their own age; each table's newest lineage stays")
  func history() throws {
    let id = try fixture.execution(steps: ["silver.a"])
    for version in 0..<3 {
      try journal.commitStep(
        StepCommit(
          execution: id, step: "silver.a", status: .succeeded,
          lineage: NewLineage(table: "silver.a", version: Int64(version), inputs: [:])))
    }
    try journal.recordDrift(
      [NewSchemaDrift(source: "orders", kind: .new, column: "c", file: "o.csv", reaction: .warn)], execution: id)
    try journal.recordAudit(NewAudit(actor: "ann", action: "run", target: "shop"))
    fixture.clock.advance(60)
    try journal.recordAudit(NewAudit(actor: "bob", action: "run", target: "shop"))
    let now = fixture.clock.now()
    let untouched = try journal.prune(runsOlderThan: .distantPast, logsOlderThan: .distantPast)
    #expect(untouched == PruneResult())
    let boundary = now.addingTimeInterval(-30)
    let result = try journal.prune(
      runsOlderThan: .distantPast, logsOlderThan: .distantPast, lineageOlderThan: boundary, auditOlderThan: boundary)
    #expect(result == PruneResult(lineage: 2, drift: 1, audit: 1))
    #expect(try journal.lineage(of: "silver.a").map(\.version) == [2])
    #expect(try journal.schemaDrift().isEmpty)
  }
}
