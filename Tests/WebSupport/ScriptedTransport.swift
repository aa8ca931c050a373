import Synchronization
import Web

/// Answers by a function, and keeps what was asked.
package final class ScriptedTransport: WebTransport {
  package typealias Answering = @Sendable (WebRequest) throws(WebFailure) -> WebAnswer

  private let asked = Mutex<[WebRequest]>([])
  private let answering: Answering

  package init(_ answering: @escaping Answering) { self.answering = answering }

  /// Nobody is there.
  package convenience init() {
    self.init { (request) throws(WebFailure) in throw WebFailure(.unreachable, request.address) }
  }

  package var requests: [WebRequest] { asked.withLock { $0 } }

  package func send(_ request: WebRequest, into sink: WebSink?) throws(WebFailure) -> WebAnswer {
    asked.withLock { $0.append(request) }
    var answer = try answering(request)
    guard let sink, answer.isSuccess else { return answer }
    do { try sink(answer.body) } catch { throw WebFailure(.notKept, request.address, detail: "\(error)") }
    answer.body = []
    return answer
  }
}
