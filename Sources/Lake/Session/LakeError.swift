import DeltaLog
import Foundation
import Ledger
import Words

/// An error of a layer below that knows a step's name and wording for itself, as those of engines do.
package protocol StepFailure: Error {
  var asLakeError: LakeError { get }
}

/// What stops a step. `error` is the short name the journal and the screens show (`Assay.…`); `cause` says what happened,
/// where, and what to do about it.
package struct LakeError: NamedFailure, CustomStringConvertible {
  package let error: FailureName
  package let cause: String

  package init(_ error: FailureName, _ cause: String) {
    self.error = error
    self.cause = cause
  }

  package var description: String { cause }

  /// Gives any error of the layers below the name and the wording of a step's failure.
  package static func wrapping(_ error: any Error) -> LakeError {
    switch error {
    case let error as LakeError: error
    case let error as any StepFailure: error.asLakeError
    case let error as DeltaError: LakeError(.tableFailed, "\(error)")
    case let error as JournalError: LakeError(.journalFailed, "\(error)")
    default: LakeError(.failed, wording(error))
    }
  }

  /// Foundation's errors describe themselves by domain and number; they have words, too, and mostly a path.
  private static func wording(_ error: any Error) -> String {
    guard type(of: error) is NSError.Type || error is any CustomNSError else { return "\(error)" }
    let path = (error as NSError).userInfo[NSFilePathErrorKey] as? String
    return (path.map { "\($0): " } ?? "") + error.localizedDescription
  }
}
