import Foundation
import Metrics
import Testing

@Suite("Composite alarms") struct CompositeAlarmTests {
  private static let states: [String: AlarmState] = ["a": .alarm, "o": .ok, "two words": .alarm]

  @Test(
    "a rule over states",
    arguments: [
      ("ALARM(a)", true), ("ALARM(\"a\")", true), ("ALARM( 'a' )", true), ("OK(a)", false), ("OK(o)", true),
      ("INSUFFICIENT_DATA(unknown)", true), ("ALARM(two words)", true), ("TRUE", true), ("FALSE", false),
      ("NOT FALSE", true), ("NOT NOT ALARM(o)", false), ("ALARM(a) AND NOT ALARM(o)", true),
      // AND binds closer than OR, NOT closer than both.
      ("TRUE OR TRUE AND FALSE", true), ("(TRUE OR TRUE) AND FALSE", false), ("NOT FALSE AND TRUE", true),
      ("NOT (TRUE AND FALSE)", true), ("ALARM(arn:aws:cloudwatch:eu-west-1:123:alarm:a)", true),
      ("ALARM(a)AND(OK(o))", true), ("\n ALARM(a)\n  AND\n OK(o)\n", true),
    ])
  func rules(text: String, expected: Bool) throws {
    #expect(try CompositeRule(text).isTrue(Self.states) == expected)
  }

  @Test(
    "what is no rule is refused where it stands",
    arguments: [
      ("", 1, "empty"), ("  ", 1, "empty"), ("ALARM", 6, "needs the name"), ("ALARM()", 7, "the name"),
      ("ALARM(a", 8, "')'"), ("ALARM(a) OK(o)", 10, "AND, OR"), ("ALARM(a) AND", 13, "the end"),
      ("alarm(a)", 1, "ALARM"), ("ALARM(a) and OK(o)", 10, "AND"), ("(ALARM(a)", 10, "opened at column 1"),
      ("ALARM(\"a)", 7, "closing"), ("STATE(a)", 1, "expected here"), ("AND", 1, "expected here"),
    ])
  func refused(text: String, column: Int, told: String) {
    do {
      _ = try CompositeRule(text)
      Issue.record("\(text) was taken")
    } catch {
      #expect(error.column == column && error.message.contains(told), "\(text): \(error)")
    }
  }

  @Test("CloudWatch's limits hold: 100 alarms, 500 elements, and no nesting crashes")
  func limits() throws {
    func rule(_ count: Int, _ name: (Int) -> String) -> String {
      (0..<count).map { "ALARM(\(name($0)))" }.joined(separator: " OR ")
    }
    #expect(try CompositeRule(rule(100) { "n\($0)" }).alarms.count == 100)
    #expect(throws: MathError.self) { try CompositeRule(rule(101) { "n\($0)" }) }
    #expect(try CompositeRule(rule(250) { _ in "n" }).alarms == ["n"])
    #expect(throws: MathError.self) { try CompositeRule(rule(251) { _ in "n" }) }
    #expect(throws: MathError.self) { try CompositeRule(String(repeating: "(", count: 9000) + "TRUE") }
  }

  private func moment(_ minute: Double) -> Date { Date(timeIntervalSince1970: 1_795_846_200 + minute * 60) }

  private func timeline(
    _ changes: [(Double, String, AlarmState)], wait: Int = 120, extends: Int = 180, initial: AlarmState = .ok
  ) throws -> CompositeTimeline {
    let alarm = CompositeAlarm(
      name: "all", rule: try CompositeRule("ALARM(a)"),
      suppressor: ActionsSuppressor(alarm: "maintenance", waitPeriod: wait, extensionPeriod: extends))
    return CompositeTimeline(
      alarm, changes.map { StateChange(at: moment($0.0), alarm: $0.1, $0.2) }, from: moment(0), until: moment(30),
      initialState: initial)
  }

  private func acts(_ timeline: CompositeTimeline) -> [String] {
    timeline.actions.map { "\(Int($0.at.timeIntervalSince(moment(0)) / 60)) \($0.state.rawValue)" }
  }

  @Test("changes state at once and acts when the wait is over")
  func waits() throws {
    let found = try timeline([(5, "a", .alarm), (20, "a", .ok)])
    #expect(found.transitions.map(\.at) == [moment(5), moment(20)])
    #expect(found.transitions.map(\.suppressedBy) == [.waitPeriod, .waitPeriod])
    #expect(acts(found) == ["7 ALARM", "22 OK"])
  }

  @Test("a suppressor that goes on while it waits withholds the actions until its extension is over")
  func suppressed() throws {
    let found = try timeline([(5, "a", .alarm), (6, "maintenance", .alarm), (10, "maintenance", .ok)])
    #expect(acts(found) == ["13 ALARM"])
  }

  @Test("a change while the suppressor is on is withheld by it, one that turned back before is never acted on")
  func turnedBack() throws {
    let found = try timeline([
      (1, "maintenance", .alarm), (5, "a", .alarm), (8, "a", .ok), (10, "maintenance", .ok),
    ])
    #expect(found.transitions.map(\.suppressedBy) == [.alarm, nil])
    #expect(found.actions.isEmpty)
  }

  @Test("a change after the extension waits for the suppressor anew")
  func afterwards() throws {
    let found = try timeline([(1, "maintenance", .alarm), (2, "maintenance", .ok), (9, "a", .alarm)])
    #expect(acts(found) == ["11 ALARM"])
  }

  @Test("without a suppressor it acts on every change, and a first evaluation is one")
  func plain() throws {
    let alarm = CompositeAlarm(name: "all", rule: try CompositeRule("NOT OK(a)"))
    let changes = [StateChange(at: moment(1), alarm: "a", .ok), StateChange(at: moment(1.5), alarm: "a", .alarm)]
    let found = CompositeTimeline(alarm, changes, from: moment(0), until: moment(3))
    #expect(found.transitions.map(\.to) == [.alarm, .ok, .alarm])
    #expect(found.transitions.map(\.at) == [moment(0), moment(1), moment(1.5)])
    #expect(found.actions.map(\.at) == found.transitions.map(\.at))
  }
}
