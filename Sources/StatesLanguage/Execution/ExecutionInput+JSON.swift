import Clocks
import Foundation
import JSON

/// One line of an execution's log.
extension ExecutionInput {
  package var json: JSONValue {
    switch self {
    case .clock(let at): ["at": Self.text(at)]
    case .abort(let failure, let at): ["at": Self.text(at), "abort": .object(failure.details)]
    case .breakdown(let failure, let at): ["at": Self.text(at), "breakdown": .object(failure.details)]
    case .redrive(let at): ["at": Self.text(at), "redrive": true]
    case .report(let token, let report, let at):
      ["at": Self.text(at), "task": .int(token.number), report.name: report.value]
    }
  }

  /// Nil for what is no such line.
  package init?(_ json: JSONValue) {
    guard let at = json["at"]?.intValue.map(Date.init(milliseconds:)) else { return nil }
    if let task = json["task"]?.intValue {
      guard let report = TaskReport(json) else { return nil }
      self = .report(TaskToken(Int(task)), report, at: at)
    } else if let abort = json["abort"] {
      self = .abort(StateFailure(abort), at: at)
    } else if let breakdown = json["breakdown"] {
      self = .breakdown(StateFailure(breakdown), at: at)
    } else if json["redrive"] != nil {
      self = .redrive(at: at)
    } else {
      self = .clock(at)
    }
  }

  /// Milliseconds since 1970.
  private static func text(_ moment: Date) -> JSONValue { .int(moment.milliseconds) }
}

extension TaskReport {
  fileprivate var name: String {
    switch self {
    case .submitted: "submitted"
    case .heartbeat: "heartbeat"
    case .succeeded: "succeeded"
    case .failed: "failed"
    }
  }

  fileprivate var value: JSONValue {
    switch self {
    case .submitted(let value), .succeeded(let value): value
    case .heartbeat: true
    case .failed(let failure): .object(failure.details)
    }
  }

  fileprivate init?(_ json: JSONValue) {
    if let value = json["submitted"] {
      self = .submitted(value)
    } else if json["heartbeat"] != nil {
      self = .heartbeat
    } else if let value = json["succeeded"] {
      self = .succeeded(value)
    } else if let value = json["failed"] {
      self = .failed(StateFailure(value))
    } else {
      return nil
    }
  }
}

extension StateFailure {
  init(_ json: JSONValue) {
    self.init(error: json["error"]?.stringValue, cause: json["cause"]?.stringValue)
  }
}

/// An execution knows no time finer than a millisecond, so that a moment written and read is the same.
extension Date {
  init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }

  var milliseconds: Int64 { Int64(saturating: timeIntervalSince1970 * 1000) }

  var inMilliseconds: Date { Date(milliseconds: milliseconds) }

  /// Later by seconds, to the millisecond.
  func later(by seconds: Double) -> Date { addingTimeInterval(seconds).inMilliseconds }
}
