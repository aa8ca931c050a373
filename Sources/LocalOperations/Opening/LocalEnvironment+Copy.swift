import Deliveries
import Lake
import Ledger
import Operations
import Tables
import Words

extension LocalOperations: LakeCopying {
  package func copyLake(into target: any EnvironmentOperations) throws -> CopiedLake {
    guard let target = target as? LocalOperations else {
      throw OperationsError.refused("a lake of this machine is copied into an environment of this machine")
    }
    return try local.copyLake(into: target.local)
  }
}

extension LocalEnvironment {
  /// Copies this environment's lake, with its versions, into another's that is empty.
  fileprivate func copyLake(into target: LocalEnvironment) throws(OperationsError) -> CopiedLake {
    try OperationsError.translated {
      for local in [self, target] { try local.requireQuiet() }
      let outcome = try LakeCopy(from: workspace, to: target.workspace, reporter: QuietReporter()).run()
      try target.learnFromLake()
      return CopiedLake(
        tables: outcome.tables, files: outcome.files, bytes: outcome.bytes, there: outcome.there)
    }
  }

  /// What was loaded is known at once, so that a plan counts no file as new that the copy holds. Of tables the next run learns.
  private func learnFromLake() throws {
    let agreement = LakeAgreement(session: try session(), execution: ExecutionID("lake"))
    try agreement.run(ingested: []) { _ in QuietReporter() }
  }

  /// What is written meanwhile would be half in the copy.
  private func requireQuiet() throws {
    guard let running = try journal.executions(.init(status: .running), limit: 1).first else { return }
    throw OperationsError.failed(
      "\(running.id) runs in \(identity.environment); copy when it is over, or end it: assay stop \(running.id)")
  }
}

/// Whoever waits for a command is told its end.
private struct QuietReporter: StepReporter {
  let isStopped = false
  func log(_ level: LogLevel, _ message: String) {}
  func progress(_ fraction: Double?, _ message: String) {}
}
