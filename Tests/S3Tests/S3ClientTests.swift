import Clocks
import Foundation
import S3
import S3Support
import Signing
import Synchronization
import TestSupport
import Testing
import Web

@Suite("A bucket") struct S3ClientTests {
  private static let oddKeys = [
    "plain", "a b", "a+b", "a=b", "dt=2026-01-01/a b+c=é%41.txt", "ümläut/ß", "100%", "q?x&y", "#hash", "tab\there",
    "a//b", "日本/語",
    "'quote'\"", "<x>&amp;", "back\\slash", "~tilde*(!)", "a/./b/../c", "e\u{301}", "new\nline", " leading",
    "trailing ", "+", "%2F", ":@;,$",
  ]

  @Test("keeps every key as it is, and lists it so", arguments: oddKeys)
  func keys(_ key: String) throws {
    let service = S3Service()
    let client = service.client()
    #expect(try client.put([1, 2, 3], at: key))
    #expect(service.keys == [key])
    #expect(try client.read(key, from: 1, count: 9) == [2, 3])
    #expect(try client.list("").objects.map(\.key) == [key])
    #expect(try client.list(key).objects.map(\.size) == [3])
    try client.copy(key, to: "other")
    try client.delete([key])
    #expect(service.keys == ["other"])
  }

  @Test("keeps a thousand keys made by chance, with blanks, =, + and letters of others")
  func manyKeys() throws {
    let letters = Array("ab/ =+%é日&?#~.-_'\"<>*;:@$,!()[]{}|^`\\")
    var chance = SystemRandomNumberGenerator()
    let keys = Set(
      (0..<1000).map { _ in "k" + String((0..<12).map { _ in letters.randomElement(using: &chance) ?? "a" }) })
    let service = S3Service(.init(pageSize: 97))
    let client = service.client()
    for key in keys { _ = try client.put(Array(key.utf8), at: key) }
    #expect(Set(service.keys) == keys)
    #expect(Set(try client.list("k").objects.map(\.key)) == keys)
    for key in keys.prefix(100) { #expect(try client.read(key, from: 0, count: 1000) == Array(key.utf8)) }
    try client.delete(Array(keys))
    #expect(service.keys.isEmpty)
  }

  @Test("lists page by page, and folders where a delimiter says so")
  func listing() throws {
    let service = S3Service(.init(pageSize: 3))
    let client = service.client()
    for number in 0..<10 { _ = try client.put([1], at: "t/day=\(number % 4)/f \(number)") }
    _ = try client.put([], at: "t/top+1")
    #expect(try client.list("t/").objects.count == 11)
    let folders = try client.list("t/", delimiter: "/")
    #expect(
      folders.prefixes == ["t/day=0/", "t/day=1/", "t/day=2/", "t/day=3/"] && folders.objects.map(\.key) == ["t/top+1"])
    #expect(try client.list("t/", limit: 2).objects.count >= 2)
    let none = try client.list("none")
    #expect(none.objects.isEmpty && none.prefixes.isEmpty)
  }

  @Test("does not follow pages in a circle")
  func circle() {
    let page =
      "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken></ListBucketResult>"
    let service = S3Service { _, _ in .answer(WebAnswer(status: 200, body: Array(page.utf8))) }
    let error = #expect(throws: S3Failure.self) { try service.client().list("") }
    #expect(error?.reason == .malformed("its pages go in a circle"))
  }

  @Test("says what an object is without reading it, and nil where there is none")
  func head() throws {
    let moment = Date(timeIntervalSince1970: 1_800_000_000)
    let service = S3Service(clock: FixedClock(moment))
    let client = service.client()
    _ = try client.put([1, 2], at: "k", metadata: ["Made": "by"])
    let object = try #require(try client.head("k"))
    #expect(object.size == 2 && object.modified == moment && object.metadata == ["made": "by"] && !object.tag.isEmpty)
    #expect(try client.head("none") == nil)
    #expect(throws: S3Failure.self) { try client.read("none", from: 0, count: 1) }
    try client.delete("none")
  }

