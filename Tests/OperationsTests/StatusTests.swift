import Foundation
import JSON
import Metrics
import Operations
import Testing
import Words

@Suite("How an environment is")
struct StatusTests {
  private func table(_ name: String, _ state: HealthState) -> TableStatus {
    TableStatus(name: name, layer: "silver", state: state)
  }

  @Test("a layer is as its worst table, and unknown without any")
  func worst() {
    let layer = LayerStatus(
      name: "silver", tables: [table("a", .ok), table("b", .late), table("c", .running), table("d", .late)])
    #expect(layer.state == .late)
    #expect(layer.count(.late) == 2 && layer.count(.late, .running) == 3 && layer.count() == 0)
    #expect(LayerStatus(name: "gold", tables: []).state == .unknown)
  }

  @Test("what is worse comes later, and failed is the worst")
  func order() {
    #expect(HealthState.allCases.shuffled().sorted() == [.ok, .unknown, .running, .warn, .late, .overdue, .failed])
  }

  @Test(
    "a table is judged by the older of its load and its data",
    arguments: [
      (60, 30, 60, false), (30, 60, 60, true), (nil, 60, 60, true), (60, nil, 60, false), (nil, nil, nil, false),
      (60, 60, 60, false), (0, nil, 0, false),
    ] as [(Int64?, Int64?, Int64?, Bool)])
  func age(_ load: Int64?, _ event: Int64?, _ judged: Int64?, _ byData: Bool) {
    var table = table("a", .ok)
    (table.ageSeconds, table.eventAgeSeconds) = (load, event)
    #expect(table.judgedAgeSeconds == judged && table.isJudgedByData == byData)
  }

  @Test(
    "a rule that its gate lets pass is told while the table is well otherwise",
    arguments: [
      (HealthState.ok, 0.99996, "quality 99.9 %: a rule fails, and its gate only warns"), (.ok, 1, nil),
      (.ok, nil, nil),
      (.running, 0.5, "quality 50.0 %: a rule fails, and its gate only warns"), (.late, 0.5, nil), (.failed, 0, nil),
    ] as [(HealthState, Double?, String?)])
  func warning(_ state: HealthState, _ score: Double?, _ expected: String?) {
    var table = table("a", state)
    table.score = score
    #expect(table.warning == expected)
    #expect(table.json["warning"] == .optional(expected))
  }

