import Foundation
import Ledger
import Words

/// Whether an execution can be redriven, as `DescribeExecution` tells it (`redriveStatus`, `redriveStatusReason`).
package struct Redrivability: Sendable, Hashable {
  /// Why not; nil where it can.
  package let reason: String?

  package var status: String { reason == nil ? "REDRIVABLE" : "NOT_REDRIVABLE" }

  /// Days after its end in which an execution may be redriven.
  static let days: TimeInterval = 14
  /// Seconds an execution may be open in all.
  static let longest: TimeInterval = 365 * 86_400
  /// Events with which there is no room to go on.
  static let mostEvents = 24_999

  /// - Parameter events: how many its history has.
  package init(of execution: ExecutionRecord, events: Int, now: Date) {
    reason =
      switch execution.status {
      case .running, .succeeded: "Execution is \(execution.status.rawValue) and cannot be redriven"
      case _ where events >= Self.mostEvents: "Execution history event limit exceeded"
      case _ where now.timeIntervalSince(execution.startedAt) >= Self.longest:
        "Execution has exceeded the max execution time"
      case _ where now.timeIntervalSince(execution.endedAt ?? now) > Self.days * 86_400:
        "Execution redrivable period exceeded"
      default: nil
      }
  }
}

extension FailureName {
  package static let notRedrivable = FailureName(rawValue: "ExecutionNotRedrivable")
}
