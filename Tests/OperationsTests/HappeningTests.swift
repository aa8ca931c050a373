import Clocks
import Foundation
import JSON
import Operations
import Testing
import Words

@Suite("What happened, and why")
struct HappeningTests {
  private func happening(
    _ kind: Happening.Kind, _ clock: String, _ cause: String, isOpen: Bool = false
  ) -> Happening {
    var happening = Happening(kind, at: Given.at(clock), "subject", "text", cause: cause)
    happening.isOpen = isOpen
    return happening
  }

  private func handOver(_ happenings: [Happening]) -> HandOver {
    var handOver = HandOver(identity: Given.identity, since: Given.at("00:00:00"), until: Given.at("09:00:00"))
    handOver.happenings = happenings
    return handOver
  }

  @Test("what has one kind and one cause is one group, in the order in which it happened")
  func groups() {
    let groups = handOver([
      happening(.failure, "01:00:00", "a"), happening(.failure, "02:00:00", "b"), happening(.failure, "03:00:00", "a"),
      happening(.alarm, "04:00:00", "a"),
    ]).groups
    #expect(
      groups.map { "\($0.kind) \($0.cause) \($0.happenings.count)" } == ["failure a 2", "failure b 1", "alarm a 1"])
    #expect(groups[0].first == Given.at("01:00:00") && groups[0].last == Given.at("03:00:00"))
  }

  @Test("what is open comes first, then by kind, then by time, whatever the order in which it is told")
  func order() {
    let all = [
      happening(.run, "01:00:00", "a"), happening(.failure, "05:00:00", "late"),
      happening(.failure, "02:00:00", "early"),
      happening(.alarm, "08:00:00", "open", isOpen: true), happening(.stop, "00:30:00", "s"),
    ]
    for _ in 0..<5 {
      #expect(handOver(all.shuffled()).groups.map(\.cause) == ["open", "early", "late", "s", "a"])
    }
  }

  @Test("a group is open where anything of it is")
  func open() {
    let closed = [happening(.alarm, "01:00:00", "a"), happening(.alarm, "02:00:00", "a")]
    #expect(handOver(closed).groups.map(\.isOpen) == [false])
    #expect(handOver(closed + [happening(.alarm, "03:00:00", "a", isOpen: true)]).groups.map(\.isOpen) == [true])
    #expect(handOver([]).groups.isEmpty)
  }

  @Test("programs read all of it, runs by the names of their states")
  func json() {
    var handOver = handOver([happening(.deed, "01:00:00", "anna")])
    handOver.runs = ["SUCCEEDED": 3, "FAILED": 1]
    handOver.happenings[0].actor = "anna"
    #expect(
      handOver.json.text == #"""
        {"project":"shop","environment":"dev","since":"2026-11-21T00:00:00.000Z","until":"2026-11-21T09:00:00.000Z",\#
        "runs":{"FAILED":1,"SUCCEEDED":3},"isCut":false,"events":[{"at":"2026-11-21T01:00:00.000Z","kind":"deed",\#
        "subject":"subject","text":"text","cause":"anna","execution":null,"actor":"anna","repairedBy":null,\#
        "isOpen":false}]}
        """#)
  }

  // MARK: causes

  @Test(
    "what is asked about is named as an operator says it",
    arguments: [
      (CauseSubject.everything, "this environment"), (.table("gold.sales"), "gold.sales"),
      (.step("silver.a", execution: "x-1"), "silver.a of x-1"),
      (.tile("revenue", dashboard: "sales"), "revenue of sales"),
      (.tile(nil, dashboard: "sales"), "sales"), (.alarm("late"), "late"), (.schedule("daily"), "daily"),
      (.execution("x-1"), "x-1"),
    ])
  func subject(_ subject: CauseSubject, _ expected: String) { #expect("\(subject)" == expected) }

  // MARK: backfills

  private func backfill(_ state: BackfillState, _ days: [BackfillDayState]) -> BackfillSummary {
    BackfillSummary(
      id: "backfill-1", state: state, tables: [], createdAt: Given.at("06:00:00"), createdBy: "anna", atOnce: 2,
      isDriven: true,
      days: days.enumerated().map {
        .init(
          day: Given.day("2026-11-01").advanced(by: $0.offset), state: $0.element, attempt: 1, execution: nil, note: nil
        )
      })
  }

  @Test(
    "a backfill is over when it has ended and nothing of it runs any more",
    arguments: [
      (BackfillState.running, [BackfillDayState.succeeded], false), (.paused, [.queued], false),
      (.succeeded, [.succeeded], true), (.failed, [.failed, .succeeded], true),
      (.cancelled, [.cancelled, .running], false),
      (.cancelled, [.cancelled], true), (.succeeded, [], true),
    ])
  func over(_ state: BackfillState, _ days: [BackfillDayState], _ expected: Bool) {
    #expect(backfill(state, days).isOver == expected)
  }

  @Test("days are counted by how they are")
  func counts() {
    let backfill = backfill(.running, [.succeeded, .failed, .succeeded, .queued])
    #expect(backfill.count(.succeeded) == 2 && backfill.count(.marked) == 0)
    let day = backfill.json["days"]?.arrayValue?[1]
    #expect(day?.text == #"{"day":"2026-11-02","state":"FAILED","attempt":1,"execution":null,"note":null}"#)
    #expect(backfill.json["maxConcurrency"] == .int(2))
  }

  @Test("a day is left to do where no run of it is known or all failed", arguments: CoverageDay.State.allCases)
  func openDays(_ state: CoverageDay.State) {
    #expect(CoverageDay(Given.day("2026-11-01"), state).isOpen == [.missing, .failed].contains(state))
  }
}
