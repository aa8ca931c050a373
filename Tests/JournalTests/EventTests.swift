import Foundation
import GRDB
import JSON
import Ledger
import TestSupport
import Testing
import Words

@testable import Journal

@Suite("The events of an execution") struct EventTests {
  let fixture: JournalFixture
  var journal: Journal { fixture.journal }

  init() throws { fixture = try JournalFixture() }

  private func types(_ id: ExecutionID) throws -> [EventType] { try journal.events(of: id).map(\.type) }

  @Test("tell of a success in the words and the order of Step Functions")
  func success() throws {
    let id = try fixture.success(of: "silver.a")
    #expect(
      try types(id) == [
        .executionStarted, .taskStateEntered, .taskScheduled, .taskStarted, .taskSucceeded, .taskStateExited,
        .executionSucceeded,
      ])
    #expect(try journal.events(of: id).map(\.id) == [1, 2, 3, 4, 5, 6, 7])
    #expect(try journal.events(of: id).map(\.previousID) == [0, 1, 2, 3, 4, 5, 6])
    #expect(try journal.events(of: id, after: 2, limit: 3).map(\.id) == [3, 4, 5])
  }

  @Test("follow what their state waited for, not what happened to come before")
  func branches() throws {
    let id = try fixture.execution(steps: ["bronze.a", "bronze.b"])
    try journal.planSteps(
      [StepPlan(name: "silver.a", kind: .build, ordinal: 3, dependsOn: ["bronze.a"])], in: id)
    for name in ["bronze.a", "bronze.b"] { try journal.startStep(name, in: id) }
    for name in ["bronze.a", "bronze.b"] { try journal.commitStep(StepCommit(execution: id, step: name)) }
    try journal.startStep("silver.a", in: id)
    let events = try journal.events(of: id)
    let exit = try #require(events.first { $0.type == .taskStateExited && $0.state == StepName("bronze.a") })
    let entries = events.filter { $0.type == .taskStateEntered }
    #expect(entries.map(\.previousID) == [1, 1, exit.id])
    for event in events.filter({ $0.type == .taskSucceeded }) {
      #expect(events[Int(event.previousID) - 1].type == .taskStarted)
      #expect(events[Int(event.previousID) - 1].state == event.state)
    }
  }

  @Test(
    "name how an execution ended, and why",
    arguments: [
      (ExecutionStatus.failed, EventType.executionFailed), (.aborted, .executionAborted),
      (.timedOut, .executionTimedOut),
    ])
  func endings(status: ExecutionStatus, type: EventType) throws {
    let id = try fixture.execution(steps: ["silver.a", "silver.b"])
    try journal.startStep("silver.a", in: id)
    try journal.finishExecution(id, as: status, error: .tableBusy, cause: "later")
    let events = try journal.events(of: id)
    #expect(events.suffix(2).map(\.type) == [.taskStateAborted, type])
    #expect(events.last?.payload == ["error": "Assay.TableBusy", "cause": "later"])
    #expect(try !journal.finishExecution(id, as: .succeeded))
    #expect(try journal.events(of: id) == events)
  }

  @Test("tell a lost worker's steps as failed with it")
  func lost() throws {
    let id = try fixture.execution(worker: Worker(pid: 1, start: "gone"), steps: ["silver.a"])
    try journal.startStep("silver.a", in: id)
    try journal.markLost(heartbeatTimeout: 1) { _ in .dead }
    #expect(try types(id).suffix(2) == [.taskFailed, .executionFailed])
    #expect(try journal.attempts(of: StepName("silver.a"), in: id).first?.error == .workerLost)
  }

  @Test("keep every attempt of a step, which its row does not")
  func attempts() throws {
    let id = try fixture.execution(steps: ["silver.a"])
    for error in [FailureName.engineFailed, .stateTimeout] {
      try journal.startStep("silver.a", in: id)
      try journal.finishStep("silver.a", in: id, as: .failed, error: error, cause: "again")
      fixture.clock.advance(5)
    }
    try journal.startStep("silver.a", in: id)
    let attempts = try journal.attempts(of: StepName("silver.a"), in: id)
    #expect(attempts.map(\.number) == [1, 2, 3])
    #expect(attempts.map(\.status) == [.failed, .failed, .running])
    #expect(attempts.map(\.error) == [.engineFailed, .stateTimeout, nil])
    #expect(attempts[1].startedAt.timeIntervalSince(attempts[0].startedAt) == 5)
    #expect(try journal.step("silver.a", of: id)?.error == nil)
    #expect(try types(id).filter { $0 == .taskStateEntered }.count == 1)
    #expect(try types(id).contains(.taskTimedOut))
  }

  @Test("are written with the rows they tell of, or neither is")
  func together() throws {
    let id = try fixture.execution(steps: ["silver.a", "silver.b"])
    try journal.startStep("silver.a", in: id)
    let before = try journal.events(of: id)
    try journal.pool.write { db in
      try db.execute(sql: "CREATE TRIGGER refuse BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'refused'); END")
    }
    #expect(throws: JournalError.self) { try journal.startStep("silver.b", in: id) }
    #expect(throws: JournalError.self) { try journal.commitStep(StepCommit(execution: id, step: "silver.a")) }
    #expect(throws: JournalError.self) { try journal.finishExecution(id, as: .succeeded) }
    #expect(throws: JournalError.self) { try fixture.execution() }
    #expect(try journal.steps(of: id).map(\.status) == [.running, .waiting])
    #expect(try journal.execution(id)?.status == .running)
    #expect(try journal.executions().count == 1)
    #expect(try journal.events(of: id) == before)
  }

  @Test("of a process that was killed in the middle are all there or not at all")
  func killed() throws {
    let id = try fixture.execution(steps: ["silver.a"])
    let (path, copy) = (journal.path, fixture.folder.path("killed.sqlite"))
    try journal.pool.writeWithoutTransaction { db in
      // A tiny cache makes SQLite write pages to the WAL before the commit.
      try db.execute(sql: "PRAGMA cache_size = 2")
      try db.execute(sql: "BEGIN IMMEDIATE")
      try db.execute(sql: "UPDATE step SET status = 'RUNNING', attempt = 1")
      let started = (0..<300).flatMap { _ in StepEvents.start(of: "silver.a", attempt: 1) }
      try journal.append(started, to: id, at: fixture.clock.now(), db)
      for suffix in ["", "-wal"] { try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix) }
      try db.execute(sql: "ROLLBACK")
    }
    let found = try Journal(path: copy, clock: fixture.clock)
    #expect(try found.events(of: id).map(\.type) == [.executionStarted])
    #expect(try found.steps(of: id).map(\.status) == [.waiting])
    #expect(try found.startStep("silver.a", in: id))
    #expect(try found.events(of: id).map(\.id) == [1, 2, 3, 4])
  }

  @Test("cannot be changed, and go with their execution")
  func kept() throws {
    let old = try fixture.success(of: "silver.a")
    fixture.clock.advance(60)
    let newer = try fixture.success(of: "silver.a")
    #expect(throws: DatabaseError.self) {
      try journal.pool.write { try $0.execute(sql: "UPDATE event SET type = 'TaskFailed'") }
    }
    try journal.prune(runsOlderThan: fixture.clock.now(), logsOlderThan: .distantPast)
    #expect(try journal.events(of: old).isEmpty)
    #expect(try journal.events(of: newer).count == 7)
  }

  @Test("of another program's type are read as they are")
  func unknown() throws {
    let id = try fixture.execution()
    try journal.pool.write { db in
      try journal.append([NewEvent(type: EventType(rawValue: "MapRunRedriven"))], to: id, at: fixture.clock.now(), db)
    }
    #expect(try types(id).last?.rawValue == "MapRunRedriven")
  }

  @Test("are found by their execution and by their state", arguments: [Journal.eventsQuery, Journal.stateEventsQuery])
  func plan(sql: String) throws {
    let details = try journal.pool.read { db in
      try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: ["a", "b"]).map { $0["detail"] as String }
    }
    #expect(details.allSatisfy { $0.contains("SEARCH") && !$0.contains("TEMP B-TREE") }, "\(details)")
  }
}
