import Foundation
import JSON
import TestSupport
import Testing

/// `assay alarms test` on the real binary: definitions and datapoints in files.
@Suite("Alarms are tried offline") struct AlarmsTestTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
  }

  private func test(_ definition: String, _ datapoints: String, _ options: String...) throws -> Binary.Answer {
    try folder.write(definition, to: "alarm")
    try folder.write(datapoints, to: "points.csv")
    return try assay.run(
      ["alarms", "test", "--definition", "alarm", "--datapoints", "points.csv", "--json"] + options)
  }

  private func changes(_ answer: Binary.Answer) throws -> [String] {
    try (try answer.json()["transitions"]?.arrayValue ?? []).map { change in
      let at = try #require(change["at"]?.stringValue)
      return "\(at.dropFirst(11).prefix(5)) \(try #require(change["to"]?.stringValue))"
    }
  }

  private static let plain = """
    {"AlarmName": "a", "Namespace": "n", "MetricName": "m", "Statistic": "Sum", "Period": 60, "EvaluationPeriods": 2,
     "DatapointsToAlarm": 1, "Threshold": 10, "ComparisonOperator": "GreaterThanThreshold"}
    """

  @Test("goes on and comes back with datapoints of one metric")
  func plain() throws {
    let points = (0..<6).map { "2026-11-28T06:0\($0):00Z,\($0 == 2 ? 11 : 1)" }.joined(separator: "\n")
    let answer = try test(Self.plain, "timestamp,value\n" + points)
    #expect(answer.status == 0)
    #expect(try changes(answer) == ["06:01 OK", "06:03 ALARM", "06:05 OK"])
    let once = try test(Self.plain, "timestamp,value\n" + points, "--at", "2026-11-28T06:04:00Z")
    #expect(try once.json()["state"] == "ALARM")
  }

  @Test(
    "takes what is left out where datapoints are given: the metric, the statistic, the header",
    arguments: ["", "\"Statistic\": \"Sum\", ", "\"Namespace\": \"n\", \"MetricName\": \"m\", "],
    ["timestamp,value\n", ""])
  func leftOut(field: String, header: String) throws {
    let definition = Self.plain.replacing(field, with: "")
    let answer = try test(definition, header + "2026-11-28T06:00:00Z,11\n2026-11-28T06:01:00Z,1\n")
    #expect(try changes(answer) == ["06:01 ALARM"], "\(answer.error)")
  }

  @Test("takes statistic sets")
  func sets() throws {
    let points = "timestamp,samplecount,sum,minimum,maximum\n2026-11-28T06:00:00Z,3,12,2,6\n"
    let answer = try test(Self.plain, points)
    #expect(try answer.json()["state"] == "ALARM")
  }

  private static let math = """
    ComparisonOperator: GreaterThanThreshold
    EvaluationPeriods: 1
    Threshold: 5
    TreatMissingData: notBreaching
    Metrics:
      - {Id: bad, ReturnData: false, MetricStat: {Period: 60, Stat: Sum}}
      - {Id: all, ReturnData: false, MetricStat: {Period: 60, Stat: Sum}}
      - {Id: rate, Expression: "IF(all > 0, 100 * FILL(bad, 0) / all)"}
    """

  @Test(
    "takes metric math, whose series are columns or rows of the file",
    arguments: [
      """
      timestamp,bad,all
      2026-11-28T06:00:00Z,,100
      2026-11-28T06:01:00Z,6,100
      2026-11-28T06:02:00Z,1,100
      2026-11-28T06:03:00Z,1,0
      """,
      """
      timestamp,id,value
      2026-11-28T06:00:00Z,all,100
      2026-11-28T06:01:00Z,bad,6
      2026-11-28T06:01:00Z,all,100
      2026-11-28T06:02:00Z,bad,1
      2026-11-28T06:02:00Z,all,100
      2026-11-28T06:03:00Z,bad,1
      2026-11-28T06:03:00Z,all,0
      """,
    ])
  func math(points: String) throws {
    let answer = try test(Self.math, points)
    #expect(answer.error == "")
    // What divides by zero has no datapoint, and the range still holds the two before.
    #expect(try changes(answer) == ["06:01 OK", "06:02 ALARM", "06:03 OK"])
  }

  @Test("takes a composite alarm with the states of the others, and says what is withheld")
  func composite() throws {
    let rule = """
      AlarmRule: ALARM("late") AND NOT ALARM(night)
      ActionsSuppressor: maintenance
      ActionsSuppressorWaitPeriod: 120
      ActionsSuppressorExtensionPeriod: 60
      """
    let points = """
      timestamp,alarm,state
      2026-11-28T06:00:00Z,night,ALARM
      2026-11-28T06:01:00Z,late,ALARM
      2026-11-28T06:03:00Z,night,OK
      2026-11-28T06:04:00Z,maintenance,ALARM
      2026-11-28T06:06:00Z,maintenance,OK
      2026-11-28T06:09:00Z,late,OK
      """
    let answer = try test(rule, points, "--initial-state", "OK", "--until", "2026-11-28T06:20:00Z")
    #expect(try changes(answer) == ["06:03 ALARM", "06:09 OK"])
    let json = try answer.json()
    #expect(json["transitions"]?.arrayValue?.first?["actionsSuppressedBy"] == "WaitPeriod")
    #expect(
      json["actions"]?.arrayValue?.compactMap { $0["at"]?.stringValue?.dropFirst(11).prefix(5) } == ["06:07", "06:11"])
  }

  @Test(
    "what is wrong is a usage error that says where and what is meant",
    arguments: [
      ("timestamp,wrong\n2026-11-28T06:00:00Z,1", "the alarm has no metric “wrong”; it has bad, all"),
      ("timestamp,value\n2026-11-28T06:00:00Z,1", "it has bad, all"),
      ("timestamp,id,value\n2026-11-28T06:00:00Z,x,1", "points.csv:2: the alarm has no metric “x”"),
      ("timestamp,bad,all\n2026-11-28T06:00:00Z,1", "points.csv:2: a time such as"),
      ("timestamp,bad\n2026-11-28T06:00:00Z,many", "points.csv:2: “many” is no number"),
      ("time,bad", "points.csv:1: the first line must be"),
      ("timestamp,bad", "say when to evaluate"),
    ])
  func wrong(points: String, told: String) throws {
    let answer = try test(Self.math, points)
    #expect(answer.status == 2 && answer.output.isEmpty)
    #expect(answer.error.contains(told), "\(answer.error)")
  }

  @Test("a definition's mistakes come with line and column")
  func wrongDefinition() throws {
    let answer = try test(Self.math.replacing("FILL(bad, 0)", with: "FILL(bad)"), "timestamp,value")
    #expect(answer.status == 2)
    #expect(answer.error.contains("alarm:8:47: error: Expression: FILL is called as"), "\(answer.error)")
  }
}
