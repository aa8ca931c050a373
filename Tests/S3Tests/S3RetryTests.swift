import Calls
import Clocks
import Foundation
import S3
import S3Support
import Signing
import Synchronization
import TestSupport
import Testing
import Web
import WebSupport

@Suite("A call on a bucket") struct S3RetryTests {
  private static func error(_ status: Int, _ code: String) -> WebAnswer {
    WebAnswer(
      status: status, headers: ["Content-Type": "application/xml"],
      body: Array("<Error><Code>\(code)</Code></Error>".utf8))
  }

  private static let passing: [ServiceFault] = [
    .answer(error(503, "SlowDown")), .answer(error(500, "InternalError")),
    .answer(WebAnswer(status: 502, body: Array("<html>Bad".utf8))),
    .answer(WebAnswer(status: 503)), .answer(WebAnswer(status: 429, body: Array("{}".utf8))),
    .answer(error(400, "RequestTimeout")),
    .noAnswer(.timedOut), .noAnswer(.cut), .noAnswer(.unreachable), .answer(error(409, "OperationAborted")),
  ]

  @Test("that meets what passes is tried again, with a new signature", arguments: passing.indices)
  func again(_ index: Int) throws {
    let fault = Self.passing[index]
    let service = S3Service { number, _ in number <= 3 ? fault : nil }
    #expect(try service.client().put([1], at: "k"))
    #expect(service.requests.count == 4 && service.keys == ["k"])
  }

  @Test("that goes on failing says what it met, and how often it asked")
  func exhausted() {
    let service = S3Service { _, _ in .answer(Self.error(503, "SlowDown")) }
    let error = #expect(throws: S3Failure.self) { try service.client().put([1], at: "k") }
    #expect(
      error.map { "\($0)" }
        == "cannot write s3://lake.bucket/k: the service did not manage it (SlowDown), asked 4 times")
    let page = S3Service { _, _ in .answer(WebAnswer(status: 503, body: Array("<html>".utf8))) }
    #expect(throws: S3Failure.self) { try page.client().list("") }
    #expect(page.requests.count == 4)
    let nobody = S3Service { _, _ in .noAnswer(.unreachable) }
    let unreachable = #expect(throws: S3Failure.self) { try nobody.client().list("x") }
    #expect(unreachable.map { "\($0)" } == "cannot list s3://lake.bucket/x: 127.0.0.1:9000 cannot be reached")
  }

  @Test("waits longer each time, by chance, as long as it is asked to, and never for long")
  func waits() throws {
    let waited = Mutex<[Duration]>([])
    func waits(_ random: Double, _ headers: WebHeaders) -> [Duration] {
      waited.withLock { $0 = [] }
      let service = S3Service { _, _ in .answer(WebAnswer(status: 503, headers: headers)) }
      let retries = Retries(attempts: 10, random: { random }, sleep: { wait in waited.withLock { $0.append(wait) } })
      #expect(throws: S3Failure.self) { try service.client(retries: retries).list("") }
      return waited.withLock { $0 }
    }
    let longest = waits(1, [:])
    #expect(longest.first == .seconds(0.4) && longest.last == .seconds(20) && longest == longest.sorted())
    #expect(waits(0, [:]).allSatisfy { $0 == .zero })
    #expect(waits(0, ["Retry-After": "3"]).allSatisfy { $0 == .seconds(3) })
    #expect(waits(0, ["Retry-After": "86400"]).allSatisfy { $0 == .seconds(20) })
  }

  @Test(
    "that is refused for good is not tried again",
    arguments: [(403, "AccessDenied"), (400, "InvalidRequest"), (404, "NoSuchBucket"), (403, "SignatureDoesNotMatch")])
  func final(_ status: Int, _ code: String) {
    let service = S3Service { _, _ in .answer(Self.error(status, code)) }
    #expect(throws: S3Failure.self) { try service.client().list("") }
    #expect(service.requests.count == 1)
  }

  @Test(
    "of a machine whose clock is wrong is signed by the service's clock from then on",
    arguments: [-7200, 7200, 86_400 * 400] as [TimeInterval])
  func skew(_ skew: TimeInterval) throws {
    let service = S3Service(.init(skew: skew))
    let client = service.client()
    #expect(try client.put([1], at: "k"))
    #expect(service.requests.count == 2)
    _ = try client.list("")
    #expect(service.requests.count == 3)
  }

  @Test("on a bucket elsewhere goes to its region, and does so from then on")
  func region() throws {
    let service = S3Service(.init(region: "eu-north-1"))
    let client = service.client()
    #expect(try client.put([1], at: "k"))
    _ = try client.list("")
    #expect(service.requests.count == 3)
  }

  @Test("with a key that is over looks for a new one, once")
  func expired() {
    let service = S3Service { _, _ in .answer(Self.error(400, "ExpiredToken")) }
    let error = #expect(throws: S3Failure.self) { try service.client().list("") }
    #expect(service.requests.count == 2 && error.map { "\($0)" }?.contains("ExpiredToken") == true)
  }

  @Test("with a wrong secret is refused, and the secret is not told")
  func wrong() {
    let error = #expect(throws: S3Failure.self) {
      try S3Service().client(keys: AccessKey(id: "AKIDTEST", secret: Secret("wrong-secret"))).list("")
    }
    let text = error.map { "\($0) \(String(reflecting: $0))" } ?? ""
    #expect(text.contains("SignatureDoesNotMatch") && !text.contains("wrong-secret"))
  }

  @Test("that is answered yes and then no has failed")
  func late() {
    let service = S3Service { _, request in
      request.headers["x-amz-copy-source"] == nil
        ? nil
        : .answer(
          WebAnswer(
            status: 200, headers: ["Content-Type": "application/xml"],
            body: Array("\u{20}".utf8) + Self.error(200, "InternalError").body))
    }
    service.state.withLock { $0.objects["a"] = .init(bytes: [1], modified: Date()) }
    let error = #expect(throws: S3Failure.self) { try service.client().copy("a", to: "b") }
    guard case .busy? = error?.reason else { Issue.record("\(String(describing: error))"); return }
  }

  @Test(
    "that is answered with what is no listing says so",
    arguments: ["", "<html></html>", "{}", "<ListBucketResult><Contents><Key>k</Key></Contents></ListBucketResult>"])
  func malformed(_ body: String) {
    let service = S3Service { _, _ in .answer(WebAnswer(status: 200, body: Array(body.utf8))) }
    let error = #expect(throws: S3Failure.self) { try service.client().list("p") }
    guard case .malformed? = error?.reason else { Issue.record("\(String(describing: error))"); return }
  }
}

