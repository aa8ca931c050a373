import Clocks
import Foundation
import Ledger
import Operations
import Processes
import Project
import Runs
import Watch
import Words

/// The operator's view and verbs over one environment on this machine: reads the journal, asks the lake where figures come
/// from data, and starts detached workers.
///
/// As of a moment that has passed it knows executions, their logs and verdicts, alarms and fires, because the journal keeps
/// when each became true. Freshness, figures and next fires are judged by what stands in the lake now: not available.
package final class LocalOperations: EnvironmentOperations {
  package let local: LocalEnvironment
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

  package func asked(while isWanted: @escaping @Sendable () -> Bool) -> LocalOperations {
    LocalOperations(local, reader: reader, launcher: launcher, clockStart: clockStart, isWanted: isWanted)
  }

  var journal: any RunLedger { local.journal }
  var project: ProjectDefinition { local.project }
  var liveAlarms: LiveAlarms { local.liveAlarms }

  package var identity: EnvironmentIdentity { local.identity }

  package func now() -> Date { local.clock.now() }

  package func changeToken() throws -> Int64 {
    var hasher = Hasher()
    hasher.combine(try translated { try journal.dataVersion() })
    hasher.combine(LakeStamp(local.workspace, tables: project.tables))
    return Int64(hasher.finalize())
  }

  /// The moment, where it has passed; nil for now.
  func past(_ asOf: Date?) -> Date? { asOf.flatMap { $0 < local.clock.now() ? $0 : nil } }

  /// For what is only known of now.
  func refusePast(_ asOf: Date?, _ reason: String) throws(OperationsError) {
    if let moment = past(asOf) { throw .notAvailable(asOf: moment, reason) }
  }

  /// Errors of the layers below become the operator's.
  func translated<Result>(_ body: () throws -> Result) throws(OperationsError) -> Result {
    try OperationsError.translated(body)
  }
}
