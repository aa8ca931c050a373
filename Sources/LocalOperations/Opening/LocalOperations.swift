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
  let current: CurrentEnvironment
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
    current = CurrentEnvironment(local)
    self.reader = reader ?? EngineReader(local)
    self.launcher = launcher ?? WorkerLauncher(logFolder: local.workspace.statePath + "/logs")
    self.clockStart = clockStart
    self.isWanted = isWanted
  }

  /// - Parameter current: the environment as its definitions stand when it is asked.
  init(
    _ current: CurrentEnvironment, reader: any LakeReader, launcher: WorkerLauncher? = nil, clockStart: Date? = nil,
    isWanted: @escaping @Sendable () -> Bool = { true }
  ) {
    self.current = current
    self.reader = reader
    self.launcher = launcher ?? WorkerLauncher(logFolder: current.local.workspace.statePath + "/logs")
    self.clockStart = clockStart
    self.isWanted = isWanted
  }

  package func asked(while isWanted: @escaping @Sendable () -> Bool) -> LocalOperations {
    LocalOperations(current, reader: reader, launcher: launcher, clockStart: clockStart, isWanted: isWanted)
  }

  package var local: LocalEnvironment { current.local }
  var journal: any RunLedger { local.journal }
  var project: ProjectDefinition { local.project }
  var liveAlarms: LiveAlarms { local.liveAlarms }

  package var identity: EnvironmentIdentity { current.identity }

  package func now() -> Date { local.clock.now() }

  /// Also reads changed definitions anew; throws `unavailable` while they are wrong, and other answers go by those of before.
  package func changeToken() throws -> Int64 {
    if let problem = current.look() {
      throw OperationsError.unavailable("the project cannot be used as it stands: \(problem) (assay validate)")
    }
    var hasher = Hasher()
    hasher.combine(ObjectIdentifier(local))
    hasher.combine(try translated { try journal.dataVersion() })
    hasher.combine(current.lakeMark)
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
