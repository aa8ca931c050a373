import Foundation
import Ledger
import Runs
import Testing
import Words

@Suite("Whether an execution can be redriven") struct RedrivabilityTests {
  private static let day: TimeInterval = 86_400
  private static let start = Date(timeIntervalSince1970: 1_764_000_000)

  private static func record(_ status: ExecutionStatus, endedAfter days: Double?) -> ExecutionRecord {
    ExecutionRecord(
      id: ExecutionID("x"), pipeline: "p", environment: "dev", status: status, trigger: .manual, runDate: nil,
      input: ["workflow": "w"], startedAt: start, endedAt: days.map { start.addingTimeInterval($0 * day) },
      heartbeatAt: start, host: "h", worker: nil, stopRequestedAt: nil, error: nil, cause: nil, rerunOf: nil,
      idempotencyKey: nil)
  }

  @Test(
    "follows AWS's limits, and names them as AWS does",
    arguments: [
      (ExecutionStatus.failed, 0.1, 10, 14.0, nil), (.timedOut, 0.1, 10, 1, nil), (.aborted, 0.1, 10, 1, nil),
      (.running, nil, 10, 1, "Execution is RUNNING and cannot be redriven"),
      (.succeeded, 0.1, 10, 1, "Execution is SUCCEEDED and cannot be redriven"),
      (.failed, 0.1, 10, 15, "Execution redrivable period exceeded"),
      (.failed, 0.1, 24_998, 1, nil), (.failed, 0.1, 24_999, 1, "Execution history event limit exceeded"),
      (.failed, 364, 10, 366, "Execution has exceeded the max execution time"),
    ] as [(ExecutionStatus, Double?, Int, Double, String?)])
  func limits(status: ExecutionStatus, ended: Double?, events: Int, now: Double, reason: String?) {
    let found = Redrivability(
      of: Self.record(status, endedAfter: ended), events: events, now: Self.start.addingTimeInterval(now * Self.day))
    #expect(found.reason == reason)
    #expect(found.status == (reason == nil ? "REDRIVABLE" : "NOT_REDRIVABLE"))
  }
}
