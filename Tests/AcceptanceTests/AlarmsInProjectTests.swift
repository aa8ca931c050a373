import Foundation
import JSON
import TestSupport
import Testing

/// Figures of one's own and alarms over them, on the real binary.
@Suite("Alarms in a project") struct AlarmsInProjectTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    try folder.write(
      "name: shop\nactions:\n  tell: {command: [./tell.sh]}\n", to: "project.yml")
    let script = try folder.write("#!/bin/sh\ncat >> told\n", to: "tell.sh")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
    try folder.write(
      """
      Namespace: Custom
      MetricName: lag
      Dimensions: [{Name: Env, Value: "{environment}"}]
      Statistic: Maximum
      Period: 3600
      EvaluationPeriods: 1
      Threshold: 10
      ComparisonOperator: GreaterThanThreshold
      TreatMissingData: ignore
      AlarmActions: [tell]
      """, to: "alarms/late.yml")
  }

  private func put(_ value: String, ago: String) throws {
    let answer = try assay("metrics", "put", "lag", value, "--dimensions", "Env=dev", "--unit", "Seconds", "--at", ago)
    #expect(answer.status == 0, "\(answer.error)")
  }

  @Test("a figure that is put sets an alarm off, whose command is told, until a good one comes")
  func fires() throws {
    try put("99", ago: "150m")
    let looked = try assay("status", "--json")
    #expect(looked.status == 1, "\(looked)")
    #expect(try looked.json()["alarms"]?.arrayValue?.first?["state"] == "ALARM")
    #expect(try assay("alarms", "history", "--json").json() == [], "looking writes nothing")

    #expect(try assay("alarms", "evaluate").status == 1)
    #expect(try assay("alarms", "evaluate").status == 1)
    let told = try String(contentsOfFile: folder.path("told"), encoding: .utf8)
    #expect(told.split(separator: "\n").count == 1)
    #expect(try JSONValue(parsing: told)["environment"] == "dev")
    let history = try assay("alarms", "history", "late", "--json").json().arrayValue ?? []
    #expect(history.map { $0["kind"] } == ["Action", "StateUpdate"] && history[0]["outcome"] == "done")
    #expect(try assay("alarms", "show", "late").output.contains("99"))

    try put("1", ago: "61m")
    let after = try assay("alarms", "evaluate", "--json")
    #expect(after.status == 0)
    #expect(try after.json().arrayValue?.first?["state"] == "OK")
    #expect(try assay("status").status == 0)
  }

  @Test("a muted alarm is no bad status, an acknowledged one still is; each change is told")
  func mutes() throws {
    #expect(try assay("alarms", "acknowledge", "late").status == 1)
    try put("99", ago: "150m")
    #expect(try assay("alarms", "evaluate").status == 1)
    #expect(try assay("alarms", "acknowledge", "late").status == 0)
    let list = try assay("alarms", "--json").json().arrayValue?.first
    #expect(list?["acknowledgedBy"] == .string(NSUserName()))
    #expect(try assay("status").status == 1)
    #expect(try assay("alarms", "mute", "late", "--for", "2h").status == 0)
    #expect(try assay("status").status == 0)
    #expect(try assay("alarms", "unmute", "late").status == 0)
    #expect(try assay("status").status == 1)
    #expect(try assay("alarms", "disable", "late").status == 0)
    #expect(try assay("alarms", "enable", "late").status == 0)
  }

  @Test("a definition is tried over what is stored, beside what happened")
  func backTest() throws {
    try put("50", ago: "150m")
    #expect(try assay("alarms", "evaluate").status == 1)
    let stored = try assay("alarms", "test", "late", "--from", "1m", "--json").json()
    #expect(stored["state"] == "ALARM" && stored["happened"]?.arrayValue?.count == 1)
    let edited = try String(contentsOfFile: folder.path("alarms/late.yml"), encoding: .utf8)
    try folder.write(
      edited.replacing("Threshold: 10", with: "Threshold: 60").replacing("{environment}", with: "dev"), to: "edited.yml"
    )
    let other = try assay("alarms", "test", "late", "--definition", "edited.yml", "--from", "1m", "--json").json()
    #expect(other["state"] == "OK" && other["happened"]?.arrayValue?.count == 1)
  }

  @Test(
    "what is wrong is told with file and place",
    arguments: [
      ("alarms/late.yml", "Threshold: 10", "alarms/late.yml:1:1: error: the alarm needs"),
      (
        "alarms/odd.yml", "AlarmRule: ALARM(lat)",
        "alarms/odd.yml:1:1: error: there is no alarm lat; did you mean late"
      ),
      ("alarms/odd.yml", "AlarmRule: ALARM(late", "alarms/odd.yml:1:22: error: AlarmRule: ')' is expected"),
      (
        "alarms/odd.yml", "AlarmRule: ALARM(late)\nOKActions: [tel]",
        "project.yml has no tel under 'actions' or 'topics'; did you mean tell"
      ),
      ("alarms/odd.txt", "x", "not read: the name does not end in .yml or .json"),
      ("project.yml", "name: shop\nactions: {tell: {}}", "action tell needs command"),
    ])
  func wrong(file: String, text: String, told: String) throws {
    try folder.write(text, to: file)
    let answer = try assay("validate")
    #expect((answer.output + answer.error).contains(told), "\(answer)")
  }

  @Test("figures come back by statistic and period, and go out for a scraper and as CSV")
  func figures() throws {
    for value in ["1", "2", "3"] { try put(value, ago: "2d") }
    #expect(
      try assay("metrics", "put", "sizes", "--set", "4,20,2,8", "--at", "2d").status == 0)
    let get = try assay("metrics", "get", "lag", "--stat", "p50", "--period", "1d", "--dimensions", "Env=dev", "--json")
    let values = try get.json().arrayValue?.first?["values"]?.arrayValue
    #expect(values?.first?["value"]?.doubleValue == 2 && values?.first?["partial"] == false)
    let sum = try assay("metrics", "get", "sizes", "--stat", "Average", "--json").json().arrayValue?.first
    #expect(sum?["values"]?.arrayValue?.first?["value"]?.doubleValue == 5)
    let text = try assay("metrics", "export").output
    #expect(text.contains("# TYPE custom_lag gauge\ncustom_lag{env=\"dev\",unit=\"Seconds\"} 3.0 "))
    #expect(text.hasSuffix("# EOF\n"))
    let csv = try assay("metrics", "export", "sizes", "--format", "csv").output
    #expect(csv.split(separator: "\n").last?.hasSuffix(",Custom,sizes,,None,4,20,2,8") == true, "\(csv)")
  }

  @Test(
    "a figure that cannot be is refused",
    arguments: [
      ["lag"], ["lag", "1", "--set", "1,1,1,1"], ["lag", "nan"], ["lag", "--set", "1,9,1,2"],
      ["lag", "1", "--at", "15d"],
      ["lag", "1", "--namespace", "AWS/States"], ["lag", "1", "--dimension", "a=1", "--dimension", "a=2"],
      ["lag", "1", "--unit", "Parsecs"], ["", "1"],
    ])
  func refused(arguments: [String]) throws {
    let answer = try assay.run(["metrics", "put"] + arguments)
    #expect(answer.status == 2 && !answer.error.isEmpty, "\(answer)")
  }
}
