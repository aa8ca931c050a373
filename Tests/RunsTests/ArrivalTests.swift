import Clocks
import Foundation
import Journal
import Lake
import Ledger
import PipelineSupport
import Processes
import Runs
import TestSupport
import Testing
import Words

@Suite("Files that arrive start what waits for them")
struct ArrivalTests {
  /// Two sources of a day, a clock that the test moves, and turns of the scheduler.
  private final class Shop {
    let pipeline: Pipeline
    let clock: MovedClock
    let workspace: Workspace
    let journal: Journal
    /// Kept, as the scheduler keeps it: how often folders are looked at is known to it.
    let scheduler: SchedulerTurn

    init(_ schedule: String, sources: String = Shop.daily, now: String) throws {
      pipeline = try Pipeline([
        "project.yml": "name: little\nenvironments: {dev: {lake: lake/dev}}\nsources:\n\(sources)",
        "models/silver/orders.sql": "select id from bronze.orders",
        "schedules/drop.yml": schedule,
        "workflows/tidy.asl.json": #"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#,
      ])
      clock = MovedClock(now)
      let (workspace, journal) = try pipeline.environment(clock: clock)
      (self.workspace, self.journal) = (workspace, journal)
      scheduler = SchedulerTurn(workspace: workspace, journal: journal) { id in
        try journal.attach(ProcessIdentity.current(), host: ProcessIdentity.host, to: id)
      }
    }

    static let daily = """
        orders: {path: "incoming/*/orders.csv", expect: "incoming/{run_date}/orders.csv"}
        sales: {path: "incoming/*/sales.csv", expect: "incoming/{run_date}/sales.csv"}

      """
    static let loose = "  orders: {path: \"incoming/*.csv\", settle: 30}\n"

    /// - Parameter at: when it was written; by default long ago by the shop's clock.
    func put(_ name: String, _ text: String = "id\n1\n", at moment: String? = nil) throws {
      try pipeline.folder.write(text, to: "incoming/\(name)")
      let modified = moment.flatMap(Timestamp.parse) ?? Date(timeIntervalSince1970: 0)
      try FileManager.default.setAttributes(
        [.modificationDate: modified], ofItemAtPath: pipeline.folder.path("incoming/\(name)"))
    }

    @discardableResult
    func turn(at moment: String) throws -> [SchedulerTurn.Event] {
      clock.set(moment)
      return try scheduler.take()
    }

    /// What was started, as the day it is for.
    func days() throws -> [String] { try journal.executions().reversed().map { $0.runDate?.description ?? "" } }

    func finish() throws {
      for execution in try journal.executions(.init(status: .running)) {
        try journal.finishExecution(execution.id, as: .failed)
      }
    }

    func missedRuns() throws -> [Double] {
      try journal.metricStreams(namespace: "Lakehouse/Metrics", name: "MissedRuns").flatMap {
        try journal.samples(of: $0, from: .distantPast, until: .distantFuture).map(\.value)
      }
    }
  }

  @Test("once for the same files, when the last of them is there, and for the day they are of")
  func complete() throws {
    let shop = try Shop("arrival: [orders, sales]\n", now: "2026-06-02T00:00:00Z")
    try shop.turn(at: "2026-06-02T05:00:00Z")
    try shop.put("2026-06-02/orders.csv")
    try shop.turn(at: "2026-06-02T05:01:00Z")
    #expect(try shop.days() == [])
    try shop.put("2026-06-02/sales.csv")
    try shop.turn(at: "2026-06-02T05:02:00Z")
    #expect(try shop.days() == ["2026-06-02"])
    // The run failed; the same files start no other, a corrected one does.
    try shop.finish()
    try shop.turn(at: "2026-06-02T05:03:00Z")
    #expect(try shop.days() == ["2026-06-02"])
    try shop.put("2026-06-02/sales.csv", "id\n1\n2\n")
    try shop.turn(at: "2026-06-02T05:04:00Z")
    #expect(try shop.days() == ["2026-06-02", "2026-06-02"])
  }

  @Test(
    "a drop that failed does not hold up that of the next day, and one that came after midnight is still of its day")
  func days() throws {
    let shop = try Shop("arrival: all\n", now: "2026-06-02T00:00:00Z")
    for name in ["2026-06-02/orders.csv", "2026-06-02/sales.csv"] { try shop.put(name) }
    try shop.turn(at: "2026-06-02T05:00:00Z")
    try shop.finish()
    for name in ["2026-06-03/orders.csv", "2026-06-03/sales.csv"] { try shop.put(name) }
    try shop.turn(at: "2026-06-04T00:20:00Z")
    #expect(try shop.days() == ["2026-06-02", "2026-06-03"])
  }

