import Foundation
import JSON
import Metrics
import Operations
import Testing
import Words

@Suite("Why something is as it is, and how an alarm stands")
struct CauseTests {
  private var report: CauseReport {
    var failed = CauseLink(
      .step, "silver.a", .step(.failed), "it failed", at: Given.at("06:10:00"), execution: "x-1")
    failed.evidence = [
      CauseEvidence(.log, "x-1", "no such column", at: Given.at("06:09:59")), CauseEvidence(.run, "x-1"),
    ]
    return CauseReport(
      at: Given.at("09:00:00"), subject: .table("gold.x"), isWell: false,
      links: [CauseLink(.table, "gold.x", .table(.late), "it is late"), failed],
      remedies: [CauseRemedy("assay run --redrive x-1", "goes on"), CauseRemedy(nil, "Deliver the file again")])
  }

  @Test("the first cause is the last link")
  func firstCause() {
    #expect(report.firstCause?.name == "silver.a")
    #expect(CauseReport(at: report.at, subject: .everything, isWell: true, links: []).firstCause == nil)
  }

  @Test("programs read the chain in its order, each link with what shows it, and remedies that a hand must do as null")
  func json() {
    #expect(
      report.json.text == #"""
        {"at":"2026-11-21T09:00:00.000Z","subject":"gold.x","isWell":false,"links":[\#
        {"kind":"table","name":"gold.x","state":"LATE","sentence":"it is late","at":null,"execution":null,"evidence":[]},\#
        {"kind":"step","name":"silver.a","state":"FAILED","sentence":"it failed","at":"2026-11-21T06:10:00.000Z",\#
        "execution":"x-1","evidence":[{"kind":"log","name":"x-1","text":"no such column",\#
        "at":"2026-11-21T06:09:59.000Z"},{"kind":"run","name":"x-1","text":"","at":null}]}],"remedies":[\#
        {"command":"assay run --redrive x-1","text":"goes on"},{"command":null,"text":"Deliver the file again"}]}
        """#)
  }

  @Test("a link's state is the word that its thing has everywhere else")
  func words() {
    for state in HealthState.allCases { #expect(CauseState.table(state).word == state.rawValue) }
    for status in ExecutionStatus.allCases { #expect(CauseState.execution(status).word == status.rawValue) }
    for status in StepStatus.allCases { #expect(CauseState.step(status).word == status.rawValue) }
    for status in RuleStatus.allCases { #expect(CauseState.rule(status).word == status.word) }
    for state in AlarmState.allCases { #expect(CauseState.alarm(state).word == state.rawValue) }
  }

  @Test("things without states of their own have words that are all different")
  func ownWords() {
    let own: [CauseState] = [.well, .missing, .arrived, .waiting, .refused, .wrong, .absent, .ender]
    #expect(Set(own.map(\.word)).count == own.count)
    #expect(own.allSatisfy { $0.word == $0.word.uppercased() && !$0.word.isEmpty })
  }

  // MARK: an alarm

  private func alarm(_ state: AlarmState) -> AlarmStatus {
    AlarmStatus(name: "late", state: state, reason: "too old", since: Given.at("06:00:00"))
  }

  @Test(
    "an alarm is bad while it is on and nobody switched it off or said that it may be",
    arguments: [(AlarmState.alarm, true), (.ok, false), (.insufficientData, false)])
  func bad(_ state: AlarmState, _ isBad: Bool) {
    var alarm = alarm(state)
    #expect(alarm.isBad == isBad)
    alarm.acknowledgedAt = Given.at("07:00:00")
    #expect(alarm.isBad == isBad, "somebody has seen it, and it is on all the same")
    alarm.isEnabled = false
    #expect(!alarm.isBad)
    (alarm.isEnabled, alarm.mutedUntil) = (true, Given.at("23:00:00"))
    #expect(!alarm.isBad)
  }

  @Test("programs read an alarm with what is known of it, and the datapoints that decided where they ask for all")
  func alarmJSON() {
    var alarm = alarm(.alarm)
    alarm.deciding = [AlarmDatapoint(start: Given.at("05:55:00"), value: 7.5, limits: 0...5)]
    (alarm.acknowledgedAt, alarm.acknowledgedBy) = (Given.at("06:30:00"), "anna")
    #expect(
      alarm.json.text == #"""
        {"name":"late","description":null,"kind":"metric","state":"ALARM","reason":"too old",\#
        "since":"2026-11-21T06:00:00.000Z","enabled":true,"mutedUntil":null,\#
        "acknowledgedAt":"2026-11-21T06:30:00.000Z","acknowledgedBy":"anna","actionsSuppressedBy":null}
        """#)
    let points = alarm.fullJSON["datapoints"]?.arrayValue
    #expect(points?.count == 1 && points?[0]["value"] == .double(7.5) && points?[0]["upper"] == .double(5))
    #expect(alarm.json["datapoints"] == nil)
  }

  @Test("a composite alarm says that it is one, and who withholds its actions", arguments: [false, true])
  func composite(_ isComposite: Bool) {
    var alarm = AlarmStatus(
      name: "all", isComposite: isComposite, state: .ok, reason: "", since: Given.at("06:00:00"))
    alarm.suppressedBy = isComposite ? .alarm : nil
    #expect(alarm.json["kind"] == .string(isComposite ? "composite" : "metric"))
    #expect(alarm.json["actionsSuppressedBy"] == .optional(alarm.suppressedBy?.rawValue))
    #expect((alarm.json["actionsSuppressedBy"] == .null) == !isComposite)
  }

  // MARK: a state of a machine

  @Test("programs read of a state what it was given and gave; nothing yet is null, and no guess")
  func stateFacts() {
    var facts = StateFacts(type: "Task", tries: 2, input: ["day": "2026-11-21"])
    #expect(
      facts.json.text == #"""
        {"type":"Task","resource":null,"tries":2,"input":{"day":"2026-11-21"},"output":null,"execution":null,\#
        "definition":null}
        """#)
    (facts.output, facts.definition) = ([1, nil], ["Type": "Task", "Retry": []])
    #expect(facts.json["output"] == [1, nil] && facts.json["definition"]?["Retry"] == [])
  }
}
