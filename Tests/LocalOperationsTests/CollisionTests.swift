import Clocks
import Foundation
import Ledger
import Operations
import PipelineSupport
import Processes
import TestSupport
import Testing
import Words

@testable import LocalOperations

@Suite("What a run would meet, told before it")
struct CollisionTests {
  private let project: Pipeline

  init() throws {
    project = try Pipeline([
      "project.yml": """
      name: little
      default_environment: dev
      environments:
        dev: {lake: lake/dev}
      sources:
        orders: {path: incoming/*.csv, format: csv}
      """, "models/silver/orders.sql": "select id from bronze.orders", "incoming/a.csv": "id\n1\n",
      "schedules/soon.yml": "schedule: cron(31 6 * * ? *)", "schedules/later.yml": "schedule: cron(0 18 * * ? *)",
    ])
    project.now = try #require(Timestamp.parse("2026-11-08T06:30:00Z"))
    // How long it takes is known from the run before.
    #expect(try project.run().status == .succeeded)
    try project.folder.write("id\n2\n", to: "incoming/b.csv")
    project.now = try #require(Timestamp.parse("2026-11-09T06:30:30Z"))
  }

  private func operations() throws -> LocalOperations {
    LocalOperations(
      try LocalEnvironment(
        folder: project.folder.path, environment: nil, variables: ProcessInfo.processInfo.environment,
        clock: FixedClock(project.now)))
  }

  @Test("a schedule that starts before it is over is named where a scheduler runs, a later one is not")
  func schedules() throws {
    let operations = try operations()
    #expect(try operations.plan(RunRequest()).notes.isEmpty, "nobody starts what is scheduled")
    try operations.journal.beatScheduler(
      ProcessIdentity.current(), host: ProcessIdentity.host, startedAt: project.now, trouble: nil)
    let notes = try operations.plan(RunRequest()).notes
    #expect(notes == ["The schedule soon starts before it is over, and then waits for its tables."])
  }

  @Test(
    "another run that works is named, with what becomes of the two",
    arguments: [("manual", "tables of both are built one after the other"), ("backfill b", "makes way for it")])
  func runs(trigger: String, wanted: String) throws {
    let operations = try operations()
    let other = try operations.journal.createExecution(
      NewExecution(
        pipeline: "little", environment: "dev", trigger: ExecutionTrigger(rawValue: trigger), input: [:],
        host: ProcessIdentity.host), by: nil)
    #expect(try operations.journal.attach(ProcessIdentity.current(), host: ProcessIdentity.host, to: other.id))
    let notes = try operations.plan(RunRequest()).notes
    #expect(notes.count == 1)
    #expect(notes.first?.hasPrefix(other.id.rawValue) == true && notes.first?.contains(wanted) == true, "\(notes)")
    try operations.journal.finishExecution(other.id, as: .succeeded, error: nil, cause: nil)
    #expect(try operations.plan(RunRequest()).notes.isEmpty)
  }
}
