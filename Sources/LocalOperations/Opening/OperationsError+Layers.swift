import DataQuality
import DeltaLog
import Engine
import Files
import Lake
import Ledger
import Operations
import Project
import Runs
import Words

extension OperationsError {
  /// Errors of the layers below become the operator's.
  static func translated<Result>(_ body: () throws -> Result) throws(OperationsError) -> Result {
    do {
      return try body()
    } catch let error as OperationsError {
      throw error
    } catch {
      throw OperationsError(error)
    }
  }

  /// The same where somebody wrote what is asked: what is wrong in their words is theirs to mend.
  static func answered<Result>(_ body: () throws -> Result) throws(OperationsError) -> Result {
    do { return try body() } catch { throw OperationsError(asked: error) }
  }

  /// What is told of an error of the layers below to whoever wrote what was asked.
  package init(asked error: any Error) {
    switch error {
    case let error as OperationsError: self = error
    case EngineError.query(let failure) where failure.kind.isOfTheAsker: self = .invalid("\(error)")
    case EngineError.connectionInUse: self = .failed("\(error)")
    case let error as LakeError where [.tableMissing, .modelWrong].contains(error.error): self = .invalid(error.cause)
    case let error as DeltaError: self = error.isOfTheAsker ? .invalid("\(error)") : .failed("\(error)")
    case is TableNameError, is RulesetError, is TextFileError: self = .invalid("\(error)")
    case let error as JournalError where error.isOfTheAsker: self = .notFound("\(error)")
    default: self.init(error)
    }
  }

  /// What an operator is told of an error of the layers below.
  init(_ error: any Error) {
    switch error {
    case let error as EngineError: self = Self.engine(error)
    case let error as JournalError: self = .unavailable("\(error)")
    case OpenFailure.invalidProject(let problems):
      self = .failed(problems.map(\.description).joined(separator: "\n"))
    default: self = .failed(FailureReason(of: error).cause)
    }
  }

  private static func engine(_ error: EngineError) -> OperationsError {
    switch error {
    case .query: .failed("\(error)")
    default: .unavailable("\(error)")
    }
  }
}

extension QueryFailure.Kind {
  fileprivate var isOfTheAsker: Bool {
    switch self {
    case .syntax, .binder, .permission, .conversion, .other: true
    case .interrupted, .outOfMemory, .diskFull, .inputOutput, .constraint, .rowSource, .fatal: false
    }
  }
}

extension DeltaError {
  fileprivate var isOfTheAsker: Bool {
    switch self {
    case .noSuchVersion, .noVersionAt, .damaged, .gap, .unsupported: true
    default: false
    }
  }
}

extension JournalError {
  fileprivate var isOfTheAsker: Bool {
    switch self {
    case .unknownExecution, .unknownStep, .unknownSchedule: true
    default: false
    }
  }
}
