import Clocks
import Credentials
import Foundation
import Signing
import Synchronization
import Web
import XML

/// Calls on one bucket: signed, tried again where that may help, with errors that say what to do.
///
/// Calls block and may be made from any thread. Bodies are whole in memory; larger objects are read and written in parts.
package struct S3Client: Sendable {
  package let bucket: Bucket
  let transport: any WebTransport
  let retries: Retries
  /// Nil asks without a signature, as for a bucket that everybody may read.
  private let keys: CurrentKeys?
  private let clock: any WallClock
  private let learnt: Learnt

  package init(
    _ bucket: Bucket, region: String?, keys: CurrentKeys?, transport: any WebTransport, clock: any WallClock,
    retries: Retries = Retries()
  ) {
    (self.bucket, self.keys, self.transport) = (bucket, keys, transport)
    (self.clock, self.retries) = (clock, retries)
    learnt = Learnt(region: region ?? "us-east-1")
  }

  /// What answers taught.
  private final class Learnt: Sendable {
    struct State {
      var region: String
      /// The service's clock less this machine's, in seconds.
      var skew: TimeInterval = 0
    }

    let state: Mutex<State>

    init(region: String) { state = Mutex(State(region: region)) }
  }

  package var now: Date { clock.now().addingTimeInterval(learnt.state.withLock { $0.skew }) }

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
    var (attempt, corrected) = (0, Set<Correction>())
    while true {
      attempt += 1
      let key = try key(call)
      switch verdict(call, key, corrected) {
      case .done(let answer): return answer
      case .failed(let reason): throw S3Failure(reason, call.operation, place(call))
      case .corrected(let correction):
        corrected.insert(correction)
        if correction == .keys, let key { keys?.drop(key) }
      case .again(let reason, let asked):
        guard attempt < retries.attempts else {
          throw S3Failure(told(reason, attempt), call.operation, place(call))
        }
        retries.wait(after: attempt, asked: asked)
      }
    }
  }

  private func verdict(_ call: S3Call, _ key: AccessKey?, _ corrected: Set<Correction>) -> Verdict {
    do throws(WebFailure) {
      return judge(try transport.send(request(call, key)), corrected)
    } catch { return error.isPassing ? .again(.unanswered(error), asked: nil) : .failed(.unanswered(error)) }
  }

  private enum Correction { case clock, keys, region }

  private enum Verdict {
    case done(WebAnswer)
    case failed(S3Failure.Reason)
    /// Something of ours was wrong, and is right now.
    case corrected(Correction)
    case again(S3Failure.Reason, asked: Double?)
  }

  private func told(_ reason: S3Failure.Reason, _ attempts: Int) -> S3Failure.Reason {
    if case .busy(let code, _) = reason { .busy(code: code, attempts: attempts) } else { reason }
  }

  private func key(_ call: S3Call) throws(S3Failure) -> AccessKey? {
    do throws(CredentialFailure) { return try keys?.current().key } catch {
      throw S3Failure(.credentials(error), call.operation, place(call))
    }
  }

  private func request(_ call: S3Call, _ key: AccessKey?) -> WebRequest {
    let region = learnt.state.withLock { $0.region }
    let address = bucket.address(call.key, query: call.query, region: region)
    var request = WebRequest(call.method, address, headers: call.headers, body: call.body)
    if let owner = bucket.owner { request.headers["x-amz-expected-bucket-owner"] = owner }
    guard let key else { return request }
    return RequestSigner(key: key, region: region, service: "s3").signed(request, at: now)
  }
}

extension S3Client {
  private func judge(_ answer: WebAnswer, _ corrected: Set<Correction>) -> Verdict {
    let error = S3Error(answer)
    if answer.isSuccess, error == nil { return .done(answer) }
    let code = error?.code ?? ""
    switch (answer.status, code) {
    case (_, "RequestTimeTooSkewed") where !corrected.contains(.clock) && learnClock(answer): return .corrected(.clock)
    case (_, "ExpiredToken"), (_, "TokenRefreshRequired"), (_, "InvalidToken"):
      if !corrected.contains(.keys) { return .corrected(.keys) }
    case (301, _), (307, _), (400, "AuthorizationHeaderMalformed"), (_, "IncorrectEndpoint"):
      if !corrected.contains(.region), learnRegion(answer, error) { return .corrected(.region) }
    case (_, "SlowDown"), (_, "Throttling"), (_, "ThrottlingException"), (_, "RequestLimitExceeded"),
      (_, "TooManyRequests"), (_, "RequestTimeout"), (409, "ConditionalRequestConflict"), (409, "OperationAborted"),
      (429, _):
      return again(answer, code)
    case (500..., _) where answer.status != 501: return again(answer, code)
    // An answer that says yes and then no: what was asked took so long that the status was sent before.
    case (200..<300, "InternalError"): return again(answer, code)
    default: break
    }
    return .failed(reason(answer, error))
  }

  private func again(_ answer: WebAnswer, _ code: String) -> Verdict {
    let asked = answer.headers["Retry-After"].flatMap { Double($0) }
    let name = code.isEmpty ? "status \(answer.status)" : code
    return .again(.busy(code: name, attempts: 0), asked: asked)
  }

  private func reason(_ answer: WebAnswer, _ error: S3Error?) -> S3Failure.Reason {
    let (code, message) = (error?.code ?? "", error?.message ?? "")
    switch (answer.status, code) {
    case (_, "NoSuchBucket"): return .noBucket
    case (404, "NoSuchKey"), (404, ""), (404, "NotFound"): return .noObject
    case (412, _), (304, _): return .condition
    case (401, _), (403, _): return .denied(code: code.isEmpty ? "status \(answer.status)" : code, message: message)
    default: return .refused(status: answer.status, code: code, message: message)
    }
  }

  private func learnClock(_ answer: WebAnswer) -> Bool {
    guard let theirs = answer.headers["Date"].flatMap(WebDate.parse) else { return false }
    learnt.state.withLock { $0.skew = theirs.timeIntervalSince(clock.now()) }
    return true
  }

  private func learnRegion(_ answer: WebAnswer, _ error: S3Error?) -> Bool {
    guard let region = answer.headers["x-amz-bucket-region"] ?? error?.region, !region.isEmpty else { return false }
    return learnt.state.withLock { state in
      defer { state.region = region }
      return state.region != region
    }
  }
}
