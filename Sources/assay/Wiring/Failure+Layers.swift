import DataQuality
import DeltaLog
import Engine
import Lake
import Ledger
import LocalOperations
import Metrics
import Operations
import Project
import Words

extension Failure {
  /// The wording and the exit code of every error of the layers below.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as OperationsError: self.init(Self.status(error), error.description)
    case EngineError.query(let failure) where failure.kind == .interrupted: self.init(.interrupted, "\(error)")
    case is EngineError, is LakeError, is DeltaError, is JournalError, is TableNameError:
      self.init(OperationsError(asked: error))
    case let error as any NamedFailure: self.init(.bad, error.cause)
    case let error as SecretError: self.init(.missing, error.description)
    case let error as RulesetError: self.init(.usage, error.description)
    case let error as DatapointError: self.init(.usage, error.description)
    case OpenFailure.invalidProject(let problems): self = Self.invalid(problems)
    default: self.init(.bad, "\(error)")
    }
  }

  private static func invalid(_ problems: [Problem]) -> Failure {
    let errors = problems.filter { $0.severity == .error }.map(\.description)
    return .usage(
      (["the project cannot be used; all that is wrong with it: assay validate"] + errors).joined(separator: "\n"))
  }

  private static func status(_ error: OperationsError) -> ExitStatus {
    switch error {
    case .notFound, .invalid, .notAvailable: .usage
    case .unavailable, .missing: .missing
    case .refused, .failed: .bad
    }
  }
}
