import Engine
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
