import Clocks
import Foundation
import JSON

extension SchedulesReport {
  /// The shape of `assay schedule list --json`.
  package var json: JSONValue {
    [
      "asOf": .string(Timestamp.text(asOf)), "scheduler": scheduler.json,
      "schedules": .array(schedules.map(\.json)), "sources": .array(sources.map(\.json)),
    ]
  }
}

extension SourceDelivery {
  var json: JSONValue {
    [
      "name": .string(name), "state": .string(state.rawValue), "reason": .string(reason),
      "lastFile": .optional(lastFile), "lastAt": .optional(lastAt.map(Timestamp.text)),
      "waiting": .int(Int64(waiting)), "expected": .optional(expected), "hasExpected": .bool(hasExpected),
      "trouble": .optional(trouble),
    ]
  }
}

extension SchedulerSummary {
  var json: JSONValue {
    [
      "state": .string(state.rawValue), "host": .optional(host),
      "process": process.map { .int(Int64($0)) } ?? .null, "lastSign": .optional(lastSign.map(Timestamp.text)),
      "trouble": .optional(trouble),
    ]
  }
}

extension ScheduleSummary {
  var json: JSONValue {
    [
      "name": .string(name), "description": .optional(description), "expression": .string(expression),
      "timezone": .string(timeZone), "tables": .array(tables.map(JSONValue.string)), "workflow": .optional(workflow),
      "state": .string(state.rawValue), "pausedUntil": .optional(pausedUntil.map(Timestamp.text)),
      "pausedBy": .optional(pausedBy), "next": .optional(next.map(Timestamp.text)), "last": last?.json ?? .null,
      "missed": .int(Int64(missed)), "waiting": .int(Int64(waiting)),
    ]
  }
}

extension ScheduleFireSummary {
  /// One fire of `assay schedule history --json`.
  package var json: JSONValue {
    [
      "schedule": .string(schedule), "at": .string(Timestamp.text(at)), "state": .string(state.rawValue),
      "late": .bool(isLate), "count": .int(Int64(number)), "first": .string(Timestamp.text(firstAt)),
      "execution": .optional(execution), "status": .optional(executionStatus?.rawValue), "note": .optional(note),
    ]
  }
}