@Suite("Putting where nothing is") struct S3ConditionTests {
  @Test("is done once, and says so")
  func once() throws {
    let service = S3Service()
    let client = service.client()
    #expect(try client.put([1], at: "k", rule: .onlyIfAbsent))
    #expect(try !client.put([2], at: "k", rule: .onlyIfAbsent))
    #expect(service.state.withLock { $0.objects["k"]?.bytes } == [1])
  }

  @Test(
    "knows its own object again when the answer was lost, and another's",
    arguments: [
      ServiceFault.lostAnswer(.cut), .lostAnswer(.timedOut), .doneThen(WebAnswer(status: 500)),
      .doneThen(WebAnswer(status: 503)),
    ].indices)
  func lost(_ index: Int) throws {
    let faults: [ServiceFault] = [
      .lostAnswer(.cut), .lostAnswer(.timedOut), .doneThen(WebAnswer(status: 500)), .doneThen(WebAnswer(status: 503)),
    ]
    let service = S3Service { number, _ in number == 1 ? faults[index] : nil }
    #expect(try service.client().put([1], at: "k", rule: .onlyIfAbsent))
    #expect(try !service.client().put([1], at: "k", rule: .onlyIfAbsent))
  }

  @Test("knows it too where every answer to a put is lost")
  func allLost() throws {
    let service = S3Service { _, request in request.method == "PUT" ? .lostAnswer(.cut) : nil }
    #expect(try service.client().put([1], at: "k", rule: .onlyIfAbsent))
  }

  @Test("is tried by a probe, which leaves nothing behind")
  func probe() throws {
    let service = S3Service()
    try service.client().probeConditions(under: "lake/")
    #expect(service.keys.isEmpty)
    let careless = S3Service(.init(honoursConditions: false))
    let error = #expect(throws: S3Failure.self) { try careless.client().probeConditions(under: "lake/") }
    #expect(error?.reason == .ignoresConditions && careless.keys.isEmpty)
    let ignorant = S3Service { _, request in
      request.headers["If-None-Match"] == nil ? nil : .answer(WebAnswer(status: 501))
    }
    let refused = #expect(throws: S3Failure.self) { try ignorant.client().probeConditions(under: "") }
    #expect(refused?.reason == .ignoresConditions)
  }
}

@Suite("Large objects") struct S3PartsTests {
  private static let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

