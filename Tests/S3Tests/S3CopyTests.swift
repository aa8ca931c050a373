import Foundation
import S3
import S3Support
import Testing
import Web
import WebSupport

@Suite("A copy within a bucket") struct S3CopyTests {
  private static let own = Bucket(
    S3Service.bucket, endpoint: WebAddress("http://127.0.0.1:9000"), owner: "111111111111",
    encryption: .managedKey("k1"))

  @Test("is made by the service, whole or in parts, as the lake encrypts and for its owner alone", arguments: [4, 100])
  func copies(partSize: Int64) throws {
    let service = S3Service()
    let bytes = (0..<10).map { UInt8($0) }
    service.state.withLock { $0.objects["a b=c/%é"] = .init(bytes: bytes, modified: Date()) }
    try service.client(bucket: Self.own).copy("a b=c/%é", to: "t/k", partSize: partSize)
    #expect(service.state.withLock { $0.objects["t/k"]?.bytes } == bytes)
    #expect(service.keys == ["a b=c/%é", "t/k"] && service.state.withLock { $0.uploads.isEmpty })
    let copies = service.requests.filter { $0.headers["x-amz-copy-source"] != nil }
    #expect(copies.count == (partSize == 4 ? 3 : 1))
    #expect(copies.allSatisfy { $0.headers["x-amz-source-expected-bucket-owner"] == "111111111111" })
    let encrypted = service.requests.filter { $0.headers["x-amz-server-side-encryption"] == "aws:kms" }
    #expect(encrypted.map(\.method) == [partSize == 4 ? "POST" : "PUT"])
    #expect(service.requests.allSatisfy { $0.method != "GET" })
  }

  @Test("of what is gone, or is another's, is refused by name, and leaves nothing", arguments: [4, 100])
  func refused(partSize: Int64) throws {
    let service = S3Service()
    let gone = #expect(throws: S3Failure.self) { try service.client().copy("none", to: "k", partSize: partSize) }
    #expect(gone?.reason == .noObject)
    let changing = S3Service { _, request in
      // Whoever looked at it saw another one.
      request.method == "HEAD"
        ? .answer(WebAnswer(status: 200, headers: ["Content-Length": "10", "ETag": "\"other\""])) : nil
    }
    changing.state.withLock { $0.objects["a"] = .init(bytes: [UInt8](repeating: 1, count: 10), modified: Date()) }
    let changed = #expect(throws: S3Failure.self) { try changing.client().copy("a", to: "k", partSize: partSize) }
    #expect(changed?.reason == .changed, "\(String(describing: changed))")
    #expect(changing.keys == ["a"] && changing.state.withLock { $0.uploads.isEmpty })
    var other = Self.own
    other.owner = "222222222222"
    #expect(throws: S3Failure.self) { try changing.client(bucket: other).copy("a", to: "k", partSize: partSize) }
  }

  @Test("whose answer is lost, or that the service is too busy for, is made all the same")
  func lost() throws {
    let service = S3Service { number, request in
      guard request.headers["x-amz-copy-source"] != nil else { return nil }
      return number == 2 ? .lostAnswer(.cut) : number == 3 ? .answer(WebAnswer(status: 503)) : nil
    }
    service.state.withLock { $0.objects["a"] = .init(bytes: [1, 2], modified: Date()) }
    try service.client().copy("a", to: "b")
    #expect(service.state.withLock { $0.objects["b"]?.bytes } == [1, 2])
  }
}
