import Calls
import Clocks
import Credentials
import Foundation
import Hashes
import S3
import Signing
import Synchronization
import Web
import WebSupport
import XML

/// A bucket's service in memory: it checks every signature, honours conditions, and fails as it is told to.
package final class S3Service: WebTransport {
  package struct Object: Sendable, Hashable {
    package var bytes: [UInt8]
    package var metadata: [String: String] = [:]
    package var headers: [String: String] = [:]
    package var modified: Date

    package init(
      bytes: [UInt8], metadata: [String: String] = [:], headers: [String: String] = [:], modified: Date
    ) {
      (self.bytes, self.metadata, self.headers, self.modified) = (bytes, metadata, headers, modified)
    }
  }

  package struct Upload: Sendable {
    package let key: String
    let metadata: [String: String]
    let begun: Date
    var parts: [Int: [UInt8]] = [:]
  }

  package struct State: Sendable {
    package var objects: [String: Object] = [:]
    package var uploads: [String: Upload] = [:]
    package var requests: [WebRequest] = []
    /// Bytes of objects that were given away, by their keys.
    package var given: [String: Int] = [:]
    var folder: BucketFolder?
    package var honoursConditions = true
    package var pageSize = 1000
    /// The service's clock less the caller's.
    package var skew: TimeInterval = 0
    package var region = "us-east-1"
    package var key = S3Service.key

    package init(
      honoursConditions: Bool = true, pageSize: Int = 1000, skew: TimeInterval = 0, region: String = "us-east-1"
    ) {
      (self.honoursConditions, self.pageSize) = (honoursConditions, pageSize)
      (self.skew, self.region) = (skew, region)
    }

    /// From now on the objects are files of a folder, too, where others find them and leave theirs.
    package mutating func keep(in folder: String) { self.folder = BucketFolder(folder) }
  }

  package static let key = AccessKey(id: "AKIDTEST", secret: Secret("test/secret+key"))
  package static let bucket = "lake.bucket"

  package let state: Mutex<State>
  private let clock: any WallClock
  private let fault: @Sendable (Int, WebRequest) -> ServiceFault?

  /// - Parameter fault: what a request meets; nil lets it in. The number counts requests from 1.
  package init(
    _ state: State = State(), clock: any WallClock = SystemClock(),
    fault: @escaping @Sendable (Int, WebRequest) -> ServiceFault? = { _, _ in nil }
  ) {
    self.state = Mutex(state)
    (self.clock, self.fault) = (clock, fault)
  }

  /// An upload in parts that somebody began and never ended.
  package func leaveUpload(_ key: String, begun: Date) {
    state.withLock { $0.uploads["left-\($0.uploads.count)"] = Upload(key: key, metadata: [:], begun: begun) }
  }

  package var requests: [WebRequest] { state.withLock { $0.requests } }
  package var keys: [String] {
    state.withLock { state in
      state.folder?.pull(&state.objects)
      return state.objects.keys.sorted()
    }
  }

  package func client(
    region: String? = "us-east-1", retries: Retries = Retries(attempts: 4, random: { 0 }, sleep: { _ in }),
    bucket: Bucket = Bucket(S3Service.bucket, endpoint: WebAddress("http://127.0.0.1:9000")),
    keys: AccessKey = S3Service.key,
    over transport: (any WebTransport)? = nil
  ) -> S3Client {
    let environment = ["AWS_ACCESS_KEY_ID": keys.id, "AWS_SECRET_ACCESS_KEY": keys.secret.value]
    let surroundings = Surroundings(
      environment: environment, home: nil, read: { _ in nil }, run: { _ in .init(status: 1, output: []) },
      transport: ScriptedTransport(), clock: clock)
    return S3Client(
      bucket, region: region, keys: CurrentKeys(CredentialChain(surroundings)), transport: transport ?? self,
      clock: clock,
      retries: retries)
  }

  package func send(_ request: WebRequest, into sink: WebSink?) throws(WebFailure) -> WebAnswer {
    let number = state.withLock { state in
      state.requests.append(request)
      return state.requests.count
    }
    return try fault(number, request).meet(request, answer)
  }

  package func answer(_ request: WebRequest) -> WebAnswer {
    state.withLock { state in
      state.folder?.pull(&state.objects)
      var call = S3ServiceCall(request, now: clock.now().addingTimeInterval(state.skew))
      var answer = call.refusal(state) ?? call.answer(&state)
      do { try state.folder?.push(state.objects) } catch {
        answer = S3ServiceCall.error(500, "InternalError", "\(error)")
      }
      answer.headers["Date"] = WebDate.text(call.now)
      if request.method == "HEAD" { answer.body = [] }
      return answer
    }
  }
}
