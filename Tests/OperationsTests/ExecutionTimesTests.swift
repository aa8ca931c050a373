import Foundation
import Operations
import Testing
import Words

@Suite("When the steps of an execution waited, ran and were tried again")
struct ExecutionTimesTests {
  private typealias Kind = ExecutionTimes.Span.Kind

  private func times(
    _ steps: [StepSummary], _ history: [HistoryEntry] = [], _ summary: ExecutionSummary = Given.execution(),
    usual: UsualTimes = UsualTimes(), now: String = "06:10:00"
  ) -> ExecutionTimes {
    ExecutionTimes(
      ExecutionDetail(summary: summary, steps: steps), history, usual: usual, now: Given.at(now))
  }

  /// `run 06:00:01-06:00:03`
  private func told(_ spans: [ExecutionTimes.Span]?) -> [String] {
    (spans ?? []).map { span in
      let clock = { (date: Date) in Int(date.timeIntervalSince(Given.at("06:00:00"))) }
      return "\(span.kind) \(clock(span.from))-\(clock(span.until))"
    }
  }

  @Test("a step waits from where all that it needs has ended, the first ones from the start")
  func queues() {
    let times = times(
      [
        Given.step("bronze.a", .succeeded, "06:00:02", "06:00:05"),
        Given.step("bronze.b", .succeeded, "06:00:00", "06:00:09"),
        Given.step("silver.c", .succeeded, "06:00:12", "06:00:20", needs: ["bronze.a", "bronze.b"]),
      ], [], Given.execution(.succeeded, until: "06:00:20"))
    #expect(told(times.rows[0].spans) == ["queue 0-2", "run 2-5"])
    #expect(told(times.rows[1].spans) == ["run 0-9"])
    #expect(told(times.rows[2].spans) == ["queue 9-12", "run 12-20"])
    #expect(times.rows[2].seconds([.queue, .run]) == 11)
  }

