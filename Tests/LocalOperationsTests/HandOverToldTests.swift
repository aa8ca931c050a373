import Clocks
import Foundation
import Ledger
import Operations
import PipelineSupport
import Testing
import Words

@testable import LocalOperations

@Suite("What one shift tells the next")
struct HandOverToldTests {
  private let pipeline: Pipeline
  private let start: Date

  init() throws {
    pipeline = try Pipeline([
      "project.yml": "name: little\nquality: {gate: warn}\nsources:\n  orders: {path: incoming/*.csv, format: csv}\n",
      "models/silver/orders.sql": "/*---\nmaterialized: table\n---*/\nselect id from bronze.orders\n",
      "quality/silver.orders.dqdl": "Rules = [ RowCount > 1 ]\n",
      "schedules/daily.yml": "schedule: cron(10 6 * * ? *)\n",
      "incoming/a.csv": "id\n1\n",
    ])
    start = pipeline.now
  }

  private func operations() throws -> LocalOperations {
    try pipeline.operations()
  }

  private func told(since: Date? = nil, asOf: Date? = nil) throws -> HandOver {
    try operations().handOver(since: since ?? start, asOf: asOf)
  }

  private func told(_ kind: Happening.Kind) throws -> [String] {
    try told().happenings.filter { $0.kind == kind }.map(\.text)
  }

  @Test("a run that went well is counted and told once, and not to who asks of later hours")
  func goodRun() throws {
    try pipeline.run()
    let handOver = try told()
    #expect(handOver.runs == ["SUCCEEDED": 1] && !handOver.isCut)
    #expect(try told(.run) == ["SUCCEEDED for 2026-11-08, 2/2 steps"])
    #expect(try told(since: pipeline.now.addingTimeInterval(60)).happenings.isEmpty)
  }

  @Test("of a moment before, only what had happened by then is told")
  func past() throws {
    try pipeline.run()
    #expect(try told(asOf: start.addingTimeInterval(-1)).happenings.isEmpty)
    #expect(try told(asOf: start.addingTimeInterval(-1)).runs.isEmpty)
  }

  @Test("rules that a gate let pass are told with the rule that did not hold")
  func gate() throws {
    try pipeline.run()
    let gates = try told(.gate)
    #expect(gates.count == 1 && gates[0].hasPrefix("let pass by its gate: RowCount > 1"))
  }

  @Test("a run that failed is open with its step and cause, and no more once a later run made it good")
  func failure() throws {
    try pipeline.folder.write(
      "/*---\nmaterialized: table\n---*/\nselect id, nothing from bronze.orders\n", to: "models/silver/orders.sql")
    try pipeline.run()
    let failed = try #require(try told().happenings.first { $0.kind == .failure })
    #expect(failed.isOpen && failed.repairedBy == nil)
    #expect(failed.text.hasPrefix("for 2026-11-08 failed at "))
    try pipeline.folder.write(
      "/*---\nmaterialized: table\n---*/\nselect id from bronze.orders\n", to: "models/silver/orders.sql")
    let good = try pipeline.run()
    let repaired = try #require(try told().happenings.first { $0.kind == .failure })
    #expect(!repaired.isOpen && repaired.repairedBy == good.id.rawValue)
    #expect(try told().groups.first { $0.kind == .failure }?.isOpen == false)
  }

  @Test("what somebody did is theirs, and what a scheduler missed is the schedule's")
  func deedsAndFires() throws {
    let operations = try operations()
    try operations.pauseSchedule("daily", until: nil)
    let state = try operations.journal.meetSchedule("daily")
    let missed = NewFire(at: pipeline.now, state: .missed, number: 2, note: "nobody was there")
    #expect(try operations.journal.decide(state, until: pipeline.now, [missed], note: nil))
    let happenings = try operations.handOver(since: start.addingTimeInterval(-1), asOf: nil).happenings
    #expect(happenings.filter { $0.kind == .deed }.map(\.actor) == [NSUserName()])
    #expect(happenings.filter { $0.kind == .schedule }.map(\.text) == ["2 fires missed: nobody was there"])
  }
}
