import Clocks
import Foundation
import JSON
import Journal
import Lake
import Operations
import Project
import Runs

/// The operator's view and verbs over one environment on this machine: reads the journal, asks the lake where figures come
/// from data, and starts detached workers.
package final class LocalOperations: EnvironmentOperations {
  let local: LocalEnvironment
  let launcher: WorkerLauncher
  let clockStart: Date?

  /// - Parameters:
  ///   - launcher: how workers are started; by default this program, logging beside the journal.
  ///   - clockStart: the moment a worker's clock starts at, when it is not the machine's.
  package init(_ local: LocalEnvironment, launcher: WorkerLauncher? = nil, clockStart: Date? = nil) {
    self.local = local
    self.launcher = launcher ?? WorkerLauncher(logFolder: local.workspace.statePath + "/logs")
    self.clockStart = clockStart
  }

  var journal: Journal { local.journal }
  var project: ProjectDefinition { local.project }

  package var identity: EnvironmentIdentity {
    EnvironmentIdentity(
      project: project.name, environment: project.environment.name, isProtected: project.environment.isProtected,
      engine: "DuckDB " + EngineVersion.pinned, account: "this machine")
  }

  package func changeToken() throws -> Int64 { try translated { try journal.dataVersion() } }

  package func executions(_ query: ExecutionQuery) throws -> [ExecutionSummary] {
    try translated {
      try ExecutionStarter.endLost(journal)
      let filter = ExecutionFilter(
        status: try query.status.map(Self.status), before: query.before.map { ExecutionID($0) })
      return try journal.executions(filter, limit: query.limit).map { try summary($0) }
    }
  }

  private static func status(_ text: String) throws(OperationsError) -> ExecutionStatus {
    guard let status = ExecutionStatus(rawValue: text.uppercased()) else {
      let known = ExecutionStatus.allCases.map(\.rawValue).joined(separator: ", ")
      throw .notFound("there is no status “\(text)”; there are \(known)")
    }
    return status
  }

  package func execution(_ id: String) throws -> ExecutionDetail {
    try translated {
      try ExecutionStarter.endLost(journal)
      let record = try existing(id)
      let qualities = Dictionary(
        try journal.qualities(of: record.id).map { ($0.quality.table, $0.quality) }, uniquingKeysWith: { $1 })
      let steps = try journal.steps(of: record.id).map { StepSummary($0, quality: qualities[$0.name]) }
      return ExecutionDetail(summary: try summary(record), steps: steps)
    }
  }

  func existing(_ id: String) throws -> ExecutionRecord {
    guard let record = try journal.execution(ExecutionID(id)) else {
      throw OperationsError.notFound("there is no execution \(id); `assay runs` lists them")
    }
    return record
  }

  func summary(_ record: ExecutionRecord) throws -> ExecutionSummary {
    ExecutionSummary(record, steps: try journal.steps(of: record.id))
  }

  package func logs(_ query: LogQuery) throws -> [LogLine] {
    try translated {
      let filter = LogFilter(
        execution: ExecutionID(query.execution), step: query.step, minimumLevel: try query.level.map(Self.level),
        search: query.search)
      return try journal.logs(filter, after: query.afterID, limit: query.limit).map(LogLine.init)
    }
  }

  private static func level(_ text: String) throws(OperationsError) -> LogLevel {
    let wanted = text.lowercased()
    guard let level = LogLevel.allCases.first(where: { $0.description.hasPrefix(wanted.prefix(4)) }) else {
      throw .notFound("there is no level “\(text)”; there are DEBUG, INFO, WARN, ERROR")
    }
    return level
  }

  package func stop(execution: String) throws {
    try translated {
      let record = try existing(execution)
      guard try journal.requestStop(record.id) else {
        throw OperationsError.refused("\(execution) is not running: it is \(record.status.rawValue)")
      }
      try journal.recordAudit(NewAudit(actor: NSUserName(), action: "stop", target: execution))
    }
  }

  /// Errors of the layers below become the operator's.
  func translated<Result>(_ body: () throws -> Result) throws(OperationsError) -> Result {
    do {
      return try body()
    } catch let error as OperationsError {
      throw error
    } catch {
      throw OperationsError(error)
    }
  }
}
