import Clocks
import Foundation
import Ledger
import Operations
import Processes
import Project
import Runs
import Words

extension LocalOperations: RunOperations {
  package func start(_ request: RunRequest) throws -> String {
    try translated {
      // A worker would look for its execution in the journal that stands there now.
      _ = try journal.dataVersion()
      // A missing engine is told now, not by a worker that nobody looks at; and it is looked for, not loaded.
      try local.findEngine()
      let input = try RunInput(request)
      return try starter.start(
        input, trigger: request.trigger, rerunOf: request.rerunOf.map { ExecutionID($0) }, by: NSUserName()
      ).rawValue
    }
  }

  package func stop(execution: String) throws {
    try translated {
      // A worker that is gone would never hear of it.
      try ExecutionStarter.endLost(journal, in: local.workspace, by: launcher)
      let record = try existing(execution)
      if try HungWorker.end(record, journal, now: local.clock.now()) {
        return try journal.recordAudit(NewAudit(actor: NSUserName(), action: "stop", target: execution))
      }
      guard try journal.requestStop(record.id) else {
        throw OperationsError.refused("\(execution) is not running: it is \(record.status.rawValue)")
      }
      try journal.recordAudit(NewAudit(actor: NSUserName(), action: "stop", target: execution))
    }
  }

  /// Who makes executions of this environment and starts their workers.
  package var starter: ExecutionStarter {
    ExecutionStarter(workspace: local.workspace, journal: journal, launcher: launcher, clockStart: clockStart)
  }

  package func start(_ request: WorkflowRequest) throws -> String {
    try translated {
      _ = try journal.dataVersion()
      let input = WorkflowInput(workflow: request.workflow, input: request.input, name: request.name)
      do {
        return try starter.start(input, trigger: .manual, by: NSUserName()).id.rawValue
      } catch let error as RunError {
        let text = "\(error.error): \(error.cause)"
        throw error.error == .notFound ? OperationsError.notFound(text) : .refused(text)
      }
    }
  }

  package func tables(named names: [String]) throws -> [String] {
    try names.map { try project.table(named: $0).description }
  }

  package func workerEnded(of execution: String, status: Int32) throws {
    try translated {
      let record = try existing(execution)
      guard record.workflow == nil else {
        // A state machine's execution gets another worker, which goes on where this one was.
        if record.status == .running, ProcessIdentity.sign(of: record) == .dead { try starter.launch(record.id) }
        return
      }
      try ExecutionStarter.endLost(journal, in: local.workspace, by: launcher)
      guard try existing(execution).status == .running else { return }
      // It never came to begin.
      let how = status & 0x7F == 0 ? "with status \(status >> 8 & 0xFF)" : "by signal \(status & 0x7F)"
      let log = "\(local.workspace.statePath)/logs/worker-\(execution).log"
      try journal.finishExecution(
        record.id, as: .failed, error: .workerLost, cause: "the worker ended \(how) before it began; see \(log)")
    }
  }

  /// Goes on with an execution that ended without success. Throws `RunError` as `ExecutionStarter.redrive` does.
  package func redrive(_ execution: String) throws -> String {
    _ = try journal.dataVersion()
    return try starter.redrive(ExecutionID(execution), by: NSUserName()).id.rawValue
  }

  package func rerunRequest(of execution: String) throws -> RunRequest {
    try translated {
      let record = try existing(execution)
      if let workflow = record.workflow {
        throw OperationsError.refused("\(execution) is one of the workflow \(workflow): assay run \(workflow)")
      }
      let input = try RunInput(json: record.input)
      return RunRequest(
        tables: input.tables.map(\.description), upstream: input.upstream, downstream: input.downstream,
        fullRefresh: input.fullRefresh, runDate: record.runDate, trigger: .rerun, rerunOf: execution)
    }
  }
}

extension RunInput {
  init(_ request: RunRequest) throws {
    self.init(
      tables: try request.tables.map(TableName.init(parsing:)), upstream: request.upstream,
      downstream: request.downstream, fullRefresh: request.fullRefresh, runDate: request.runDate)
  }
}