  @Test("travel in parts, both ways, from files and to files", arguments: [1, 999, 3000, 9_999, 10_000, 20_000])
  func parts(_ size: Int) throws {
    let folder = try TemporaryFolder()
    let (source, target) = (folder.path("source"), folder.path("target"))
    try Data(Self.bytes).write(to: URL(fileURLWithPath: source))
    let service = S3Service()
    let client = service.client()
    let partSize = max(size, 100)
    #expect(try client.upload(source, to: "k é", partSize: partSize))
    #expect(
      service.state.withLock { $0.objects["k é"]?.bytes } == Self.bytes && service.state.withLock { $0.uploads.isEmpty }
    )
    #expect(try client.download("k é", to: target, partSize: partSize).size == 10_000)
    #expect(try Data(contentsOf: URL(fileURLWithPath: target)) == Data(Self.bytes))
    #expect(try client.read("k é", partSize: partSize) == Self.bytes)
  }

  @Test("are not replaced where they may not be, and leave no parts")
  func conditional() throws {
    let folder = try TemporaryFolder()
    try Data(Self.bytes).write(to: URL(fileURLWithPath: folder.path("f")))
    // Somebody else is quicker: their object is there when the parts are put together.
    let service = S3Service()
    let client = service.client()
    #expect(try client.upload(folder.path("f"), to: "k", rule: .onlyIfAbsent, partSize: 1000))
    #expect(try !client.upload(folder.path("f"), to: "k", rule: .onlyIfAbsent, partSize: 1000))
    let raced = Race.service()
    #expect(try !raced.client().upload(folder.path("f"), to: "k", rule: .onlyIfAbsent, partSize: 1000))
    #expect(raced.state.withLock { $0.uploads.isEmpty && $0.objects["k"]?.bytes == [7] })
  }

  /// A service in which another writer puts the object between the last part and the end.
  private enum Race {
    static func service() -> S3Service {
      let other = Mutex<S3Service?>(nil)
      let service = S3Service { _, request in
        guard request.method == "POST", request.address.query.contains("uploadId") else { return nil }
        // Whether it was put is seen below.
        _ = try? other.withLock { $0 }?.client(over: Bypass(service: other.withLock { $0 })).put([7], at: "k")
        return nil
      }
      other.withLock { $0 = service }
      return service
    }
  }

  /// Answers without the faults.
  private struct Bypass: WebTransport {
    let service: S3Service?
    func send(_ request: WebRequest, into sink: WebSink?) throws(WebFailure) -> WebAnswer {
      guard let service else { throw WebFailure(.unreachable, request.address) }
      return service.answer(request)
    }
  }

  @Test("know themselves again when the answer to the last call was lost")
  func lost() throws {
    let folder = try TemporaryFolder()
    try Data(Self.bytes).write(to: URL(fileURLWithPath: folder.path("f")))
    let seen = Mutex(0)
    let service = S3Service { _, request in
      guard request.method == "POST", request.address.query.contains("uploadId") else { return nil }
      return seen.withLock {
        $0 += 1; return $0 == 1 ? .lostAnswer(.cut) : nil
      }
    }
    #expect(try service.client().upload(folder.path("f"), to: "k", rule: .onlyIfAbsent, partSize: 1000))
  }

  @Test("that cannot be sent whole leave nothing, and say why")
  func failing() throws {
    let folder = try TemporaryFolder()
    try Data(Self.bytes).write(to: URL(fileURLWithPath: folder.path("f")))
    let service = S3Service { _, request in
      request.address.query.contains("partNumber=7") ? .answer(WebAnswer(status: 403)) : nil
    }
    #expect(throws: S3Failure.self) { try service.client().upload(folder.path("f"), to: "k", partSize: 1000) }
    #expect(service.keys.isEmpty && service.state.withLock { $0.uploads.isEmpty })
    let error = #expect(throws: S3Failure.self) { try service.client().upload(folder.path("none"), to: "k") }
    #expect(error.map { "\($0)" }?.contains("No such file") == true)
  }

  @Test("that are replaced while they are read are not mixed")
  func changing() throws {
    let service = S3Service { number, _ in nil }
    let client = service.client()
    _ = try client.put(Self.bytes, at: "k")
    let swapping = S3Service { number, request in
      guard request.method == "GET", number > 2 else { return nil }
      return .answer(WebAnswer(status: 412))
    }
    _ = try swapping.client().put(Self.bytes, at: "k")
    let error = #expect(throws: S3Failure.self) { try swapping.client().read("k", partSize: 1000) }
    #expect(error?.reason == .changed)
  }
}
