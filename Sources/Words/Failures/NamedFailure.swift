import Foundation

/// What ends a step or an execution badly: a name that a machine can match, and a sentence for a person that says what
/// happened, where, and what to do about it.
///
/// Each layer's errors are told as such once, beside their type (a library's own errors beside what uses it); all others
/// ask `FailureReason(of:)`.
package protocol NamedFailure: Error {
  var error: FailureName { get }
  var cause: String { get }
}

/// The two as values, when the error itself is gone.
package struct FailureReason: NamedFailure, Hashable {
  package let error: FailureName
  package let cause: String

  package init(_ error: FailureName, _ cause: String) {
    self.error = error
    self.cause = cause
  }

  package init(_ failure: any NamedFailure) { self.init(failure.error, failure.cause) }

  /// The one place where any error gets its name and its wording, in a step as in planning.
  package init(of error: any Error) {
    if let failure = error as? any NamedFailure {
      self.init(failure)
    } else {
      self.init(.failed, Self.wording(error))
    }
  }

  /// Foundation's errors describe themselves by domain and number; they have words, too, and mostly a path.
  private static func wording(_ error: any Error) -> String {
    guard type(of: error) is NSError.Type || error is any CustomNSError else { return "\(error)" }
    let path = (error as NSError).userInfo[NSFilePathErrorKey] as? String
    return (path.map { "\($0): " } ?? "") + error.localizedDescription
  }
}
