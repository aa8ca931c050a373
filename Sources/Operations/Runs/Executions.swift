import Clocks
import Foundation
import JSON
import Words

/// Which executions to list.
package struct ExecutionQuery: Sendable, Hashable {
  /// Nil for all.
  package var status: ExecutionStatus?
  /// Each must be part of the id, status, trigger, workflow, error or cause. ASCII; case does not matter.
  package var words: [String] = []
  /// The same for words of which none may be.
  package var withoutWords: [String] = []
  package var limit: Int
  /// Only those older than this one, for the next page.
  package var before: String?
  package init(status: ExecutionStatus? = nil, limit: Int = 200, before: String? = nil) {
    self.status = status
    self.limit = limit
    self.before = before
  }
}

extension ExecutionStatus {
  /// As a person writes it; case does not matter. Throws `notFound` with the states there are.
  package init(named text: String) throws(OperationsError) {
    guard let status = ExecutionStatus(rawValue: text.uppercased()) else {
      let known = ExecutionStatus.allCases.map(\.rawValue).joined(separator: ", ")
      throw .notFound("there is no status “\(text)”; there are \(known)")
    }
    self = status
  }
}

package struct ExecutionSummary: Sendable, Hashable, Identifiable {
  package var id: String
  package var pipeline: String
  package var status: ExecutionStatus
  package var trigger: ExecutionTrigger
  /// The machine that it carries out; nil for a run of tables.
  package var workflow: String?
  /// The day the run is for.
  package var runDate: CalendarDay?
  package var startedAt: Date
  package var endedAt: Date?
  package var error: FailureName?
  package var cause: String?
  package var rerunOf: String?
  /// Which state of the project it ran: a commit of git, or a hash of its definitions.
  package var revision: String?
  package var stopRequested: Bool
  /// The later execution that made good what this one failed at.
  package var repairedBy: String?
  /// Who said that what it failed at is done, and why: `anna: a holiday`.
  package var markedBy: String?
  /// Steps that succeeded.
  package var stepsDone: Int
  package var stepsFailed: Int
  package var stepsStopped = 0
  package var stepsSkipped = 0
  package var stepsTotal: Int

  package init(id: String, pipeline: String, status: ExecutionStatus, trigger: ExecutionTrigger, startedAt: Date) {
    self.id = id
    self.pipeline = pipeline
    self.status = status
    self.trigger = trigger
    self.startedAt = startedAt
    stopRequested = false
    stepsDone = 0
    stepsFailed = 0
    stepsTotal = 0
  }

  package var isRunning: Bool { status == .running }

  /// Steps that have ended, however.
  package var stepsEnded: Int { stepsDone + stepsFailed + stepsStopped + stepsSkipped }

  /// How its steps ended, in parts: `15 ok`, `1 stopped`, `14 skipped`; one part where all went well: `30/30`.
  package var stepParts: [String] {
    guard !isRunning, stepsDone < stepsTotal else { return ["\(stepsDone)/\(stepsTotal)"] }
    let counts = [(stepsDone, "ok"), (stepsFailed, "failed"), (stepsStopped, "stopped"), (stepsSkipped, "skipped")]
    let parts = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? ["0/\(stepsTotal)"] : parts
  }

  /// It failed because of a file, a definition or the rows themselves: a rerun meets the same until somebody mends that.
  package var needsMending: Bool { error?.needsMending ?? false }

  /// It failed, and neither did a later one make that good nor somebody say that it is done.
  package var isOpenFailure: Bool {
    !isRunning && status != .succeeded && repairedBy == nil && markedBy == nil
  }

  /// Seconds it took, or has taken until `now`; never less than none, whatever the clocks of two processes said.
  package func seconds(now: Date) -> Double { max(0, (endedAt ?? now).timeIntervalSince(startedAt)) }
}

/// One step of an execution: a source taken in, or a table built.
package struct StepSummary: Sendable, Hashable, Identifiable {
  package var id: String { name }
  package var name: String
  package var kind: StepKind
  package var status: StepStatus
  package var startedAt: Date?
  package var endedAt: Date?
  package var flow: RowFlow
  package var duplicates: Int64
  /// Keys that met rows with different values and no order that says which is newer.
  package var conflictingKeys: Int64 = 0
  /// Rows of a change feed that got another key, and updates of keys that no row had.
  package var changedKeys: Int64 = 0
  package var unmatchedUpdates: Int64 = 0
  package var bytesWritten: Int64
  package var versionBefore: Int64?
  package var versionAfter: Int64?
  /// 0…1 while it runs, where it can be known.
  package var progress: Double?
  package var message: String?
  package var error: FailureName?
  package var cause: String?
  /// What is told beside a success, each in one sentence.
  package var warnings: [String] = []
  package var dependsOn: [String]
  package var score: Double?
  package var rulesFailed: Int
  /// Of a state of a machine; nil for a table.
  package var state: StateFacts?

  package init(name: String, kind: StepKind, status: StepStatus) {
    self.name = name
    self.kind = kind
    self.status = status
    flow = RowFlow()
    duplicates = 0
    bytesWritten = 0
    dependsOn = []
    rulesFailed = 0
  }

  package func seconds(now: Date) -> Double? { startedAt.map { max(0, (endedAt ?? now).timeIntervalSince($0)) } }
}

