import Calls
import Credentials
import JSON
import Web

/// A service that speaks AWS's JSON 1.1: each call is a POST with a JSON object, named in a header.
///
/// Calls block and may be made from any thread.
package struct JSONService: Sendable {
  private let calls: SignedCalls
  /// Where somebody else than AWS is it.
  private let endpoint: WebAddress?
  /// What its address begins with, and IAM calls it: `glue`.
  private let name: String
  /// What operations are named with: `AWSGlue`.
  private let target: String

  package init(_ name: String, target: String, endpoint: WebAddress?, calls: SignedCalls) {
    (self.name, self.target, self.endpoint, self.calls) = (name, target, endpoint, calls)
  }

  package var region: String { calls.region }

  /// - Parameters:
  ///   - purpose: what cannot be done where it fails, in words: `start the Glue job nightly`.
  ///   - isRepeatable: whether it may be asked again where nobody knows whether it was done.
  package func call(
    _ operation: String, _ body: JSONValue, to purpose: String, isRepeatable: Bool = true
  ) throws(ServiceFailure) -> JSONValue {
    func failure(_ reason: ServiceFailure.Reason) -> ServiceFailure {
      ServiceFailure(reason, purpose, action: "\(name):\(operation)", region: region)
    }
    let answer: WebAnswer
    do throws(CallFailure) {
      answer = try calls.send(
        SignedCall(isRepeatable: isRepeatable, request: { request(operation, body, $0) }, judge: Self.verdict))
    } catch {
      switch error {
      case .refused(let answer): throw failure(.refused(ServiceError(answer)))
      case .busy(let code, let attempts): throw failure(.busy(code: code, attempts: attempts))
      case .unanswered(let why): throw failure(.unanswered(why))
      case .credentials(let why): throw failure(.credentials(why))
      }
    }
    if answer.body.isEmpty { return [:] }
    do throws(JSONError) { return try JSONValue(parsing: answer.body) } catch { throw failure(.malformed("\(error)")) }
  }

  private func request(_ operation: String, _ body: JSONValue, _ region: String) -> WebRequest {
    let address = endpoint ?? WebAddress(host: "\(name).\(region).\(Partition.domain(of: region))")
    return WebRequest(
      "POST", address,
      headers: ["Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "\(target).\(operation)"],
      body: Array(body.text.utf8))
  }

  private static func verdict(_ answer: WebAnswer) -> CallVerdict {
    if answer.isSuccess { return .done }
    let error = ServiceError(answer)
    switch error.code {
    case "RequestTimeTooSkewed", "RequestExpired": return .skewed
    // The same name for a clock that is wrong and a key that is.
    case "InvalidSignatureException" where error.message.hasPrefix("Signature "): return .skewed
    case let code where ServiceError.expired.contains(code): return .expired
    case let code where throttling.contains(code): return .throttled(code: code)
    default: break
    }
    if answer.status == 429 { return .throttled(code: error.name) }
    return answer.status >= 500 && answer.status != 501 ? .broken(code: error.name) : .refused
  }

  private static let throttling: Set = [
    "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException",
    "TooManyRequestsException", "RequestLimitExceeded", "ProvisionedThroughputExceededException", "SlowDown",
    "LimitExceededException", "BandwidthLimitExceeded", "PriorRequestNotComplete",
  ]
}
