import Credentials
import Web

/// One call of a service.
package struct SignedCall {
  /// What is asked, of the service as it is in a region; unsigned.
  let request: (_ region: String) -> WebRequest
  /// What an answer means.
  let judge: (WebAnswer) -> CallVerdict
  /// Whether it may be asked again where nobody knows whether it was done.
  let isRepeatable: Bool

  package init(
    isRepeatable: Bool = true, request: @escaping (_ region: String) -> WebRequest,
    judge: @escaping (WebAnswer) -> CallVerdict
  ) {
    (self.request, self.judge, self.isRepeatable) = (request, judge, isRepeatable)
  }
}

/// What an answer means for whoever asked.
package enum CallVerdict: Sendable, Hashable {
  case done
  case refused
  /// The request's time is too far from the service's.
  case skewed
  /// The key is over, or not known.
  case expired
  /// Asked in the wrong region; nil where the answer names no other.
  case elsewhere(region: String?)
  /// Nothing was done, for there is too much to do.
  case throttled(code: String)
  /// It broke while it was done, or before.
  case broken(code: String)
}

/// Why there is no answer that is a success.
package enum CallFailure: Error, Sendable, Hashable {
  case refused(WebAnswer)
  /// The service has too much to do, or a fault, and went on having it.
  case busy(code: String, attempts: Int)
  case unanswered(WebFailure)
  case credentials(CredentialFailure)
}
