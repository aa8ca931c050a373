import Clocks
import Foundation
import JSON
import Ledger
import Testing
import Words

@testable import Journal

@Suite("An execution that is started by a key") struct IdempotencyTests {
  let fixture: JournalFixture
  var journal: Journal { fixture.journal }

  init() throws { fixture = try JournalFixture() }

  private func wish(_ key: String?, input: JSONValue = ["tables": ["gold.a"], "full": true]) -> NewExecution {
    NewExecution(
      pipeline: "daily", environment: "dev", trigger: .schedule("daily"), input: input, host: "here",
      idempotencyKey: key)
  }

  @Test("is one, however often and by whomever it is asked for, also when it is over")
  func once() throws {
    let first = try journal.createExecution(wish("daily 06:00"), by: "ann")
    fixture.clock.advance(60)
    #expect(try fixture.another().createExecution(wish("daily 06:00"), by: "bob") == first)
    try journal.finishExecution(first.id, as: .failed)
    let reordered: JSONValue = ["full": true, "tables": ["gold.a"]]
    #expect(try journal.createExecution(wish("daily 06:00", input: reordered)).id == first.id)
    #expect(try journal.executions().count == 1)
    #expect(try journal.audit().count == 1)
    #expect(try journal.events(of: first.id).map(\.type) == [.executionStarted, .executionFailed])
  }

  @Test("is refused, and named, when it was asked to do something else")
  func other() throws {
    let first = try journal.createExecution(wish("k"))
    #expect(throws: JournalError.keyTaken("k", by: first.id)) {
      try journal.createExecution(wish("k", input: ["tables": ["gold.b"]]))
    }
    var late = wish("k")
    late.runDate = CalendarDay("2026-11-20")
    #expect(throws: JournalError.keyTaken("k", by: first.id)) { try journal.createExecution(late) }
    #expect(try journal.executions().count == 1)
  }

  @Test("is one for several schedulers that fire at the same moment")
  func race() throws {
    let failures = Failures()
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      failures.catching { _ = try fixture.another().createExecution(wish("k")) }
    }
    #expect(failures.all.isEmpty)
    #expect(try journal.executions().count == 1)
  }

  @Test("is another one for each key, and for each wish without one", arguments: [["a", "b"], [nil, nil]])
  func several(keys: [String?]) throws {
    for key in keys { try journal.createExecution(wish(key)) }
    #expect(try journal.executions().count == 2)
  }
}

@Suite("What asked for an execution") struct TriggerTests {
  @Test(
    "is read back as it was written, also where a newer program wrote it",
    arguments: [
      ExecutionTrigger.manual, .schedule("daily"), .schedule(""), .alarm("late rows"), .fileArrival("orders"),
      .dashboard,
      .rerun, .demo, .other("a moon"), .other("manual labour"),
    ])
  func stored(trigger: ExecutionTrigger) throws {
    let fixture = try JournalFixture()
    let id = try fixture.journal.createExecution(.init(pipeline: "p", environment: "dev", trigger: trigger)).id
    #expect(try fixture.journal.execution(id)?.trigger == trigger)
    #expect(ExecutionTrigger(rawValue: trigger.rawValue) == trigger)
  }
}
