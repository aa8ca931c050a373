import Clocks
import DuckDBCompute
import Engine
import Foundation
import Journal
import Ledger
import PipelineSupport
import Processes
import Runs
import Testing
import Words

@Suite("A run that a schedule started says whether Gold was fresh in time")
struct SLABreachTests {
  private static let files = [
    "project.yml": """
    name: little
    environments: {dev: {lake: lake/dev}}
    sources: {orders: {path: "incoming/*.csv", format: csv}}
    """,
    "models/silver/orders.sql": "select id from bronze.orders", "incoming/a.csv": "id\n1\n",
    "schedules/daily.yml": "schedule: cron(0 6 * * ? *)\nfresh_within_minutes: 30\n",
    "schedules/free.yml": "schedule: cron(0 6 * * ? *)\n",
  ]

  @Test(
    "0 where it succeeded within its minutes, 1 where it came later or failed, nothing where nobody waits for it",
    arguments: [
      ("daily", "2026-06-01T06:10:00Z", "incoming/b.csv", "id\n2\n", [0.0]),
      ("daily", "2026-06-01T06:40:00Z", "incoming/b.csv", "id\n2\n", [1.0]),
      ("daily", "2026-06-01T06:10:00Z", "models/silver/orders.sql", "select nothing from bronze.orders", [1.0]),
      ("free", "2026-06-01T09:00:00Z", "incoming/b.csv", "id\n2\n", []),
    ])
  func breach(schedule: String, now: String, file: String, text: String, expected: [Double]) throws {
    var files = Self.files
    files[file] = text
    let pipeline = try Pipeline(files)
    let clock = ShiftedClock(startingAt: try #require(Timestamp.parse(now)))
    let (workspace, journal) = try pipeline.environment(clock: clock)
    let state = try journal.meetSchedule(schedule)
    let fire = try #require(Timestamp.parse("2026-06-01T06:00:00Z"))
    try journal.decide(state, until: clock.now(), [NewFire(at: fire, state: .waiting)])
    let waiting = try #require(try journal.waitingFires().first)
    let execution = try #require(
      try journal.startFire(
        waiting.sequence,
        NewExecution(
          pipeline: "little", environment: "dev", trigger: .schedule(schedule), input: RunInput().json,
          host: ProcessIdentity.host)))
    let library = try EngineLibrary.load(environment: ProcessInfo.processInfo.environment)
    _ = try ExecutionWorker(workspace: workspace, journal: journal, execution: execution.id)
      .run(with: { try DuckDBSession(workspace: workspace, library: library) })
    let values = try journal.metricStreams(namespace: "Lakehouse/Metrics", name: "SLABreaches").flatMap {
      try journal.samples(of: $0, from: .distantPast, until: .distantFuture).map(\.value)
    }
    #expect(values == expected)
  }
}
