import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization
import Web

/// Takes one answer as it comes: into memory, or where its bytes are to go.
final class AnswerCollector: HTTPClientResponseDelegate {
  struct Failure: Error {
    let reason: WebFailure.Reason
    let detail: String
  }

  /// What is kept in memory is a page of a listing or what went wrong; objects go elsewhere.
  private static let longest = 64 << 20

  private let answer = Mutex(WebAnswer(status: 0))
  private let sink: WebSink?

  init(_ sink: WebSink?) { self.sink = sink }

  func didReceiveHead(task: HTTPClient.Task<WebAnswer>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
    answer.withLock { answer in
      answer = WebAnswer(status: Int(head.status.code))
      for (name, value) in head.headers { answer.headers.append(name, value) }
    }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(task: HTTPClient.Task<WebAnswer>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
    do {
      try take(Array(buffer.readableBytesView))
      return task.eventLoop.makeSucceededVoidFuture()
    } catch { return task.eventLoop.makeFailedFuture(error) }
  }

  private func take(_ piece: [UInt8]) throws(Failure) {
    if let sink, answer.withLock({ $0.isSuccess }) {
      do { try sink(piece) } catch { throw Failure(reason: .notKept, detail: "\(error)") }
      return
    }
    let length = answer.withLock { answer in
      answer.body += piece
      return answer.body.count
    }
    guard length <= Self.longest else { throw Failure(reason: .tooLong, detail: "over \(Self.longest) bytes") }
  }

  func didFinishRequest(task: HTTPClient.Task<WebAnswer>) -> WebAnswer { answer.withLock { $0 } }
}
