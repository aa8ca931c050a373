import Clocks
import Foundation
import JSON
import Ledger
import Operations
import Processes
import Project
import Runs
import Watch
import Words

/// The operator's view and verbs over one environment on this machine: reads the journal, asks the lake where figures come
/// from data, and starts detached workers.
package final class LocalOperations: EnvironmentOperations {
  let local: LocalEnvironment
  let reader: any LakeReader
  let launcher: WorkerLauncher
  let clockStart: Date?
  let isWanted: @Sendable () -> Bool

  /// - Parameters:
  ///   - reader: who reads the tables; by default an engine in this process, loaded when first needed.
  ///   - launcher: how workers are started; by default this program, logging beside the journal.
  ///   - clockStart: the moment a worker's clock starts at, when it is not the machine's.
  ///   - isWanted: whether answers are still waited for.
  package init(
    _ local: LocalEnvironment, reader: (any LakeReader)? = nil, launcher: WorkerLauncher? = nil,
    clockStart: Date? = nil, isWanted: @escaping @Sendable () -> Bool = { true }
  ) {
    self.local = local
    self.reader = reader ?? EngineReader(local)
    self.launcher = launcher ?? WorkerLauncher(logFolder: local.workspace.statePath + "/logs")
    self.clockStart = clockStart
    self.isWanted = isWanted
  }

  package func asked(while isWanted: @escaping @Sendable () -> Bool) -> any EnvironmentOperations {
    LocalOperations(local, reader: reader, launcher: launcher, clockStart: clockStart, isWanted: isWanted)
  }

  var journal: any RunLedger { local.journal }
  var project: ProjectDefinition { local.project }
  var liveAlarms: LiveAlarms { local.liveAlarms }

  package var identity: EnvironmentIdentity {
    EnvironmentIdentity(
      project: project.name, environment: project.environment.name, isProtected: project.environment.isProtected,
      engine: "DuckDB " + EngineVersion.pinned, account: "this machine",
      timeZone: project.timeZone)
  }

  package func changeToken() throws -> Int64 { try translated { try journal.dataVersion() } }

  package func executions(_ query: ExecutionQuery) throws -> [ExecutionSummary] {
    try translated {
      var filter = ExecutionFilter(
        status: try query.status.map(Self.status), before: query.before.map { ExecutionID($0) })
      (filter.words, filter.withoutWords) = (query.words, query.withoutWords)
      return try summaries(LostExecutions(journal).page(filter, limit: query.limit, of: journal))
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
      let lost = try LostExecutions(journal)
      let record = lost.shown(try existing(id))
      let qualities = Dictionary(
        try journal.qualities(of: record.id).map { ($0.quality.table, $0.quality) }, uniquingKeysWith: { $1 })
      let steps = try journal.steps(of: record.id).map(lost.shown).map { StepSummary($0, quality: qualities[$0.name]) }
      return ExecutionDetail(summary: try summary(record), steps: steps)
    }
  }

  func existing(_ id: String) throws -> ExecutionRecord {
    guard let record = try journal.execution(ExecutionID(id)) else {
      throw OperationsError.notFound("there is no execution \(id); `assay runs` lists them")
    }
    return record
  }

  func summary(_ record: ExecutionRecord) throws -> ExecutionSummary { try summaries([record])[0] }

  /// In the same order.
  func summaries(_ records: [ExecutionRecord]) throws -> [ExecutionSummary] {
    let counts = try journal.stepCounts(of: records.map(\.id))
    let repairs = try journal.repairs(of: records.filter { $0.status.isFinal && $0.status != .succeeded })
    return records.map { record in
      var summary = ExecutionSummary(record, steps: counts[record.id] ?? [:])
      summary.repairedBy = repairs[record.id]?.rawValue
      return summary
    }
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
      // A worker that is gone would never hear of it.
      try ExecutionStarter.endLost(journal)
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

  /// Errors of the layers below become the operator's.
  func translated<Result>(_ body: () throws -> Result) throws(OperationsError) -> Result {
    try OperationsError.translated(body)
  }
}