  @Test("waits while a file is written, is being sent, or has not settled", arguments: ["young", "sent", "settling"])
  func unfinished(how: String) throws {
    let shop = try Shop(
      "arrival: [orders]\n", sources: how == "settling" ? Shop.loose : Shop.loose.replacing("30", with: "0"),
      now: "2026-06-02T00:00:00Z")
    switch how {
    case "young": try shop.put("a.csv", at: "2026-06-02T05:00:57Z")
    case "settling": try shop.put("a.csv", at: "2026-06-02T05:00:40Z")
    default:
      try shop.put("a.csv")
      try shop.put("a.csv.part")
    }
    try shop.turn(at: "2026-06-02T05:01:00Z")
    #expect(try shop.days() == [])
    if how == "sent" { try FileManager.default.removeItem(atPath: shop.pipeline.folder.path("incoming/a.csv.part")) }
    try shop.turn(at: "2026-06-02T05:02:00Z")
    #expect(try shop.days() == ["2026-06-02"])
  }

  @Test("what has not come by its time is a missed run, told once, and what comes later starts late")
  func late() throws {
    let shop = try Shop(
      "arrival: [orders, sales]\nlate_after: \"06:30\"\ntimezone: Europe/London\n", now: "2026-06-02T00:00:00Z")
    try shop.turn(at: "2026-06-02T05:00:00Z")
    try shop.put("2026-06-02/orders.csv")
    let told = try shop.turn(at: "2026-06-02T05:30:01Z")
    guard case .late("drop", let fire, let why)? = told.first else {
      Issue.record("nothing was told: \(told)")
      return
    }
    #expect(fire == Timestamp.parse("2026-06-02T05:30:00Z"))
    #expect(why == "the files of 2026-06-02 had not come: sales: incoming/2026-06-02/sales.csv is not there")
    #expect(try shop.turn(at: "2026-06-02T05:31:00Z").isEmpty)
    #expect(try shop.journal.fires().map(\.state) == [.missed])
    try shop.put("2026-06-02/sales.csv")
    try shop.turn(at: "2026-06-02T05:40:00Z")
    #expect(try shop.journal.fires().map(\.isLate) == [true, true])
    #expect(try shop.days() == ["2026-06-02"])
    #expect(try shop.missedRuns() == [1, 0])
    // The next day it is in time, and nothing is said.
    for name in ["2026-06-03/orders.csv", "2026-06-03/sales.csv"] { try shop.put(name) }
    try shop.finish()
    try shop.turn(at: "2026-06-03T04:00:00Z")
    try shop.turn(at: "2026-06-03T07:00:00Z")
    #expect(try shop.missedRuns() == [1, 0, 0])
    #expect(try shop.journal.fires().first?.isLate == false)
  }

  @Test("a paused schedule takes what lies there when it goes on")
  func paused() throws {
    let shop = try Shop("arrival: [orders]\n", sources: Shop.loose, now: "2026-06-02T00:00:00Z")
    try shop.turn(at: "2026-06-02T00:00:10Z")
    try shop.journal.pauseSchedule("drop", until: nil, by: "ada")
    try shop.put("a.csv")
    try shop.turn(at: "2026-06-02T05:00:00Z")
    #expect(try shop.days() == [])
    try shop.journal.resumeSchedule("drop", by: "ada")
    try shop.turn(at: "2026-06-02T05:00:10Z")
    #expect(try shop.days() == ["2026-06-02"])
  }

  @Test("a schedule starts a state machine, which is told for which day and fire")
  func workflow() throws {
    let shop = try Shop("schedule: cron(0 6 * * ? *)\nworkflow: tidy\nrun_day: -1\n", now: "2026-06-02T05:00:00Z")
    try shop.turn(at: "2026-06-02T05:00:00Z")
    try shop.turn(at: "2026-06-02T06:00:01Z")
    let execution = try #require(try shop.journal.latestExecution())
    #expect(execution.workflow == "tidy" && execution.runDate == CalendarDay("2026-06-01"))
    #expect(
      execution.input["input"] == [
        "schedule": "drop", "time": "2026-06-02T06:00:00.000Z", "runDate": "2026-06-01",
      ])
  }

  @Test(
    "what does not go together is refused with its place",
    arguments: [
      ("arrival: [orderz]\n", "there is no source orderz"), ("arrival: []\n", "arrival is a list of sources"),
      ("arrival: all\nschedule: rate(1 day)\n", "schedule does not go with arrival"),
      ("schedule: rate(1 day)\nlate_after: \"06:30\"\n", "there is no arrival"),
      ("arrival: all\nlate_after: \"25:00\"\n", "late_after is a time of day"),
      ("schedule: rate(1 day)\nworkflow: tidi\n", "there is no workflows/tidi.asl.json"),
      ("schedule: rate(1 day)\nworkflow: tidy\ntables: [silver.orders]\n", "not both"), ("missed: skip\n", "schedule"),
    ])
  func refused(schedule: String, told: String) throws {
    let refusal = #expect(throws: InvalidProject.self) { try Shop(schedule, now: "2026-06-02T05:00:00Z") }
    #expect(refusal.map { "\($0)" }?.contains(told) ?? false, "\(refusal.map { "\($0)" } ?? "")")
  }
}