  @Test(
    "a score is rounded down, so that what misses one never reads 100 %",
    arguments: [
      (1, "100 %"), (1.5, "100 %"), (0.99999, "99.9 %"), (0.9751, "97.5 %"), (0.29, "29.0 %"), (0, "0.0 %"),
      (-0.1, "0.0 %"), (.nan, "n/a"), (.infinity, "n/a"), (1.0 / 3, "33.3 %"),
    ] as [(Double, String)])
  func score(_ score: Double, _ expected: String) { #expect(ScoreText.percent(score) == expected) }

  @Test(
    "status is bad where a policy is in error, a build failed, or an alarm is on that somebody should hear",
    arguments: [
      (HealthState.ok, false), (.unknown, false), (.running, false), (.warn, false), (.late, false), (.overdue, true),
      (.failed, true),
    ])
  func bad(_ state: HealthState, _ expected: Bool) {
    var report = StatusReport(
      identity: Given.identity, at: Given.at("09:00:00"),
      layers: [LayerStatus(name: "silver", tables: [table("a", state)])])
    #expect(report.isBad == expected)
    report.alarms = [AlarmStatus(name: "late", state: .alarm, reason: "", since: Given.at("08:00:00"))]
    #expect(report.isBad)
  }

  @Test("an alarm that is muted or switched off is not bad, and one that is acknowledged still is")
  func alarms() {
    var alarm = AlarmStatus(name: "late", state: .alarm, reason: "r", since: Given.at("08:00:00"))
    alarm.acknowledgedBy = "anna"
    #expect(alarm.isBad)
    alarm.mutedUntil = Given.at("10:00:00")
    #expect(!alarm.isBad)
    (alarm.mutedUntil, alarm.isEnabled) = (nil, false)
    #expect(!alarm.isBad)
    #expect(!AlarmStatus(name: "a", state: .insufficientData, reason: "", since: Given.at("08:00:00")).isBad)
    #expect(
      alarm.json.text == #"""
        {"name":"late","description":null,"kind":"metric","state":"ALARM","reason":"r",\#
        "since":"2026-11-21T08:00:00.000Z","enabled":false,"mutedUntil":null,"acknowledgedAt":null,\#
        "acknowledgedBy":"anna","actionsSuppressedBy":null}
        """#)
    #expect(alarm.fullJSON["datapoints"] == [])
  }

  @Test("programs read executions by status and what is left over in the order of their names")
  func json() {
    var report = StatusReport(identity: Given.identity, at: Given.at("09:00:00"), layers: [])
    report.recentCounts = ["SUCCEEDED": 2, "FAILED": 1]
    report.leftOver = ["silver.b": "nothing makes it", "gold.a": "nothing makes it"]
    #expect(
      report.json.text == #"""
        {"project":"shop","environment":"dev","at":"2026-11-21T09:00:00.000Z","engine":"DuckDB 1.5.5","layers":[],\#
        "executions":{"running":[],"last":null,"lastFailed":null,"last24Hours":{"FAILED":1,"SUCCEEDED":2}},"alarms":[],\#
        "leftOver":[{"name":"gold.a","reason":"nothing makes it"},{"name":"silver.b","reason":"nothing makes it"}]}
        """#)
  }

  @Test("a table's mark is another when its state, version or load is, and no other when only its age is")
  func marks() {
    var one = table("silver.a", .ok)
    (one.version, one.lastLoadedAt, one.ageSeconds) = (3, Given.at("06:00:00"), 60)
    var older = one
    (older.ageSeconds, older.reason) = (3600, "old")
    #expect(one.mark == older.mark)
    for change in [\TableStatus.version, \.rows] as [WritableKeyPath<TableStatus, Int64?>] {
      var other = one
      other[keyPath: change] = 4
      #expect((other.mark == one.mark) == (change == \TableStatus.rows))
    }
    var failed = one
    failed.state = .failed
    #expect(failed.mark != one.mark)
  }

  @Test("the marks of a layer are of its tables, and none of a layer that is not there")
  func layerMarks() {
    let report = StatusReport(
      identity: Given.identity, at: Given.at("09:00:00"),
      layers: [LayerStatus(name: "silver", tables: [table("silver.a", .ok), table("silver.b", .ok)])])
    #expect(report.marks(of: "silver").map(\.table) == ["silver.a", "silver.b"])
    #expect(report.marks(of: "gold").isEmpty)
  }

  @Test("rows written are those inserted and updated, up to the end of the numbers")
  func written() {
    var flow = RowFlow()
    (flow.inserted, flow.updated, flow.deleted) = (3, 4, 5)
    #expect(flow.written == 7)
    (flow.inserted, flow.updated) = (.max, 1)
    #expect(flow.written == .max)
  }

  @Test(
    "a table's verdict is one word on screens, in text and in JSON",
    arguments: [
      (nil, [], QualityGate.stop, "UNCHECKED"), (1, [.pass], .stop, "PASS"), (0.5, [.pass, .fail], .stop, "FAIL"),
      (0.5, [.pass, .fail], .warn, "WARN"), (0, [.error], .stop, "FAIL"),
    ] as [(Double?, [RuleStatus], QualityGate, String)])
  func verdict(_ score: Double?, _ rules: [RuleStatus], _ gate: QualityGate, _ expected: String) {
    var quality = TableQuality(table: "silver.a", gate: gate)
    quality.score = score
    quality.rules = rules.map { RuleVerdict(rule: "r", status: $0, value: nil, message: "") }
    #expect(quality.verdict == expected && quality.json["verdict"] == .string(expected))
    #expect(quality.failed == rules.count { $0 != .pass })
    #expect(quality.json["published"] == true)
  }

  @Test("a verdict's mark is another when it was judged anew or its quarantine grew")
  func qualityMark() {
    var quality = TableQuality(table: "silver.a", gate: .stop)
    let mark = quality.mark
    quality.score = 1
    #expect(quality.mark == mark)
    quality.quarantinedRows = 1
    #expect(quality.mark != mark)
  }
}
