import Testing
import Words

@testable import Runs

@Suite("The schedule of steps")
struct StepScheduleTests {
  private let a = TableName(.bronze, "a")
  private let b = TableName(.silver, "b")
  private let c = TableName(.gold, "c")
  private let d = TableName(.silver, "d")

  private var steps: [RunTask] {
    [
      RunTask(table: a, dependsOn: [], after: []), RunTask(table: b, dependsOn: [a], after: [d]),
      RunTask(table: c, dependsOn: [b], after: []), RunTask(table: d, dependsOn: [], after: []),
    ]
  }

  @Test("starts what needs nothing, side by side")
  func start() {
    var schedule = StepSchedule(steps)
    #expect(schedule.takeReady()?.table == a)
    #expect(schedule.takeReady()?.table == d)
    #expect(schedule.takeReady() == nil)
  }

  @Test("waits for tables that rules look at, whether they succeed or not")
  func softDependency() {
    var schedule = StepSchedule(steps)
    _ = schedule.takeReady()
    _ = schedule.takeReady()
    _ = schedule.end(steps[0], succeeded: true)
    #expect(schedule.takeReady() == nil)
    _ = schedule.end(steps[3], succeeded: false)
    #expect(schedule.takeReady()?.table == b)
  }

  @Test("skips everything below a failed step, and ends")
  func failure() {
    var schedule = StepSchedule(steps)
    _ = schedule.takeReady()
    _ = schedule.takeReady()
    #expect(schedule.end(steps[0], succeeded: false).map(\.table) == [b, c])
    _ = schedule.end(steps[3], succeeded: true)
    #expect(schedule.isDone)
  }
}
