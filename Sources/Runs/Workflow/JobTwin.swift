import Clocks
import Foundation
import JSON
import Ledger
import Lake
import Processes
import Project
import StatesLanguage
import Words

/// The twin of Glue's jobs and of DMS' tasks: a run of tables, as an execution beside the workflow's own.
///
/// A job is named as `JobTables` says.
struct JobTwin: TaskTwin {
  let place: TwinPlace
  /// Two that start one job at once: one of them is too many.
  private let starting = NSLock()

  func perform(_ task: StateTask) throws -> JSONValue {
    switch task.action {
    case "startJobRun": try startJobRun(task)
    case "getJobRun": try ["JobRun": jobRun(try existing(try task.text("RunId"), "Glue.EntityNotFoundException"))]
    case "startReplicationTask": try startReplication(task)
    default: throw TaskTwins.missing(task)
    }
  }

  private func startJobRun(_ task: StateTask) throws -> JSONValue {
    let job = try task.text("JobName")
    let tables = try tables(of: job)
    let record = try start(job, tables, task, busy: "Glue.ConcurrentRunsExceededException")
    task.note(["execution": .string(record.id.rawValue)])
    guard task.isJob else { return ["JobRunId": .string(Self.runID(record.id))] }
    task.submitted(["JobRunId": .string(Self.runID(record.id))])
    place.slots.wait()
    defer { place.slots.signal() }
    if record.status == .running, record.worker == nil { try place.starter.launch(record.id) }
    let ended = try place.wait(for: record.id, task)
    let run = try jobRun(ended)
    guard ended.status == .succeeded else { throw StateFailure(error: "States.TaskFailed", cause: run.text) }
    return run
  }

  private func startReplication(_ task: StateTask) throws -> JSONValue {
    let arn = try task.text("ReplicationTaskArn")
    let source = String(arn.split(separator: ":").last ?? "")
    guard let found = place.workspace.project.source(source) else {
      throw StateFailure(
        error: "DatabaseMigration.ResourceNotFoundFault", cause: "There is no source “\(source)” (\(arn)).")
    }
    let record = try start(
      "dms \(source)", [found.table], task, busy: "DatabaseMigration.InvalidResourceStateFault")
    task.note(["execution": .string(record.id.rawValue)])
    if record.status == .running, record.worker == nil { try place.starter.launch(record.id) }
    return ["ReplicationTask": ["ReplicationTaskIdentifier": .string(source), "Status": "starting"]]
  }

  // MARK: Starting

  private func tables(of job: String) throws -> [TableName] {
    let jobs = JobTables(place.workspace.project)
    if let tables = jobs.tables(of: job) { return tables }
    throw StateFailure(
      error: "Glue.EntityNotFoundException",
      cause: "There is no job “\(job)”: a job is a table, a source, a layer, a pattern, or all\(jobs.hint(for: job)).")
  }

  /// The execution of this attempt, made now or before a kill. It has no worker yet where it is waited for.
  private func start(
    _ job: String, _ tables: [TableName], _ task: StateTask, busy: String
  ) throws -> ExecutionRecord {
    let key = "task \(task.key)"
    if let started = try place.journal.execution(startedBy: key) { return started }
    let arguments = task.input["Arguments"]?.objectValue ?? [:]
    var day = task.runDate
    if let text = arguments["--run_date"]?.stringValue {
      guard let named = CalendarDay(text) else {
        throw StateFailure(error: "Glue.InvalidInputException", cause: "--run_date is no day: “\(text)”.")
      }
      day = named
    }
    let input = RunInput(
      tables: tables, upstream: arguments["--upstream"]?.stringValue == "true",
      downstream: arguments["--downstream"]?.stringValue == "true",
      fullRefresh: arguments["--full_refresh"]?.stringValue == "true", runDate: day)
    var json = input.json.objectValue ?? [:]
    json["job"] = .string(job)
    json["arguments"] = .object(arguments)
    starting.lock()
    defer { starting.unlock() }
    try place.starter.endLost()
    if let other = try place.journal.executions(.init(status: .running), limit: 10_000)
      .first(where: { $0.input["job"]?.stringValue == job })
    {
      throw StateFailure(error: busy, cause: "Concurrent runs exceeded for \(job): \(other.id) is running.")
    }
    let new = NewExecution(
      pipeline: place.workspace.project.name, environment: place.workspace.environment.name,
      trigger: .workflow(task.execution.rawValue), runDate: day, input: .object(json), host: ProcessIdentity.host,
      idempotencyKey: key)
    return task.isJob ? try place.journal.createExecution(new, by: nil) : try place.start(new)
  }

  // MARK: Telling

  private static func runID(_ id: ExecutionID) -> String { "jr_\(id)" }

  private func existing(_ run: String, _ missing: String) throws -> ExecutionRecord {
    let id = ExecutionID(run.hasPrefix("jr_") ? String(run.dropFirst(3)) : run)
    guard let record = try place.journal.execution(id) else {
      throw StateFailure(error: missing, cause: "There is no job run \(run).")
    }
    return record
  }

  private func jobRun(_ record: ExecutionRecord) throws -> JSONValue {
    let steps = try place.journal.steps(of: record.id)
    let end = record.endedAt ?? place.workspace.clock.now()
    return [
      "Id": .string(Self.runID(record.id)), "Attempt": 0, "JobName": record.input["job"] ?? .null,
      "JobRunState": .string(Self.state(record)), "StartedOn": .string(Timestamp.text(record.startedAt)),
      "CompletedOn": .optional(record.endedAt.map(Timestamp.text)),
      "ExecutionTime": .int(Int(max(0, end.timeIntervalSince(record.startedAt)))),
      "Arguments": record.input["arguments"] ?? [:], "ErrorMessage": .optional(record.cause),
      "RowsWritten": .int(steps.reduce(Int64(0)) { $0 &+ $1.counts.inserted &+ $1.counts.updated }),
      "RowsRejected": .int(steps.reduce(Int64(0)) { $0 &+ $1.counts.rejected }),
    ]
  }

  private static func state(_ record: ExecutionRecord) -> String {
    switch record.status {
    case .running: record.worker == nil ? "WAITING" : record.stopRequestedAt == nil ? "RUNNING" : "STOPPING"
    case .succeeded: "SUCCEEDED"
    case .failed: "FAILED"
    case .timedOut: "TIMEOUT"
    case .aborted: "STOPPED"
    }
  }
}
