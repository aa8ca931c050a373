import Clocks
import Foundation
import JSON

/// The facts of one execution that never change while it runs.
package struct ExecutionFacts: Sendable {
  package var name: String
  package var machine: String
  package var account = "000000000000"
  package var region = "us-east-1"
  package var roleArn: String { "arn:aws:iam::\(account):role/assay" }
  package var arn: String { "arn:aws:states:\(region):\(account):execution:\(machine):\(name)" }
  package var machineArn: String { "arn:aws:states:\(region):\(account):stateMachine:\(machine)" }

  package init(name: String, machine: String) { (self.name, self.machine) = (name, machine) }
}

/// What never changes between two redrives of an execution. A class, because every look at data takes it along.
final class ExecutionConstants: Sendable {
  let facts: ExecutionFacts
  let input: JSONValue
  let startTime: Date
  let limits: ExecutionLimits
  let redriveCount: Int
  /// Of the newest redrive.
  let redriveTime: Date?

  init(
    facts: ExecutionFacts, input: JSONValue, startTime: Date, limits: ExecutionLimits, redriveCount: Int = 0,
    redriveTime: Date? = nil
  ) {
    (self.facts, self.input, self.startTime, self.limits) = (facts, input, startTime, limits)
    (self.redriveCount, self.redriveTime) = (redriveCount, redriveTime)
  }

  func redriven(at moment: Date) -> ExecutionConstants {
    ExecutionConstants(
      facts: facts, input: input, startTime: startTime, limits: limits, redriveCount: redriveCount + 1,
      redriveTime: moment)
  }
}

/// The context object of a state: `$$`, or `$states.context`.
struct ContextObject {
  let execution: ExecutionConstants
  let state: String
  let enteredTime: Date
  let retryCount: Int
  var mapItem: MapItem?
  var taskToken: String?

  struct MapItem: Sendable {
    let index: Int
    let value: JSONValue
  }

  var json: JSONValue {
    let facts = execution.facts
    var told: JSONObject = [
      "Id": .string(facts.arn), "Input": execution.input, "StartTime": .string(Timestamp.text(execution.startTime)),
      "Name": .string(facts.name), "RoleArn": .string(facts.roleArn), "RedriveCount": .int(execution.redriveCount),
    ]
    if let time = execution.redriveTime { told["RedriveTime"] = .string(Timestamp.text(time)) }
    var object: JSONObject = [
      "Execution": .object(told),
      "StateMachine": ["Id": .string(facts.machineArn), "Name": .string(facts.machine)],
      "State": [
        "Name": .string(state), "EnteredTime": .string(Timestamp.text(enteredTime)), "RetryCount": .int(retryCount),
      ],
    ]
    if let mapItem { object["Map"] = ["Item": ["Index": .int(mapItem.index), "Value": mapItem.value]] }
    if let taskToken { object["Task"] = ["Token": .string(taskToken)] }
    return .object(object)
  }
}