  @Test("of a task that was tried again every try and every pause between them is told")
  func tries() {
    let history = [
      Given.event(1, "06:00:01", "TaskStateEntered", "silver.a"),
      Given.event(2, "06:00:01", "TaskScheduled", "silver.a"),
      Given.event(3, "06:00:02", "TaskStarted", "silver.a"), Given.event(4, "06:00:04", "TaskFailed", "silver.a"),
      Given.event(5, "06:00:07", "TaskScheduled", "silver.a"), Given.event(6, "06:00:09", "TaskTimedOut", "silver.a"),
      Given.event(7, "06:00:15", "TaskScheduled", "silver.a"), Given.event(8, "06:00:16", "TaskSucceeded", "silver.a"),
      Given.event(9, "06:00:16", "TaskStateExited", "silver.a"),
    ]
    let times = times(
      [Given.step("silver.a", .succeeded, "06:00:01", "06:00:16")], history,
      Given.execution(.succeeded, until: "06:00:16"))
    #expect(
      told(times.rows[0].spans) == [
        "queue 0-1", "failed 1-4", "backOff 4-7", "failed 7-9", "backOff 9-15", "run 15-16",
      ])
  }

  @Test("a state without a task ran from where it was entered to where it was left, each time that it was")
  func visits() {
    let history = [
      Given.event(1, "06:00:00", "PassStateEntered", "Look"), Given.event(2, "06:00:02", "PassStateExited", "Look"),
      Given.event(3, "06:00:05", "PassStateEntered", "Look"), Given.event(4, "06:00:06", "PassStateExited", "Look"),
    ]
    var step = Given.step("Look", .succeeded, "06:00:00", "06:00:06")
    step.state = StateFacts(type: "Pass", tries: 0, input: [:])
    #expect(told(times([step], history).rows[0].spans) == ["run 0-2", "run 5-6"])
  }

  /// An event that follows from another than the one told before it.
  private func event(_ id: Int64, after previous: Int64, _ clock: String, _ type: String) -> HistoryEntry {
    var event = Given.event(id, clock, type, "Each")
    event.previousID = previous
    return event
  }

  private func state(_ name: String, _ status: StepStatus, until end: String? = nil) -> StepSummary {
    var step = Given.step(name, status, "06:00:00", end)
    step.state = StateFacts(type: "Task", tries: 1, input: [:])
    return step
  }

  @Test("items of a Map that are in one state at the same time do not hide each other")
  func parallelVisits() {
    let history = [
      event(1, after: 0, "06:00:00", "TaskStateEntered"), event(2, after: 1, "06:00:00", "TaskScheduled"),
      event(3, after: 0, "06:00:02", "TaskStateEntered"), event(4, after: 3, "06:00:02", "TaskScheduled"),
      event(5, after: 2, "06:00:05", "TaskFailed"), event(6, after: 4, "06:00:06", "TaskSucceeded"),
      event(7, after: 6, "06:00:06", "TaskStateExited"), event(8, after: 5, "06:00:09", "TaskScheduled"),
      event(9, after: 8, "06:00:10", "TaskSucceeded"), event(10, after: 9, "06:00:10", "TaskStateExited"),
    ]
    let times = times([state("Each", .succeeded, until: "06:00:10")], history)
    #expect(told(times.rows[0].spans) == ["failed 0-2", "run 2-6", "backOff 6-9", "run 9-10"])
    #expect(times.rows[0].seconds([.run, .failed, .backOff]) == 10)
  }

  @Test("items that are all at work end where each of them ended, and those that are not over go on")
  func parallelOpen() {
    let history = [
      event(1, after: 0, "06:00:00", "PassStateEntered"), event(2, after: 0, "06:00:01", "PassStateEntered"),
      event(3, after: 1, "06:00:02", "PassStateExited"),
    ]
    #expect(told(times([state("Each", .running)], history, now: "06:00:07").rows[0].spans) == ["run 0-7"])
    let over = history + [event(4, after: 2, "06:00:04", "PassStateExited")]
    #expect(told(times([state("Each", .succeeded, until: "06:00:04")], over).rows[0].spans) == ["run 0-4"])
  }

  @Test(
    "what an execution's end cut off did not go on until the redrive",
    arguments: [
      ("ExecutionFailed", "failed 0-3"), ("ExecutionTimedOut", "failed 0-3"), ("ExecutionAborted", "run 0-3"),
    ])
  func redriven(_ ending: String, _ cut: String) {
    let history = [
      Given.event(1, "06:00:00", "TaskStateEntered", "Each"), Given.event(2, "06:00:00", "TaskScheduled", "Each"),
      Given.event(3, "06:00:03", ending, nil), Given.event(4, "06:05:00", "ExecutionRedriven", nil),
      Given.event(5, "06:05:00", "TaskStateEntered", "Each"), Given.event(6, "06:05:00", "TaskScheduled", "Each"),
      Given.event(7, "06:05:02", "TaskSucceeded", "Each"), Given.event(8, "06:05:02", "TaskStateExited", "Each"),
    ]
    let times = times([state("Each", .succeeded, until: "06:05:02")], history)
    #expect(told(times.rows[0].spans) == [cut, "run 300-302"])
  }

  @Test(
    "what is open goes on until now, or until it was ended",
    arguments: [
      (["TaskStateEntered", "TaskScheduled"], StepStatus.running, "run 0-600"),
      (["TaskStateEntered", "TaskScheduled", "TaskFailed"], .running, "failed 0-0, backOff 0-600"),
      (["WaitStateEntered"], .running, "run 0-600"),
      (["WaitStateEntered"], .failed, "failed 0-600"),
      (["TaskStateEntered", "TaskScheduled", "TaskStateAborted"], .stopped, "run 0-0"),
    ])
  func open(_ types: [String], _ status: StepStatus, _ expected: String) {
    let history = types.enumerated().map { Given.event(Int64($0.offset + 1), "06:00:00", $0.element, "A") }
    let times = times([Given.step("A", status, "06:00:00")], history)
    #expect(told(times.rows[0].spans).joined(separator: ", ") == expected)
  }

  @Test("a step that was left out has no time, and one without events has that of its row")
  func rowsOnly() {
    let times = times(
      [
        Given.step("a", .skipped, "06:00:00", "06:00:00"), Given.step("b", .failed, "06:00:00", "06:00:04"),
        Given.step("c", .waiting),
      ], [], Given.execution(.failed, until: "06:00:04"))
    #expect(times.rows.map { told($0.spans) } == [[], ["failed 0-4"], []])
  }

  @Test("by the runs before what runs and what waits is expected to end, one after the other")
  func expected() {
    let times = times(
      [
        Given.step("a", .running, "06:00:00"), Given.step("b", .waiting, needs: ["a"]),
        Given.step("c", .waiting, needs: ["b"]),
      ], usual: UsualTimes(steps: ["a": 660, "b": 30, "c": 15]), now: "06:10:00")
    #expect(told(times.rows[1].spans) == ["expected 660-690"])
    #expect(told(times.rows[2].spans) == ["expected 690-705"])
    #expect(times.expectedEnd == Given.at("06:11:45") && times.end == times.expectedEnd)
    #expect(!times.isAtLeast)
  }

  @Test("a step that took longer than usual is expected to end now, never before")
  func overdue() {
    let times = times([Given.step("a", .running, "06:00:00")], usual: UsualTimes(steps: ["a": 5]))
    #expect(times.expectedEnd == Given.at("06:10:00"))
  }

  @Test("where nothing is known of a step the end is the least that it can be, and nil where nothing is known at all")
  func unknown() {
    let steps = [Given.step("a", .running, "06:00:00"), Given.step("b", .waiting, needs: ["a"])]
    let some = times(steps, usual: UsualTimes(steps: ["a": 900]))
    #expect(some.isAtLeast && some.expectedEnd == Given.at("06:15:00"))
    let none = times(steps)
    #expect(none.isAtLeast && none.expectedEnd == nil && none.end == Given.at("06:10:00"))
  }

  @Test("a machine is expected to end by what came after the states it is in, else as a whole, else not at all")
  func machine() {
    var step = Given.step("A", .running, "06:00:00")
    step.state = StateFacts(type: "Task", tries: 1, input: [:])
    let byState = times([step], usual: UsualTimes(steps: ["A": 660], toEnd: ["A": 900], whole: 1200))
    #expect(byState.expectedEnd == Given.at("06:15:00"))
    #expect(told(byState.rows[0].spans).last == "expected 600-660")
    let byWhole = times([step], usual: UsualTimes(steps: ["A": 5], whole: 1200))
    #expect(byWhole.expectedEnd == Given.at("06:20:00"))
    #expect(!byWhole.rows[0].spans.contains { $0.kind == .expected })
    #expect(times([step]).expectedEnd == nil)
  }

  @Test("what is over is expected no more")
  func over() {
    let steps = [Given.step("a", .succeeded, "06:00:00", "06:00:04")]
    let times = times(steps, [], Given.execution(.succeeded, until: "06:00:05"), usual: UsualTimes(steps: ["a": 900]))
    #expect(times.expectedEnd == nil && times.end == Given.at("06:00:05"))
  }

  @Test("critical is the way back from what ended last over what it waited for longest")
  func critical() {
    let times = times(
      [
        Given.step("fast", .succeeded, "06:00:00", "06:00:02"), Given.step("slow", .succeeded, "06:00:00", "06:00:08"),
        Given.step("both", .succeeded, "06:00:08", "06:00:10", needs: ["fast", "slow"]),
        Given.step("aside", .succeeded, "06:00:00", "06:00:09"), Given.step("left", .skipped),
      ], [], Given.execution(.succeeded, until: "06:00:10"))
    #expect(times.rows.filter(\.isCritical).map(\.step.name) == ["slow", "both"])
  }

  @Test("names that need each other end the way back, and do not hold it")
  func circle() {
    let times = times(
      [
        Given.step("a", .succeeded, "06:00:00", "06:00:02", needs: ["b"]),
        Given.step("b", .succeeded, "06:00:00", "06:00:03", needs: ["a"]),
      ], [], Given.execution(.succeeded, until: "06:00:03"))
    #expect(times.rows.map(\.isCritical) == [true, true])
  }

  @Test("a span is never shorter than nothing, whatever the clocks of two processes said")
  func backwards() {
    #expect(ExecutionTimes.Span(.run, Given.at("06:00:05"), Given.at("06:00:01")).seconds == 0)
  }
}