  @Test("gives parts of an object, none behind its end, and refuses another one than was meant")
  func ranges() throws {
    let client = S3Service().client()
    _ = try client.put(Array("0123456789".utf8), at: "k")
    _ = try client.put([], at: "empty")
    #expect(try client.read("k", from: 8, count: 100) == Array("89".utf8))
    #expect(try client.read("k", from: 10, count: 1).isEmpty)
    #expect(try client.read("k", from: .max - 1, count: .max).isEmpty)
    #expect(try client.read("empty", from: 0, count: 5).isEmpty)
    #expect(try client.read("empty").isEmpty)
    let tag = try client.head("k")?.tag
    _ = try client.put(Array("abc".utf8), at: "k")
    let error = #expect(throws: S3Failure.self) { try client.read("k", from: 0, count: 1, tag: tag) }
    #expect(error?.reason == .changed)
  }

  @Test("takes a part as what it is, from servers that send all of it, and from those that call a part the whole")
  func otherRanges() throws {
    let bytes = (0..<100).map { UInt8($0) }
    let all = S3Service { _, request in request.method == "GET" ? .answer(WebAnswer(status: 200, body: bytes)) : nil }
    #expect(try all.client().read("k", from: 10, count: 5) == Array(bytes[10..<15]))
    #expect(try all.client().read("k", partSize: 10) == bytes)
    let part = S3Service { _, request in
      guard request.method == "GET" else { return nil }
      return .answer(WebAnswer(status: 200, headers: ["Content-Range": "bytes 10-14/100"], body: Array(bytes[10..<15])))
    }
    #expect(try part.client().read("k", from: 10, count: 5) == Array(bytes[10..<15]))
  }

  @Test("asks with what the settings say: an owner, a way to encrypt")
  func settings() throws {
    let service = S3Service()
    func client(_ owner: String?, _ encryption: Bucket.Encryption?) -> S3Client {
      service.client(
        bucket: Bucket(
          S3Service.bucket, endpoint: WebAddress("http://127.0.0.1:9000"), owner: owner, encryption: encryption))
    }
    _ = try client("111111111111", .managedKey("key-1")).put([1], at: "k")
    let headers = service.state.withLock { $0.objects["k"]?.headers }
    #expect(
      headers == ["x-amz-server-side-encryption": "aws:kms", "x-amz-server-side-encryption-aws-kms-key-id": "key-1"])
    _ = try client(nil, .aes256).put([1], at: "k")
    #expect(service.state.withLock { $0.objects["k"]?.headers } == ["x-amz-server-side-encryption": "AES256"])
    let error = #expect(throws: S3Failure.self) { try client("222222222222", nil).put([1], at: "k") }
    #expect(error.map { "\($0)" } == "cannot write s3://lake.bucket/k: not allowed (AccessDenied: Access Denied)")
  }

  @Test(
    "is where its name and its region say, or where somebody keeps it",
    arguments: [
      ("lake", String?.none, "https://lake.s3.eu-west-1.amazonaws.com/a%20b"),
      ("my.lake", nil, "https://s3.eu-west-1.amazonaws.com/my.lake/a%20b"),
      ("lake", "http://127.0.0.1:9000", "http://127.0.0.1:9000/lake/a%20b"),
      ("lake", "https://host/base/", "https://host/base/lake/a%20b"),
    ])
  func address(_ name: String, _ endpoint: String?, _ expected: String) {
    let service = S3Service()
    let client = service.client(
      region: "eu-west-1", bucket: Bucket(name, endpoint: endpoint.flatMap { WebAddress($0) }))
    _ = try? client.put([1], at: "a b")  // The service has no such bucket; where it was looked for counts.
    #expect(service.requests.first?.address.text == expected)
  }

  @Test("of objects that are to go says which stayed")
  func locked() throws {
    let service = S3Service()
    let client = service.client()
    for key in ["a", "b!locked"] { _ = try client.put([1], at: key) }
    let error = #expect(throws: S3Failure.self) { try client.delete(["a", "b!locked", "none"]) }
    #expect(error?.reason == .kept(["b!locked"]) && service.keys == ["b!locked"])
  }
}
