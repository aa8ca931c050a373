import Clocks
import Foundation
import JSON
import Words

/// What is known when an execution begins.
package struct NewExecution: Sendable, Hashable {
  package var pipeline: String
  package var environment: String
  package var trigger: ExecutionTrigger
  package var runDate: CalendarDay?
  package var input: JSONValue
  package var host: String
  package var worker: Worker?
  package var rerunOf: ExecutionID?
  /// Nil lets the journal choose one.
  package var id: ExecutionID?
  /// What stands for this wish to start: asked again with the same key, the same execution is the answer. Nil: each time
  /// another one.
  package var idempotencyKey: String?

  package init(
    pipeline: String, environment: String, trigger: ExecutionTrigger, runDate: CalendarDay? = nil,
    input: JSONValue = [:],
    host: String = "", worker: Worker? = nil, rerunOf: ExecutionID? = nil, id: ExecutionID? = nil,
    idempotencyKey: String? = nil
  ) {
    self.pipeline = pipeline
    self.environment = environment
    self.trigger = trigger
    self.runDate = runDate
    self.input = input
    self.host = host
    self.worker = worker
    self.rerunOf = rerunOf
    self.id = id
    self.idempotencyKey = idempotencyKey
  }
}

/// One execution as the journal knows it. Moments have millisecond precision.
package struct ExecutionRecord: Sendable, Hashable, Identifiable {
  package let id: ExecutionID
  package let pipeline: String
  package let environment: String
  package let status: ExecutionStatus
  package let trigger: ExecutionTrigger
  package let runDate: CalendarDay?
  package let input: JSONValue
  package let startedAt: Date
  package let endedAt: Date?
  package let heartbeatAt: Date
  /// The machine its worker runs on, as `MachineIdentity` writes it.
  package let host: String
  /// Nil until a worker took it.
  package let worker: Worker?
  package let stopRequestedAt: Date?
  /// A name such as `Assay.WorkerLost`, and a sentence for a person.
  package let error: FailureName?
  package let cause: String?
  package let rerunOf: ExecutionID?
  package let idempotencyKey: String?
  /// Which state of the project it ran: a commit of git, with `+` where files were changed since, or a hash of the
  /// definitions; nil until a worker took it.
  package var revision: String?
  /// The hash of all its definitions.
  package var definitions: String?

  package init(
    id: ExecutionID, pipeline: String, environment: String, status: ExecutionStatus, trigger: ExecutionTrigger,
    runDate: CalendarDay?, input: JSONValue, startedAt: Date, endedAt: Date?, heartbeatAt: Date, host: String,
    worker: Worker?, stopRequestedAt: Date?, error: FailureName?, cause: String?, rerunOf: ExecutionID?,
    idempotencyKey: String?
  ) {
    self.id = id
    self.pipeline = pipeline
    self.environment = environment
    self.status = status
    self.trigger = trigger
    self.runDate = runDate
    self.input = input
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.heartbeatAt = heartbeatAt
    self.host = host
    self.worker = worker
    self.stopRequestedAt = stopRequestedAt
    self.error = error
    self.cause = cause
    self.rerunOf = rerunOf
    self.idempotencyKey = idempotencyKey
  }
}

extension ExecutionRecord {
  /// The same execution, shown as ended since it last gave a sign of life.
  package func ended(_ status: ExecutionStatus, error: FailureName, cause: String) -> ExecutionRecord {
    var record = ExecutionRecord(
      id: id, pipeline: pipeline, environment: environment, status: status, trigger: trigger, runDate: runDate,
      input: input, startedAt: startedAt, endedAt: heartbeatAt, heartbeatAt: heartbeatAt, host: host, worker: worker,
      stopRequestedAt: stopRequestedAt, error: error, cause: cause, rerunOf: rerunOf,
      idempotencyKey: idempotencyKey)
    (record.revision, record.definitions) = (revision, definitions)
    return record
  }

  /// Whether a wish to start is the one that it was started by.
  package func isAsked(by new: NewExecution) -> Bool {
    (pipeline, environment, runDate, rerunOf) == (new.pipeline, new.environment, new.runDate, new.rerunOf)
      && input == new.input
  }
}

/// Which executions to list. Every condition that is set must hold.
package struct ExecutionFilter: Sendable, Hashable {
  package var status: ExecutionStatus?
  package var pipeline: String?
  package var runDate: CalendarDay?
  package var rerunOf: ExecutionID?
  /// Started at this moment or later.
  package var since: Date?
  /// Parts of the id, status, trigger, workflow, error or cause, each of which must be there; ASCII letters match in either case.
  package var words: [String] = []
  /// Of these none may be there.
  package var withoutWords: [String] = []
  /// Older than this execution: the last one of the page before. One that retention removed has nothing before it.
  package var before: ExecutionID?

  package init(
    status: ExecutionStatus? = nil, pipeline: String? = nil, runDate: CalendarDay? = nil, rerunOf: ExecutionID? = nil,
    since: Date? = nil, before: ExecutionID? = nil
  ) {
    self.status = status
    self.pipeline = pipeline
    self.runDate = runDate
    self.rerunOf = rerunOf
    self.since = since
    self.before = before
  }
}
