import Clocks
import Foundation
import Metrics
import Testing

@Suite struct FreshnessTests {
  let now = Date(timeIntervalSince1970: 1_000_000_000)
  let policy = FreshnessPolicy(
    warnAfter: .init(count: 1, period: .hour), errorAfter: .init(count: 1, period: .day))

  @Test(
    "an age strictly over a limit breaks it",
    arguments: [
      (0.0, FreshnessState.pass, "less than a minute old"),
      (3600, .pass, "1 hour old"),
      (3601, .warn, "1 hour old, over the warning limit of 1 hour"),
      (86_400, .warn, "1 day old, over the warning limit of 1 hour"),
      (86_401, .error, "1 day old, over the limit of 1 day"),
      (93_900, .error, "1 day 2 hours old, over the limit of 1 day"),
      (-30, .pass, "newer than now"),
    ])
  func limits(age: Double, state: FreshnessState, reason: String) {
    let verdict = Freshness.judge(newest: now.addingTimeInterval(-age), built: true, policy: policy, now: now)
    #expect(verdict.state == state)
    #expect(verdict.reason == reason)
    #expect(verdict.ageSeconds == age)
    #expect(verdict.takenAt == now)
  }

  @Test("an empty table is an error, a table that was never built is unknown")
  func nothingThere() {
    let empty = Freshness.judge(newest: nil, built: true, policy: policy, now: now)
    #expect(empty.state == .error)
    #expect(empty.reason == "no rows")
    let unbuilt = Freshness.judge(newest: nil, built: false, policy: policy, now: now)
    #expect(unbuilt.state == .unknown)
    #expect(unbuilt.reason == "never built")
  }

  @Test("one limit is enough, and a policy without limits checks nothing")
  func partialPolicies() {
    let old = now.addingTimeInterval(-90_000)
    let warnOnly = FreshnessPolicy(warnAfter: .init(count: 5, period: .minute))
    #expect(Freshness.judge(newest: old, built: true, policy: warnOnly, now: now).state == .warn)
    let errorOnly = FreshnessPolicy(errorAfter: .init(count: 2, period: .day))
    #expect(Freshness.judge(newest: old, built: true, policy: errorOnly, now: now).state == .pass)
    #expect(Freshness.judge(newest: old, built: true, policy: .init(), now: now).state == .unknown)
  }

  @Test("a date beyond all measure still reads as an age")
  func extremes() {
    let verdict = Freshness.judge(newest: .distantPast, built: true, policy: policy, now: .distantFuture)
    #expect(verdict.state == .error)
  }
}
