import Foundation
import JSON
import Ledger
import Metrics
import Project
import Testing
import Words

@testable import Watch

@Suite("Alarms over the journal") struct AlarmKeeperTests {
  private static func alarm(_ more: String = "", missing: String = "ignore") -> String {
    """
    Namespace: Custom
    MetricName: lag
    Statistic: Maximum
    Period: 60
    EvaluationPeriods: 1
    Threshold: 10
    ComparisonOperator: GreaterThanThreshold
    TreatMissingData: \(missing)
    \(more)
    """
  }

  private static let project = """
    name: shop
    actions:
      tell: {command: [./tell.sh, ops]}
      fail: {command: [./fail.sh]}
      hang: {command: [sleep, "60"], timeout_seconds: 1}
      nobody: {command: [./nobody.sh]}
      rebuild: {run: [silver.orders]}
      repair: {workflow: repair}
    topics: {ops: [tell, fail]}
    sources:
      orders: {path: incoming/*.csv, format: csv}
    """

  private static let workflow = #"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#

  private func fixture(_ more: String, _ others: [String: String] = [:]) throws -> WatchFixture {
    let files = [
      "project.yml": Self.project, "alarms/late.yml": Self.alarm(more),
      "models/silver/orders.sql": "select * from bronze.orders",
      "workflows/repair.asl.json": Self.workflow,
    ].merging(others) { $1 }
    let fixture = try WatchFixture(files)
    try script("tell.sh", "echo \"$1\" >> told; cat >> told", fixture)
    try script("fail.sh", "echo cannot reach anybody >&2; exit 3", fixture)
    return fixture
  }

