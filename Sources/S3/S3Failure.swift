import Credentials
import Web

/// Why a call on a bucket came to nothing.
package struct S3Failure: Error, Sendable, Hashable {
  package enum Reason: Sendable, Hashable {
    case noObject
    case noBucket
    /// Something is where nothing was to be, or it is not what it was.
    case condition
    case denied(code: String, message: String)
    /// The service has too much to do, or a fault, and went on having it.
    case busy(code: String, attempts: Int)
    case refused(status: Int, code: String, message: String)
    case unanswered(WebFailure)
    case credentials(CredentialFailure)
    /// An answer that is none.
    case malformed(String)
    /// The object became another one while it was read.
    case changed
    case ignoresConditions
    /// Of several objects some stayed.
    case kept([String])
    /// A file of this machine, which is sent or written.
    case local(path: String, why: String)
  }

  package let reason: Reason
  /// As a verb: "read".
  package let operation: String
  /// `s3://bucket/key`
  package let place: String

  package init(_ reason: Reason, _ operation: String, _ place: String) {
    (self.reason, self.operation, self.place) = (reason, operation, place)
  }
}

extension S3Failure: CustomStringConvertible {
  package var description: String { "cannot \(operation) \(place): \(what)" }

  private var what: String {
    switch reason {
    case .noObject: "there is no such object"
    case .noBucket: "there is no such bucket, or it is in another account; see: aws s3 ls"
    case .condition: "something is there already, or it is not what it was"
    case .denied(let code, let message): "not allowed (\(code)\(message.isEmpty ? "" : ": \(message)"))"
    case .busy(let code, let attempts): "the service did not manage it (\(code)), asked \(attempts) times"
    case .refused(let status, let code, let message):
      [code.isEmpty ? "status \(status)" : code, message].filter { !$0.isEmpty }.joined(separator: ": ")
    case .unanswered(let failure): "\(failure)"
    case .credentials(let failure): "\(failure)"
    case .malformed(let why): "the answer cannot be understood: \(why)"
    case .changed: "it was replaced while it was read; run again"
    case .ignoresConditions:
      "this store ignores If-None-Match, so that two runs could overwrite each other's commits; keep the lake in a store that honours it"
    case .kept(let keys): "\(keys.count) objects stay, \(keys.first ?? "") among them"
    case .local(let path, let why): "\(path): \(why)"
    }
  }
}
