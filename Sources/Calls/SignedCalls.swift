import Clocks
import Credentials
import Foundation
import Signing
import Synchronization
import Web

/// Calls on a service of AWS: signed, tried again where that may help, by the service's own clock and in the region it is in.
///
/// Calls block and may be made from any thread.
package struct SignedCalls: Sendable {
  private let service: String
  private let transport: any WebTransport
  private let retries: Retries
  /// Nil asks without a signature, as for a bucket that everybody may read.
  private let keys: CurrentKeys?
  private let clock: any WallClock
  private let learnt: Learnt

  /// - Parameter service: as signatures name it: `s3`, `glue`.
  package init(
    _ service: String, region: String, keys: CurrentKeys?, transport: any WebTransport, clock: any WallClock,
    retries: Retries = Retries()
  ) {
    (self.service, self.keys, self.transport) = (service, keys, transport)
    (self.clock, self.retries) = (clock, retries)
    learnt = Learnt(region: region)
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

  /// The service's now.
  package var now: Date { clock.now().addingTimeInterval(learnt.state.withLock { $0.skew }) }

  package var region: String { learnt.state.withLock { $0.region } }
}

extension SignedCalls {
  /// The answer where it is a success; all else throws.
  package func send(_ call: SignedCall) throws(CallFailure) -> WebAnswer {
    var (attempt, corrected) = (0, Set<Correction>())
    while true {
      attempt += 1
      let key = try key()
      switch outcome(call, key, corrected) {
      case .done(let answer): return answer
      case .failed(let failure): throw failure
      case .corrected(let correction):
        corrected.insert(correction)
        if correction == .keys, let key { keys?.drop(key) }
      case .again(let failure, let asked):
        guard attempt < retries.attempts else { throw told(failure, attempt) }
        retries.wait(after: attempt, asked: asked)
      }
    }
  }

  private enum Correction { case clock, keys, region }

  private enum Outcome {
    case done(WebAnswer)
    case failed(CallFailure)
    /// Something of ours was wrong, and is right now.
    case corrected(Correction)
    case again(CallFailure, asked: Double?)
  }

  /// What calls are signed with now; nil where they are not.
  package func key() throws(CallFailure) -> AccessKey? {
    do throws(CredentialFailure) { return try keys?.current().key } catch { throw .credentials(error) }
  }

  private func told(_ failure: CallFailure, _ attempts: Int) -> CallFailure {
    if case .busy(let code, _) = failure { .busy(code: code, attempts: attempts) } else { failure }
  }

  private func outcome(_ call: SignedCall, _ key: AccessKey?, _ corrected: Set<Correction>) -> Outcome {
    do throws(WebFailure) {
      let answer = try transport.send(signed(call.request(region), key))
      return outcome(call, answer, corrected)
    } catch {
      // A connection that never came about has carried nothing.
      let mayHelp = error.isPassing && (call.isRepeatable || error.reason == .unreachable)
      return mayHelp ? .again(.unanswered(error), asked: nil) : .failed(.unanswered(error))
    }
  }

  private func signed(_ request: WebRequest, _ key: AccessKey?) -> WebRequest {
    guard let key else { return request }
    return RequestSigner(key: key, region: region, service: service).signed(request, at: now)
  }

  private func outcome(_ call: SignedCall, _ answer: WebAnswer, _ corrected: Set<Correction>) -> Outcome {
    switch call.judge(answer) {
    case .done: return .done(answer)
    case .skewed where !corrected.contains(.clock) && learnClock(answer): return .corrected(.clock)
    case .expired where !corrected.contains(.keys): return .corrected(.keys)
    case .elsewhere(let region) where !corrected.contains(.region) && learn(region: region): return .corrected(.region)
    case .refused, .skewed, .expired, .elsewhere: return .failed(.refused(answer))
    case .throttled(let code): return again(answer, code)
    case .broken(let code): return call.isRepeatable ? again(answer, code) : .failed(.busy(code: code, attempts: 1))
    }
  }

  private func again(_ answer: WebAnswer, _ code: String) -> Outcome {
    .again(.busy(code: code, attempts: 0), asked: answer.headers["Retry-After"].flatMap { Double($0) })
  }

  private func learnClock(_ answer: WebAnswer) -> Bool {
    guard let theirs = answer.headers["Date"].flatMap(WebDate.parse) else { return false }
    learnt.state.withLock { $0.skew = theirs.timeIntervalSince(clock.now()) }
    return true
  }

  private func learn(region: String?) -> Bool {
    guard let region, !region.isEmpty else { return false }
    return learnt.state.withLock { state in
      defer { state.region = region }
      return state.region != region
    }
  }
}
