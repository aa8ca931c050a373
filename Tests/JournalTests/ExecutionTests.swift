import Clocks
import Foundation
import JSON
import Ledger
import Testing
import Words

@testable import Journal

@Suite struct ExecutionTests {
  let fixture: JournalFixture
  var journal: Journal { fixture.journal }

  init() throws { fixture = try JournalFixture() }

  @Test("an execution comes back as it was recorded")
  func roundTrip() throws {
    let first = try fixture.execution()
    let new = NewExecution(
      pipeline: "daily", environment: "prod", trigger: .rerun, runDate: CalendarDay("2026-11-20"),
      input: ["amount": .number("12.50")], host: "here", worker: Worker(pid: 42, start: "991"), rerunOf: first)
    let created = try journal.createExecution(new)
    #expect(try journal.execution(created.id) == created)
    #expect(created.status == .running)
    #expect(created.startedAt == fixture.clock.now())
    #expect(created.runDate == CalendarDay("2026-11-20"))
    #expect(created.input == ["amount": .number("12.50")])
    #expect(created.worker == Worker(pid: 42, start: "991"))
    #expect(try journal.executions(.init(rerunOf: first)).map(\.id) == [created.id])
  }

  @Test("an identity tells the second it began in, and sorts by it")
  func identity() throws {
    let id = try fixture.execution()
    #expect(id.rawValue.hasPrefix("20261121-061000-"))
    #expect(id.rawValue.count == 20)
    fixture.clock.advance(1)
    #expect(try fixture.execution() > id)
  }

  @Test("executions are counted by status, from a moment on")
  func counting() throws {
    try fixture.success(of: "silver.a")
    fixture.clock.advance(60)
    let since = fixture.clock.now()
    try fixture.success(of: "silver.a")
    try fixture.success(of: "silver.b")
    try fixture.execution()
    #expect(try journal.executionCounts(since: since) == [.succeeded: 2, .running: 1])
    #expect(try journal.executionCounts(since: since.addingTimeInterval(1)).isEmpty)
  }

  @Test("executions are found by parts of their texts, in either case and literally")
  func words() throws {
    let good = try fixture.success(of: "silver.a")
    let bad = try fixture.execution()
    try journal.finishExecution(
      bad, as: .failed, error: "Assay.Quality", cause: "rule 7 failed: customer_77 is 100% null")
    let running = try fixture.execution()
    let found = { (words: [String], without: [String]) in
      var filter = ExecutionFilter()
      (filter.words, filter.withoutWords) = (words, without)
      return try journal.executions(filter).map(\.id)
    }
    #expect(try found(["CUSTOMER_77"], []) == [bad])
    #expect(try found(["customerx77"], []).isEmpty)
    #expect(try found(["0% n"], []) == [bad])
    #expect(try found(["quality", "rule 7"], []) == [bad])
    #expect(try found(["quality", "rule 8"], []).isEmpty)
    #expect(try found(["running"], []) == [running])
    #expect(try found([String(good.rawValue.suffix(4))], []) == [good])
    #expect(try found(["manual"], ["failed"]) == [running, good])
    #expect(try found([], ["manual"]).isEmpty)
  }

  @Test("executions of a workflow are found by a part of its name, and by no other word of their input")
  func workflows() throws {
    let new = NewExecution(
      pipeline: "shop", environment: "dev", trigger: .manual,
      input: ["workflow": "Daily_load", "input": ["goods": "shoes"]])
    let machine = try journal.createExecution(new).id
    try fixture.execution()
    let found = { (words: [String]) in
      var filter = ExecutionFilter()
      filter.words = words
      return try journal.executions(filter).map(\.id)
    }
    #expect(try found(["daily_l"]) == [machine])
    #expect(try found(["shoes"]).isEmpty)
  }