  private func script(_ name: String, _ text: String, _ fixture: WatchFixture) throws {
    let path = try fixture.folder.write("#!/bin/sh\n\(text)\n", to: "shop/" + name)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  @Test("goes on and comes back, tells each change once with its datapoints, and keeps history")
  func onAndBack() throws {
    let fixture = try fixture("OKActions: [tell]\nAlarmActions: [tell]")
    try fixture.put("lag", 99)
    try fixture.evaluate()
    #expect(try fixture.state("late") == .insufficientData, "the period is still filling")
    fixture.clock.advance(60)
    #expect(try fixture.state("late") == .alarm, "whoever looks sees it, though nobody evaluated")
    #expect(try fixture.history(.stateUpdate).isEmpty)
    for _ in 0..<3 { try fixture.evaluate() }
    fixture.clock.advance(60)
    try fixture.put("lag", 1)
    fixture.clock.advance(60)
    for _ in 0..<2 { try fixture.evaluate() }
    #expect(try fixture.history(.stateUpdate).map { $0.details["state"] } == ["ALARM", "OK"])
    #expect(try fixture.history(.action).map(\.outcome) == ["done", "done"])
    let told = try String(contentsOfFile: fixture.folder.path("shop/told"), encoding: .utf8).split(separator: "\n")
    #expect(told.count == 4 && told[0] == "ops")
    let first = try JSONValue(parsing: String(told[1]))
    #expect(first["alarm"] == "late" && first["state"] == "ALARM" && first["previousState"] == "INSUFFICIENT_DATA")
    #expect(first["datapoints"]?.arrayValue?.first?["value"]?.doubleValue == 99)
  }

  @Test("what came and went between two evaluations is in the history, and nobody is told")
  func cameAndWent() throws {
    let fixture = try fixture("AlarmActions: [tell]")
    try fixture.put("lag", 1)
    fixture.clock.advance(60)
    try fixture.evaluate()
    try fixture.put("lag", 99)
    fixture.clock.advance(60)
    try fixture.put("lag", 1)
    fixture.clock.advance(600)
    try fixture.evaluate()
    #expect(try fixture.history(.stateUpdate).map { $0.details["state"] } == ["OK", "ALARM", "OK"])
    #expect(try fixture.history(.action).isEmpty)
  }

  @Test(
    "an action that goes wrong says how",
    arguments: [
      ("fail", "failed: exit code 3: cannot reach anybody"), ("hang", "failed: ended after 1 s"),
      ("nobody", "not done: there is no program ./nobody.sh that can be run"),
    ])
  func failures(action: String, outcome: String) throws {
    let fixture = try fixture("AlarmActions: [\(action)]")
    try fixture.put("lag", 99)
    fixture.clock.advance(60)
    try fixture.evaluate()
    #expect(try fixture.history(.action).map(\.outcome) == [outcome])
  }

  @Test("a muted or disabled alarm changes its state and does nothing; an operator's change is in history and audit")
  func withheld() throws {
    let fixture = try fixture("AlarmActions: [tell]\nOKActions: [tell]")
    let until = fixture.clock.now().addingTimeInterval(90)
    _ = try fixture.journal.change("late", .mute(until: until), by: "ann")
    try fixture.put("lag", 99)
    fixture.clock.advance(60)
    try fixture.evaluate()
    _ = try fixture.journal.change("late", .disable, by: "ann")
    try fixture.put("lag", 1)
    fixture.clock.advance(60)
    try fixture.evaluate()
    let outcomes = try fixture.history(.action).map { $0.outcome ?? "" }
    #expect(outcomes.count == 2 && outcomes[0].hasPrefix("withheld: muted until"))
    #expect(outcomes.last == "withheld: actions are disabled")
    #expect(try fixture.journal.audit(target: "late").map(\.action) == ["alarm disable", "alarm mute"])
    #expect(try fixture.history(.configurationUpdate).map(\.summary) == ["muted by ann", "actions disabled by ann"])
  }

  @Test("only an alarm that is on is acknowledged, and the next change ends that")
  func acknowledged() throws {
    let fixture = try fixture("")
    #expect(try fixture.journal.change("late", .acknowledge, by: "ann") == nil)
    try fixture.put("lag", 99)
    fixture.clock.advance(60)
    try fixture.evaluate()
    #expect(try fixture.journal.change("late", .acknowledge, by: "ann")?.acknowledgedBy == "ann")
    try fixture.evaluate()
    #expect(try fixture.journal.alarmRecords()["late"]?.acknowledgedBy == "ann")
    try fixture.put("lag", 1)
    fixture.clock.advance(60)
    try fixture.evaluate()
    #expect(try fixture.journal.alarmRecords()["late"]?.acknowledgedBy == nil)
  }

  @Test("of two that evaluate at the same time one writes, and each action is done once")
  func race() throws {
    let fixture = try fixture("AlarmActions: [tell]")
    try fixture.put("lag", 99)
    fixture.clock.advance(60)
    let keeper = try fixture.keeper()
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      #expect(throws: Never.self) { try keeper.evaluate() }
    }
    #expect(try fixture.history(.stateUpdate).count == 1)
    #expect(try fixture.history(.action).map(\.outcome) == ["done"])
  }

  @Test("a topic tells each of its subscribers, whose outcomes are their own, and stands for the one in AWS")
  func topic() throws {
    let fixture = try fixture("AlarmActions: [\"arn:aws:sns:eu-west-1:123456789012:ops\", ops]")
    try fixture.put("lag", 99)
    fixture.clock.advance(60)
    try fixture.evaluate()
    let actions = try fixture.history(.action)
    #expect(actions.map(\.summary).prefix(2) == ["tell of the topic ops on ALARM", "fail of the topic ops on ALARM"])
    let outcomes = actions.compactMap(\.outcome)
    #expect(outcomes.count == 4 && outcomes.count { $0 == "done" } == 2)
    #expect(outcomes.contains { $0.hasPrefix("failed: exit code 3") })
  }

  @Test("a run is started once a change, with its tables, and not while one that the alarm started is running")
  func run() throws {
    let fixture = try fixture("AlarmActions: [rebuild]")
    try fixture.put("lag", 99)
    fixture.clock.advance(60)
    try fixture.evaluate()
    try fixture.evaluate()
    let started = try fixture.journal.executions()
    #expect(started.map(\.trigger) == [.alarm("late")])
    #expect(started.first?.input["tables"]?.arrayValue?.first?.stringValue == "silver.orders")
    #expect(try fixture.history(.action).map(\.outcome) == ["done: started \(started[0].id)"])
    for value in [1.0, 99] {
      try fixture.put("lag", value)
      fixture.clock.advance(60)
      try fixture.evaluate()
    }
    #expect(try fixture.journal.executions().count == 1)
    #expect(try fixture.history(.action).last?.outcome?.hasPrefix("not done: \(started[0].id)") == true)
  }

