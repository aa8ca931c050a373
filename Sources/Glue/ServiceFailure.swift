import Credentials
import Web

/// Why a call of a service came to nothing, and what to do about it.
package struct ServiceFailure: Error, Sendable, Hashable {
  package enum Reason: Sendable, Hashable {
    case refused(ServiceError)
    /// The service has too much to do, or a fault, and went on having it.
    case busy(code: String, attempts: Int)
    case unanswered(WebFailure)
    case credentials(CredentialFailure)
    /// An answer that is none.
    case malformed(String)
  }

  package let reason: Reason
  /// `start the Glue job nightly`
  package let purpose: String
  /// As IAM names it: `glue:StartJobRun`.
  package let action: String
  package let region: String

  init(_ reason: Reason, _ purpose: String, action: String, region: String) {
    (self.reason, self.purpose, self.action, self.region) = (reason, purpose, action, region)
  }

  /// The service's name for it; nil where it did not come to an answer.
  package var code: String? { if case .refused(let error) = reason { error.code } else { nil } }

  /// Whether what was asked may have been done all the same.
  package var isDoubtful: Bool {
    switch reason {
    case .busy, .malformed: true
    case .unanswered(let failure): failure.isPassing
    case .refused, .credentials: false
    }
  }
}

extension ServiceFailure: CustomStringConvertible {
  package var description: String { "cannot \(purpose): \(what)" }

  private var what: String {
    switch reason {
    case .refused(let error): Self.words(of: error, action, region)
    case .busy(let code, let attempts):
      "the service did not manage it (\(code)), asked \(attempts == 1 ? "once" : "\(attempts) times")"
    case .unanswered(let failure): "\(failure)"
    case .credentials(let failure): "\(failure)"
    case .malformed(let why): "the answer cannot be understood: \(why)"
    }
  }

  private static func words(of error: ServiceError, _ action: String, _ region: String) -> String {
    let message = error.message.isEmpty ? "" : ": \(error.message)"
    switch error.code {
    case "AccessDeniedException", "AccessDenied":
      return "not allowed (\(error.code)\(message)); whoever runs assay needs the permission \(action)"
    case "EntityNotFoundException", "ResourceNotFoundException": return "there is none in \(region)\(message)"
    case "ConcurrentRunsExceededException":
      return """
        it runs as often at a time as it may; wait until the other run is over, or raise the job's Maximum concurrency \
        (ExecutionProperty, MaxConcurrentRuns)
        """
    case "ResourceNumberLimitExceededException":
      return "the account has used up a quota of Glue\(message); wait, or take fewer workers (workers)"
    case let code where ServiceError.expired.contains(code):
      return "the credentials are over, or not known (\(code)\(message)); renew them, as with: aws sso login"
    case "InvalidSignatureException", "SignatureDoesNotMatch", "IncompleteSignatureException":
      return "the credentials do not fit (\(error.code)\(message)); see: aws sts get-caller-identity"
    case "": return "status \(error.status), and no reason that can be read"
    default: return error.code + message
    }
  }
}