  @Test("an execution ends once")
  func endsOnce() throws {
    let id = try fixture.execution()
    fixture.clock.advance(60)
    #expect(try journal.finishExecution(id, as: .failed, error: "Assay.Quality", cause: "3 rules failed"))
    fixture.clock.advance(60)
    #expect(try !journal.finishExecution(id, as: .succeeded))
    let record = try #require(try journal.execution(id))
    #expect(record.status == .failed)
    #expect(record.error == "Assay.Quality")
    #expect(record.cause == "3 rules failed")
    #expect(record.endedAt == record.startedAt.addingTimeInterval(60))
  }

  @Test("the end of an execution ends its steps")
  func endsSteps() throws {
    let id = try fixture.execution(steps: ["silver.a", "silver.b"])
    try journal.startStep("silver.a", in: id)
    try journal.finishExecution(id, as: .aborted)
    #expect(try journal.steps(of: id).map(\.status) == [.stopped, .skipped])
  }

  @Test("a heartbeat tells the worker to stop, once someone asked for it")
  func stopping() throws {
    let id = try fixture.execution()
    #expect(try journal.heartbeat(id) == HeartbeatAnswer(status: .running, stopRequested: false))
    #expect(try journal.requestStop(id))
    let asked = try journal.execution(id)?.stopRequestedAt
    fixture.clock.advance(5)
    #expect(try journal.requestStop(id))
    #expect(try journal.execution(id)?.stopRequestedAt == asked)
    #expect(try journal.heartbeat(id) == HeartbeatAnswer(status: .running, stopRequested: true))
    #expect(try journal.execution(id)?.heartbeatAt == fixture.clock.now())
    try journal.finishExecution(id, as: .aborted)
    #expect(try !journal.requestStop(id))
    #expect(try journal.heartbeat(id).status == .aborted)
  }

  @Test("an execution that is not there is named in the error")
  func unknown() throws {
    let id = ExecutionID("20200101-000000-aaaa")
    #expect(throws: JournalError.unknownExecution(id)) { try journal.heartbeat(id) }
    #expect(throws: JournalError.unknownExecution(id)) { try journal.requestStop(id) }
    #expect(throws: JournalError.unknownExecution(id)) { try journal.finishExecution(id, as: .failed) }
    #expect(throws: JournalError.unknownExecution(id)) { try journal.planSteps([], in: id) }
    #expect(try journal.execution(id) == nil)
    #expect(try journal.executions(.init(before: id)).isEmpty)
  }

  @Test("lists are newest first and page without gaps, also within one moment")
  func paging() throws {
    let ids = try (0..<7).map { index in
      if index % 3 == 0 { fixture.clock.advance(10) }
      return try fixture.execution()
    }
    var (seen, before): ([ExecutionID], ExecutionID?) = ([], nil)
    while true {
      let page = try journal.executions(.init(before: before), limit: 2)
      guard let last = page.last else { break }
      seen += page.map(\.id)
      before = last.id
    }
    #expect(seen == ids.reversed())
    #expect(try journal.latestExecution()?.id == ids.last)
  }

  @Test("the newest is the one that was made last, also after the clock was set back")
  func clockSetBack() throws {
    let first = try fixture.execution()
    fixture.clock.advance(-3600)
    let second = try fixture.execution()
    #expect(try journal.executions().map(\.id) == [second, first])
    #expect(try journal.executions(.init(status: .running, before: second)).map(\.id) == [first])
    #expect(try journal.executions(.init(since: fixture.clock.now().addingTimeInterval(1))).map(\.id) == [first])
  }

  @Test("conditions of a list hold together")
  func filters() throws {
    let old = try fixture.execution("daily")
    try journal.finishExecution(old, as: .succeeded)
    fixture.clock.advance(100)
    let failed = try fixture.execution("daily")
    try journal.finishExecution(failed, as: .failed)
    let other = try fixture.execution("weekly")
    #expect(try journal.executions(.init(status: .failed)).map(\.id) == [failed])
    #expect(try journal.executions(.init(pipeline: "daily")).map(\.id) == [failed, old])
    #expect(try journal.executions(.init(since: fixture.clock.now())).map(\.id) == [other, failed])
    #expect(try journal.executions(.init(status: .succeeded, pipeline: "weekly")).isEmpty)
    #expect(try journal.latestExecution(.init(status: .succeeded))?.id == old)
  }
}
