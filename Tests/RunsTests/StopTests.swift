import Testing
import Words

@testable import Runs

@Suite("A run that is asked to stop")
struct StopTests {
  @Test("while its last step ends has succeeded; with steps undone it is aborted, and a failure stays one")
  func status() {
    #expect(StepCrew.Result(failure: nil, isComplete: true).status == .succeeded)
    #expect(StepCrew.Result(failure: nil, isComplete: false).status == .aborted)
    #expect(StepCrew.Result(failure: FailureReason(.failed, "why"), isComplete: false).status == .failed)
  }

  @Test("is complete only when every step succeeded")
  func complete() {
    let step = RunTask(table: TableName(.bronze, "a"), dependsOn: [], after: [])
    var schedule = StepSchedule([step])
    #expect(!schedule.allSucceeded)
    _ = schedule.takeReady()
    #expect(!schedule.allSucceeded)
    _ = schedule.end(step, succeeded: true)
    #expect(schedule.allSucceeded)
  }
}
