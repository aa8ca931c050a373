import Foundation
import S3
import S3Support
import Synchronization
import TestSupport
import Testing
import Web
import WebClient
import WebSupport

@Suite("Requests over the network") struct HTTPTransportTests {
  private static let quick = WebPatience(connecting: .seconds(5), silence: .milliseconds(300), route: .direct)

  @Test("carry method, path, query, headers and body as they are, and bring back what was answered")
  func roundTrip() throws {
    let server = try LoopbackServer { request in
      var answer = WebAnswer(status: 207, headers: ["X-Back": request.headers["X-There"] ?? ""], body: request.body)
      answer.headers["X-Line"] = "\(request.method) \(request.address.path)?\(request.address.query)"
      return answer
    }
    let transport = HTTPTransport()
    let body = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
    for target in ["/a%20b%2Bc//d/%E6%97%A5?x=%2F&y", "/a/../b?", "/~-._"] {
      let request = WebRequest("PUT", server.address(target), headers: ["X-There": "e b"], body: body)
      let answer = try transport.send(request)
      #expect(answer.status == 207 && answer.body == body && answer.headers["x-back"] == "e b")
      #expect(answer.headers["X-Line"] == "PUT \(request.address.path)?\(request.address.query)")
    }
  }

  @Test(
    "know answers without a body: of a HEAD, of nothing", arguments: [("HEAD", 200), ("DELETE", 204), ("GET", 304)])
  func empty(_ method: String, _ status: Int) throws {
    let server = try LoopbackServer { _ in WebAnswer(status: status, headers: ["Content-Length": "12"]) }
    let answer = try HTTPTransport().send(WebRequest(method, server.address()))
    #expect(answer.status == status && answer.body.isEmpty)
  }

  @Test("follow no redirection: who signed one for one place does not want it carried to another")
  func redirection() throws {
    let server = try LoopbackServer { _ in WebAnswer(status: 301, headers: ["Location": "http://127.0.0.1:1/"]) }
    #expect(try HTTPTransport().send(WebRequest("GET", server.address())).status == 301)
  }

