import Schedules
import Testing

@Suite("What EventBridge takes and refuses") struct ExpressionTests {
  @Test(
    "an expression that AWS accepts is accepted, also where all its times are past",
    arguments: [
      "cron(0 2 ? * SAT *)", "cron(5,35 14 * * ? *)", "cron(15 10 ? * 6L 2002-2005)", "cron(0 2 ? * SAT#3 *)",
      "cron(* * ? * SAT#3 *)", "cron(0/5 5 ? JAN 1-5 2022)", "cron(0/30 20-23 ? * MON-FRI *)",
      "cron(0 0 L * ? *)", "cron(0 0 15W * ? *)", "cron(0 0 ? * L *)", "cron(0 20-2 * * ? *)",
      "cron(0 0 1 NOV-FEB ? *)", "cron(*/15 * * * ? *)", "cron(0 0 1,15,20-25/2 * ? 2026-2199)",
      "rate(1 minute)", "rate(5 minutes)", "rate(1 hour)", "rate(12 hours)", "rate(1 day)", "rate(7 days)",
      "at(2026-11-28T06:10:00)", "at(2001-01-01T00:00:00)",
    ])
  func accepted(text: String) throws {
    _ = try ScheduleExpression(parsing: text)
  }

  @Test(
    "an expression that AWS refuses is refused",
    arguments: [
      "rate(10 seconds)", "rate(10 years)", "rate(1 minutes)", "rate(1 hours)", "rate(1 days)", "rate(10 minute)",
      "rate(10 hour)", "rate(10 day)", "rate()", "rate(10)", "rate(10 minutess)", "rate(foo minutes)",
      "rate(0 minutes)", "rate(-10 minutes)", "rate(10 MINUTES)", "rate( 10 minutes )", " rate(10 minutes)",
      "rate(+5 minutes)", "rate(1.5 hours)", "rate(٥ minutes)", "rate(99999999999999999999 days)",
      "rate(9223372036854775807 days)",
      "cron(0 1 * * * *)", "cron(7 20 * * NOT *)", "INVALID", "cron(0 dummy ? * MON-FRI *)", "cron(71 8 1 * ? *)",
      "cron(0 0 ? * ? *)", "cron(0 0 1 * ? )", "cron(0 0 1 * ?)", "cron(0 24 1 * ? *)", "cron(0 0 0 * ? *)",
      "cron(0 0 32 * ? *)", "cron(0 0 1 13 ? *)", "cron(0 0 ? * 0 *)", "cron(0 0 ? * 8 *)", "cron(0 0 1 * ? 2200)",
      "cron(0 0 1 * ? 2030-2029)", "cron(0 0 LW * ? *)", "cron(0 0 L-3 * ? *)", "cron(0 0 1,L * ? *)",
      "cron(0 0 1W,15W * ? *)", "cron(0 0 ? * SAT#6 *)", "cron(0 0 ? * MON,SAT#3 *)", "cron(0 0 ? * sat *)",
      "cron(0 0 1 jan ? *)", "cron(0/0 0 1 * ? *)", "cron(0 0 1 * ? *", "0 0 1 * ? *", "", "()", "cron()",
      "at(2026-11-31T00:00:00)", "at(2026-11-28)", "at(2026-11-28T06:10:00Z)", "at(2026-11-28T24:00:00)",
      "At(2026-11-28T06:10:00)",
    ])
  func refused(text: String) {
    #expect(throws: ScheduleError.self) { try ScheduleExpression(parsing: text) }
  }

  @Test("a refusal names what was meant and what stands there")
  func reasons() {
    let reasons: [(String, String)] = [
      ("rate(1 minutes)", "write 1 minute, not “1 minutes”"),
      ("cron(0 25 * * ? *)", "the hour is 0-23, not “25”"),
      ("cron(0 1 * * * *)", "one of day-of-month and day-of-week must be ?"),
    ]
    for (text, reason) in reasons {
      #expect(throws: ScheduleError.self) { try ScheduleExpression(parsing: text) }
      do { _ = try ScheduleExpression(parsing: text) } catch { #expect("\(error)" == reason) }
    }
  }
}