package struct ExecutionDetail: Sendable, Hashable {
  package var summary: ExecutionSummary
  package var steps: [StepSummary]
  /// What it was asked to do: of tables as `plan` takes it, of a machine what its first state was given.
  package var input: JSONValue?
  package init(summary: ExecutionSummary, steps: [StepSummary]) {
    self.summary = summary
    self.steps = steps
  }
}

package struct LogQuery: Sendable, Hashable {
  package var execution: String
  package var step: String?
  /// DEBUG, INFO, WARN, ERROR: this level and worse.
  package var level: LogLevel?
  package var search: String?
  package var afterID: Int64
  package var limit: Int
  package init(execution: String, step: String? = nil, level: LogLevel? = nil, afterID: Int64 = 0, limit: Int = 1000) {
    self.execution = execution
    self.step = step
    self.level = level
    self.afterID = afterID
    self.limit = limit
  }
}

package struct LogLine: Sendable, Hashable, Identifiable {
  package var id: Int64
  package var at: Date
  package var level: LogLevel
  package var step: String?
  package var message: String
  package init(id: Int64, at: Date, level: LogLevel, step: String?, message: String) {
    self.id = id
    self.at = at
    self.level = level
    self.step = step
    self.message = message
  }
}

extension ExecutionSummary {
  package var json: JSONValue {
    [
      "execution": .string(id), "pipeline": .string(pipeline), "status": .string(status.rawValue),
      "trigger": .string(trigger.rawValue), "workflow": .optional(workflow),
      "runDate": .optional(runDate?.description), "startedAt": .string(Timestamp.text(startedAt)),
      "endedAt": .optional(endedAt.map(Timestamp.text)), "error": .optional(error?.rawValue), "cause": .optional(cause),
      "rerunOf": .optional(rerunOf), "stepsDone": .int(stepsDone), "stepsFailed": .int(stepsFailed),
      "stepsStopped": .int(stepsStopped), "stepsSkipped": .int(stepsSkipped), "stepsTotal": .int(stepsTotal),
      "repairedBy": .optional(repairedBy), "markedBy": .optional(markedBy), "revision": .optional(revision),
    ]
  }
}

extension StepSummary {
  package func json(now: Date) -> JSONValue {
    [
      "name": .string(name), "kind": .string(kind.rawValue), "status": .string(status.rawValue),
      "rowsIn": .int(flow.read),
      "rowsOut": .int(flow.written), "duplicates": .int(duplicates),
      "conflictingKeys": .int(conflictingKeys), "changedKeys": .int(changedKeys),
      "unmatchedUpdates": .int(unmatchedUpdates), "rejected": .int(flow.rejected),
      "seconds": seconds(now: now).map(JSONValue.double) ?? .null, "rows": flow.json,
      "bytesWritten": .int(bytesWritten), "versionBefore": .optional(versionBefore),
      "versionAfter": .optional(versionAfter), "score": score.map(JSONValue.double) ?? .null,
      "rulesFailed": .int(rulesFailed), "message": .optional(message), "error": .optional(error?.rawValue),
      "cause": .optional(cause), "warnings": .array(warnings.map(JSONValue.string)),
      "dependsOn": .array(dependsOn.map(JSONValue.string)), "state": state?.json ?? .null,
    ]
  }
}

extension ExecutionDetail {
  /// The shape of `assay run --json`, plus what `assay runs ID --json` adds.
  package func json(now: Date) -> JSONValue {
    var object = summary.json.objectValue ?? [:]
    object["steps"] = .array(steps.map { $0.json(now: now) })
    object["input"] = input ?? .null
    return .object(object)
  }
}

extension LogLine {
  package var json: JSONValue {
    [
      "id": .int(id), "at": .string(Timestamp.text(at)), "level": .string(level.word), "step": .optional(step),
      "message": .string(message),
    ]
  }
}
