import Calls
import Clocks
import Credentials
import Foundation
import Signing
import Web

/// Calls on one bucket: signed, tried again where that may help, with errors that say what to do.
///
/// Calls block and may be made from any thread. Bodies are whole in memory; larger objects are read and written in parts.
package struct S3Client: Sendable {
  package let bucket: Bucket
  private let calls: SignedCalls

  package init(
    _ bucket: Bucket, region: String?, keys: CurrentKeys?, transport: any WebTransport, clock: any WallClock,
    retries: Retries = Retries()
  ) {
    self.bucket = bucket
    calls = SignedCalls(
      "s3", region: region ?? "us-east-1", keys: keys, transport: transport, clock: clock, retries: retries)
  }

  package var now: Date { calls.now }
  /// Where the bucket is, as far as its answers told.
  package var region: String { calls.region }

  /// What calls are signed with now; nil where they are not.
  package func key() throws(S3Failure) -> AccessKey? {
    do throws(CallFailure) { return try calls.key() } catch { throw S3Failure(Self.reason(error), "read", place("")) }
  }

  func place(_ key: String) -> String { "s3://\(bucket.name)/\(key)" }
  func place(_ call: S3Call) -> String { place(call.subject ?? call.key) }
}

/// One call: what is asked, and how it is named in an error.
struct S3Call {
  var method: String
  var key: String
  var query: [(String, String)] = []
  var headers: WebHeaders = [:]
  var body: [UInt8] = []
  var operation: String
  /// What an error names in place of the key.
  var subject: String?
}

extension S3Client {
  /// Answers that are successes; all else throws.
  func send(_ call: S3Call) throws(S3Failure) -> WebAnswer {
    do throws(CallFailure) {
      return try calls.send(
        SignedCall { region in
          request(call, region)
        } judge: {
          Self.verdict($0)
        })
    } catch { throw S3Failure(Self.reason(error), call.operation, place(call)) }
  }

  private func request(_ call: S3Call, _ region: String) -> WebRequest {
    let address = bucket.address(call.key, query: call.query, region: region)
    var request = WebRequest(call.method, address, headers: call.headers, body: call.body)
    if let owner = bucket.owner { request.headers["x-amz-expected-bucket-owner"] = owner }
    return request
  }

  private static func verdict(_ answer: WebAnswer) -> CallVerdict {
    let error = S3Error(answer)
    if answer.isSuccess, error == nil { return .done }
    let code = error?.code ?? ""
    let told = code.isEmpty ? "status \(answer.status)" : code
    switch (answer.status, code) {
    case (_, "RequestTimeTooSkewed"): return .skewed
    case (_, "ExpiredToken"), (_, "TokenRefreshRequired"), (_, "InvalidToken"): return .expired
    case (301, _), (307, _), (400, "AuthorizationHeaderMalformed"), (_, "IncorrectEndpoint"):
      return .elsewhere(region: answer.headers["x-amz-bucket-region"] ?? error?.region)
    case (_, "SlowDown"), (_, "Throttling"), (_, "ThrottlingException"), (_, "RequestLimitExceeded"),
      (_, "TooManyRequests"), (_, "RequestTimeout"), (409, "ConditionalRequestConflict"), (409, "OperationAborted"),
      (429, _):
      return .throttled(code: told)
    case (500..., _) where answer.status != 501: return .broken(code: told)
    // An answer that says yes and then no: what was asked took so long that the status was sent before.
    case (200..<300, "InternalError"): return .broken(code: told)
    default: return .refused
    }
  }

  private static func reason(_ failure: CallFailure) -> S3Failure.Reason {
    switch failure {
    case .refused(let answer): refusal(answer)
    case .busy(let code, let attempts): .busy(code: code, attempts: attempts)
    case .unanswered(let failure): .unanswered(failure)
    case .credentials(let failure): .credentials(failure)
    }
  }

  private static func refusal(_ answer: WebAnswer) -> S3Failure.Reason {
    let error = S3Error(answer)
    let (code, message) = (error?.code ?? "", error?.message ?? "")
    switch (answer.status, code) {
    case (_, "NoSuchBucket"): return .noBucket
    case (404, "NoSuchKey"), (404, ""), (404, "NotFound"): return .noObject
    case (412, _), (304, _): return .condition
    case (401, _), (403, _): return .denied(code: code.isEmpty ? "status \(answer.status)" : code, message: message)
    default: return .refused(status: answer.status, code: code, message: message)
    }
  }
}
