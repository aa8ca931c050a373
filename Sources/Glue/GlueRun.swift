import Clocks
import Foundation
import JSON

/// A run of a job of Glue, as the service tells of it.
package struct GlueRun: Sendable, Hashable {
  package let id: String
  package let state: State
  /// Why it failed, in the service's words; nil where it says nothing.
  package let error: String?
  /// How long it has worked, in seconds.
  package let seconds: Int64
  /// Processing units that work at a time, all of which are paid for; nil where the service tells too little.
  package let units: Double?
  /// What its groups of log streams begin with.
  package let logGroup: String
  package let started: Date?

  package static let standardLogGroup = "/aws-glue/jobs"

  /// What is paid for so far: processing units times seconds.
  package var unitSeconds: Double? { units.map { $0 * Double(seconds) } }

  /// A word of the service, also one that is new.
  package struct State: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ word: String) { description = word }

    package static let running = State("RUNNING")
    package static let succeeded = State("SUCCEEDED")

    package var isOver: Bool {
      ["STOPPED", "SUCCEEDED", "FAILED", "TIMEOUT", "ERROR", "EXPIRED"].contains(description)
    }
  }

  /// Nil where it is none.
  init?(_ told: JSONValue) {
    guard let id = told["Id"]?.stringValue, let state = told["JobRunState"]?.stringValue else { return nil }
    self.id = id
    self.state = State(state)
    error = told["ErrorMessage"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    seconds = told["ExecutionTime"]?.doubleValue.flatMap { Int64(exactly: $0.rounded()) } ?? 0
    // Where the number of workers changes it is told what they came to; else it follows.
    let sum = seconds > 0 ? told["DPUSeconds"]?.doubleValue.map { [seconds] in $0 / Double(seconds) } : nil
    units = sum ?? told["MaxCapacity"]?.doubleValue ?? Self.units(told)
    let group = told["LogGroupName"]?.stringValue ?? ""
    logGroup = group.isEmpty ? Self.standardLogGroup : group
    started = told["StartedOn"]?.moment
  }

  /// Processing units of each kind of worker (AWS Glue, "Worker types").
  private static func units(_ told: JSONValue) -> Double? {
    let each: [String: Double] = [
      "Standard": 1, "G.025X": 0.25, "G.1X": 1, "G.2X": 2, "G.4X": 4, "G.8X": 8, "G.12X": 12, "G.16X": 16, "R.1X": 1,
      "R.2X": 2, "R.4X": 4, "R.8X": 8,
    ]
    guard let type = told["WorkerType"]?.stringValue, let units = each[type] else { return nil }
    return told["NumberOfWorkers"]?.doubleValue.map { $0 * units }
  }
}

extension JSONValue {
  /// A moment as services tell it: seconds, or a text.
  var moment: Date? {
    doubleValue.map { Date(timeIntervalSince1970: $0) } ?? stringValue.flatMap { Timestamp.parse($0) }
  }
}