  @Test("a workflow is started with what changed, beside a run, and once while it runs")
  func workflow() throws {
    let fixture = try fixture("AlarmActions: [rebuild, repair]")
    for value in [99.0, 1, 99] {
      try fixture.put("lag", value)
      fixture.clock.advance(60)
      try fixture.evaluate()
    }
    let started = try fixture.journal.executions()
    #expect(started.count == 2 && started.allSatisfy { $0.trigger == .alarm("late") })
    let repair = try #require(started.first { $0.input["workflow"] == "repair" })
    #expect(repair.input["input"]?["alarm"] == "late" && repair.input["input"]?["state"] == "ALARM")
    let outcomes = try fixture.history(.action).compactMap(\.outcome)
    #expect(outcomes.count { $0.hasPrefix("done: started") } == 2)
    #expect(outcomes.count { $0.hasPrefix("not done: ") } == 2)
  }

  @Test(
    "topics and runs that name what is not there are told",
    arguments: [
      ("topics: {ops: [nobody]}", "topic ops: there is no action nobody"),
      ("topics: {tell: [tell]}", "tell is an action already"), ("topics: {ops: []}", "needs its subscribers"),
      ("topics: [ops]", "topics must be a mapping"),
    ])
  func wrong(more: String, message: String) throws {
    let fixture = try WatchFixture(["project.yml": "name: shop\nactions:\n  tell: {command: [x]}\n" + more])
    let loading = ProjectDefinition.load(folder: fixture.folder.path("shop"), variables: [:])
    #expect(loading.problems.contains { $0.description.contains(message) }, "\(loading.problems)")
    let other = try WatchFixture(["project.yml": "name: shop\nactions:\n  go: {run: [silver.nothing]}\nsources: {}\n"])
    #expect(
      ProjectDefinition.load(folder: other.folder.path("shop"), variables: [:]).problems
        .contains { $0.description.contains("no such table") })
    let third = try WatchFixture([
      "project.yml": "name: shop\nactions:\n  go: {workflow: nothing}\n  both: {workflow: x, run: all}\n"
    ])
    let problems = ProjectDefinition.load(folder: third.folder.path("shop"), variables: [:]).problems.map(\.description)
    #expect(problems.contains { $0.contains("there is no workflows/nothing.asl.json") }, "\(problems)")
    #expect(problems.contains { $0.contains("one of command, run and workflow") }, "\(problems)")
  }

  @Test("a run that nobody started in its window is on an alarm's figures though no scheduler runs to write it down")
  func missedRun() throws {
    let alarm = """
      Namespace: Lakehouse/Metrics
      MetricName: MissedRuns
      Dimensions: [{Name: Schedule, Value: hourly}, {Name: Environment, Value: dev}]
      Statistic: Sum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 1
      ComparisonOperator: GreaterThanOrEqualToThreshold
      TreatMissingData: ignore
      """
    let fixture = try WatchFixture([
      "project.yml": Self.project, "models/silver/orders.sql": "select * from bronze.orders",
      "workflows/repair.asl.json": Self.workflow,
      "schedules/hourly.yml": "schedule: cron(30 * * * ? *)\nflexible_window_minutes: 5\n", "alarms/missed.yml": alarm,
    ])
    _ = try fixture.journal.meetSchedule("hourly")
    try fixture.evaluate()
    fixture.clock.advance(34 * 60)
    #expect(try fixture.state("missed") == .insufficientData)
    fixture.clock.advance(3 * 60)
    #expect(try fixture.state("missed") == .alarm)
  }

  @Test(
    "an alarm on what was never measured says so, and with which dimensions it was; {project} is the project's name")
  func unmeasured() throws {
    let failed = """
      Namespace: AWS/States
      MetricName: ExecutionsFailed
      Dimensions: [{Name: StateMachineArn, Value: "NAME"}]
      Statistic: Sum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 1
      ComparisonOperator: GreaterThanOrEqualToThreshold
      TreatMissingData: ignore
      """
    let fixture = try fixture(
      "",
      [
        "alarms/wrong.yml": failed.replacing("NAME", with: "my-shop"),
        "alarms/right.yml": failed.replacing("NAME", with: "{project}"),
      ])
    try fixture.run(.failed)
    fixture.clock.advance(60)
    func reason(_ name: String) throws -> String? {
      try AlarmOutlook(project: try fixture.project(), journal: fixture.journal).progress(at: fixture.clock.now())
        .first { $0.name == name }?.record.reason
    }
    #expect(try reason("late")?.contains("lag was never measured in Custom") == true)
    #expect(try reason("wrong")?.contains("but with StateMachineArn=shop") == true)
    #expect(try fixture.state("right") == .alarm)
  }

  @Test("an action that a killed process left is done by the next one")
  func left() throws {
    let fixture = try fixture("")
    var record = AlarmRecord(name: "late", at: fixture.clock.now())
    record.state = .alarm
    _ = try fixture.journal.advance(
      record, from: nil,
      [
        NewAlarmEvent(
          at: fixture.clock.now(), .action, "tell", details: ["action": "tell", "payload": ["x": 1]],
          outcome: NewAlarmEvent.pending)
      ])
    try fixture.evaluate()
    #expect(try fixture.history(.action).map(\.outcome) == ["done"])
  }

  @Test("an edited definition counts from then on")
  func edited() throws {
    let fixture = try fixture("")
    try fixture.put("lag", 50)
    fixture.clock.advance(60)
    try fixture.evaluate()
    #expect(try fixture.state("late") == .alarm)
    try fixture.folder.write(Self.alarm().replacing("Threshold: 10", with: "Threshold: 60"), to: "shop/alarms/late.yml")
    try fixture.evaluate()
    #expect(try fixture.state("late") == .ok)
  }

  @Test("a composite alarm follows the others, and its suppressor withholds what it would do")
  func composite() throws {
    let fixture = try fixture(
      "",
      [
        "alarms/work.yml": Self.alarm().replacing("lag", with: "work"),
        "alarms/shop.yml": """
        AlarmRule: ALARM(late)
        ActionsSuppressor: work
        ActionsSuppressorWaitPeriod: 60
        ActionsSuppressorExtensionPeriod: 120
        AlarmActions: [tell]
        """,
      ])
    try fixture.put("work", 99)
    try fixture.put("lag", 99)
    fixture.clock.advance(60)
    try fixture.evaluate()
    #expect(try fixture.state("shop") == .alarm)
    #expect(try fixture.history(.action).isEmpty)
    try fixture.put("work", 1)
    fixture.clock.advance(60)
    try fixture.evaluate()
    #expect(try fixture.history(.action).isEmpty)
    fixture.clock.advance(121)
    try fixture.evaluate()
    #expect(try fixture.history(.action).map(\.summary) == ["tell on ALARM"])
  }

  @Test("a failed run puts on the alarm on failures, and the next good one puts it out")
  func failedRuns() throws {
    let definition = """
      Namespace: AWS/States
      MetricName: ExecutionsFailed
      Dimensions: [{Name: StateMachineArn, Value: shop}]
      Statistic: Sum
      Period: 300
      EvaluationPeriods: 1
      Threshold: 1
      ComparisonOperator: GreaterThanOrEqualToThreshold
      TreatMissingData: ignore
      """
    let fixture = try WatchFixture(["alarms/failed.yml": definition])
    for (status, state) in [(ExecutionStatus.succeeded, AlarmState.ok), (.failed, .alarm), (.succeeded, .ok)] {
      try fixture.run(status)
      fixture.clock.advance(300)
      try fixture.evaluate()
      #expect(try fixture.state("failed") == state)
      // A day without runs changes nothing.
      fixture.clock.advance(86_400)
      #expect(try fixture.state("failed") == state)
      try fixture.evaluate()
    }
  }
}