  @Test("hand a body on piece by piece, but not that of an error; what cannot be kept ends them")
  func pieces() throws {
    let server = try LoopbackServer { request in
      WebAnswer(status: request.address.path == "/no" ? 403 : 200, body: [UInt8](repeating: 7, count: 1_000_000))
    }
    let transport = HTTPTransport()
    let counter = Counter()
    let sink: WebSink = { counter.add($0.count) }
    #expect(try transport.send(WebRequest("GET", server.address()), into: sink).body.isEmpty)
    #expect(counter.value == 1_000_000)
    #expect(try transport.send(WebRequest("GET", server.address("/no")), into: sink).body.count == 1_000_000)
    #expect(counter.value == 1_000_000)
    struct Full: Error {}
    let error = #expect(throws: WebFailure.self) {
      try transport.send(WebRequest("GET", server.address())) { _ in throw Full() }
    }
    #expect(error?.reason == .notKept)
  }

  private func reason(_ reply: @escaping @Sendable (WebRequest) -> LoopbackServer.Reply) throws -> WebFailure.Reason? {
    let server = try LoopbackServer(reply)
    let request = WebRequest("GET", server.address(), patience: Self.quick)
    return #expect(throws: WebFailure.self) { try HTTPTransport().send(request) }?.reason
  }

  @Test("that get no whole answer say what happened")
  func failures() throws {
    let answer = WebAnswer(status: 200, body: [UInt8](repeating: 1, count: 1000))
    #expect(try reason { _ in .silence } == .timedOut)
    #expect(try reason { _ in .cut(answer, after: 0) } == .cut)
    #expect(try reason { _ in .cut(answer, after: 500) } == .cut)
    #expect(try reason { _ in .raw(Array("no http at all\r\n\r\n".utf8)) } == .malformed)
  }

  @Test("that reach nobody say so")
  func nobody() throws {
    let server = try LoopbackServer { _ in .silence }
    let gone = server.address()
    server.stop()
    let refused = #expect(throws: WebFailure.self) { try HTTPTransport().send(WebRequest("GET", gone)) }
    #expect(refused?.reason == .unreachable && refused.map { "\($0)" }?.contains("refused") == true)
    let nowhere = WebAddress(scheme: .http, host: "no-such-host.invalid")
    let unknown = #expect(throws: WebFailure.self) { try HTTPTransport().send(WebRequest("GET", nowhere)) }
    #expect(unknown?.reason == .unreachable)
  }

  @Test("to who does not speak TLS are not sent in the open")
  func plain() throws {
    let asked = Counter()
    let server = try LoopbackServer { (_: WebRequest) -> WebAnswer in
      asked.add(1)
      return WebAnswer(status: 200)
    }
    var address = server.address()
    address.scheme = .https
    #expect(throws: WebFailure.self) { try HTTPTransport().send(WebRequest("GET", address, patience: Self.quick)) }
    #expect(asked.value == 0)
  }

  @Test("go by way of a proxy where the environment says so, and not where it makes an exception")
  func proxy() throws {
    let seen = Mutex<[String]>([])
    let proxy = try LoopbackServer { request in
      seen.withLock {
        $0.append("\(request.method) \(request.address.text) " + (request.headers["Proxy-Authorization"] ?? ""))
      }
      return WebAnswer(status: 200)
    }
    let server = try LoopbackServer { _ in WebAnswer(status: 202) }
    let environment = ["http_proxy": "http://me:p%40ss@127.0.0.1:\(proxy.port)", "NO_PROXY": "localhost, 127.0.0.1"]
    let transport = HTTPTransport(proxies: ProxySettings(environment: environment))
    let far = WebAddress(scheme: .http, host: "far.example", path: "/x")
    #expect(try transport.send(WebRequest("GET", far)).status == 200)
    let login = Data("me:p@ss".utf8).base64EncodedString()
    #expect(seen.withLock { $0 } == ["CONNECT http://far.example/ Basic \(login)", "GET http://far.example/x "])
    #expect(try transport.send(WebRequest("GET", server.address())).status == 202)
  }

  @Test("are sent side by side by many threads over connections that are kept")
  func threads() throws {
    let server = try LoopbackServer { WebAnswer(status: 200, body: $0.body) }
    let (transport, good) = (HTTPTransport(), Counter())
    DispatchQueue.concurrentPerform(iterations: 40) { number in
      let body = [UInt8](repeating: UInt8(number), count: 10_000)
      // One that fails is missed among the forty.
      guard let answer = try? transport.send(WebRequest("POST", server.address(), body: body)) else { return }
      if answer.body == body { good.add(1) }
    }
    #expect(good.value == 40)
  }

  @Test("of a bucket's client work as they do without a network: odd keys, parts, answers that are lost")
  func bucket() throws {
    let (service, calls) = (S3Service(), Counter())
    let server = try LoopbackServer { (request: WebRequest) -> LoopbackServer.Reply in
      let answer = service.answer(request)
      return calls.add(1) % 7 == 0 ? .cut(answer, after: 10) : .answer(answer)
    }
    let client = service.client(
      bucket: Bucket(S3Service.bucket, endpoint: server.address()), over: HTTPTransport())
    let keys = ["plain", "a b+c=é%41.txt", "a//b", "日本/語", "x?y&z#", "'\"<>", "dt=2026-01-01/(1).csv"]
    for key in keys { #expect(try client.put(Array(key.utf8), at: key, rule: .onlyIfAbsent)) }
    for key in keys { #expect(try !client.put([0], at: key, rule: .onlyIfAbsent)) }
    #expect(Set(try client.list("").objects.map(\.key)) == Set(keys))
    for key in keys { #expect(try client.read(key) == Array(key.utf8)) }
    let folder = try TemporaryFolder()
    let bytes = Data((0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 13) })
    try bytes.write(to: URL(fileURLWithPath: folder.path("big")))
    #expect(try client.upload(folder.path("big"), to: "big", partSize: 10_000))
    _ = try client.download("big", to: folder.path("back"), partSize: 9_999)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path("back"))) == bytes)
    try client.delete(keys + ["big"])
    #expect(service.keys.isEmpty)
  }
}

private final class Counter: Sendable {
  private let count = Mutex(0)

  var value: Int { count.withLock { $0 } }

  @discardableResult func add(_ number: Int) -> Int {
    count.withLock { count in
      count += number
      return count
    }
  }
}
