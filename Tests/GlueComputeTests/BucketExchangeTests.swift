import Foundation
import GlueCompute
import Lake
import S3
import S3Support
import Synchronization
import TestSupport
import Testing
import Web

@Suite("An exchange in a bucket") struct BucketExchangeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func store(_ service: S3Service, _ bucket: Bucket? = nil) -> MirroredStore {
    let client = bucket.map { service.client(bucket: $0) } ?? service.client()
    return MirroredStore(folder: folder.path("lake"), address: "s3://\(S3Service.bucket)/lakes/one") { S3Store(client) }
  }

  private static let prefix = "lakes/one/_spark/"

  @Test("is small files below the lake, shows that somebody is there, and leaves nothing")
  func files() throws {
    let service = S3Service()
    let exchange = try BucketExchange(store(service))
    #expect(exchange.address.hasPrefix("s3://lake.bucket/lakes/one/_spark/") && exchange.watched == nil)
    #expect(try exchange.get("answer-1.json") == nil)
    try exchange.put("{}", as: "ask-1.json")
    #expect(try exchange.get("ask-1.json") == "{}")
    exchange.remove(["ask-1.json", "answer-1.json"])
    #expect(try exchange.get("ask-1.json") == nil)
    while !service.keys.contains(where: { $0.hasPrefix(Self.prefix) && $0.hasSuffix("/alive") }) { usleep(1000) }
    try exchange.put("", as: "end")
    exchange.remove()
    #expect(service.keys.isEmpty)
  }

  @Test("hands files of the lake where they lie, and sends what is only here")
  func shares() throws {
    let service = S3Service()
    let exchange = try BucketExchange(store(service))
    let spilled = try folder.write("rows", to: "spill/a/part-0.parquet")
    let other = try folder.write("more", to: "spill/b/part-0.parquet")
    let places = [try exchange.share(spilled), try exchange.share(other)]
    #expect(Set(places).count == 2 && places.allSatisfy { $0.hasPrefix(exchange.address + "/files/") })
    let keys = places.map { String($0.dropFirst("s3://lake.bucket/".count)) }
    #expect(
      service.state.withLock { state in keys.map { state.objects[$0]?.bytes } } == [
        Array("rows".utf8), Array("more".utf8),
      ])
    // Of the lake: nothing is asked of what has no copy here, and what was not sent yet is.
    let committed = folder.path("lake/silver/t/p=1/part-0.parquet")
    let asked = service.requests.count
    #expect(try exchange.share(committed) == "s3://lake.bucket/lakes/one/silver/t/p=1/part-0.parquet")
    #expect(service.requests.dropFirst(asked).allSatisfy { $0.address.path.hasSuffix("/alive") })
    let candidate = try folder.write("new", to: "lake/silver/t/part-1.parquet")
    #expect(try exchange.share(candidate) == "s3://lake.bucket/lakes/one/silver/t/part-1.parquet")
    #expect(service.keys.contains("lakes/one/silver/t/part-1.parquet"))
  }

  @Test("gives back what the driver wrote")
  func fetches() throws {
    let service = S3Service()
    let exchange = try BucketExchange(store(service))
    let target = try exchange.target(folder.path("spill/q/rows"))
    #expect(target.hasPrefix(exchange.address))
    #expect(try exchange.target(folder.path("spill/q/rows")) == target)
    service.write("rows", String(target.dropFirst("s3://lake.bucket/".count)) + "/part-0.parquet")
    try exchange.fetch(["part-0.parquet"], of: folder.path("spill/q/rows"))
    #expect(try folder.read("spill/q/rows/part-0.parquet") == "rows")
    // Files of a table too: they are in nobody's way until they are the table's.
    let other = try exchange.target(folder.path("lake/.pending/1"))
    #expect(other.hasPrefix(exchange.address) && other != target)
  }

  @Test("lets go of a secret for good, also where the bucket keeps versions", arguments: [nil, "v+1/="])
  func secrets(version: String?) throws {
    let removed = Mutex<[String]>([])
    let service = S3Service { _, request in
      if request.method == "DELETE" { removed.withLock { $0.append(request.address.query) } }
      guard let version, request.method == "PUT" else { return nil }
      return .doneThen(WebAnswer(status: 200, headers: ["x-amz-version-id": version, "ETag": "x"]))
    }
    let exchange = try BucketExchange(store(service))
    var handed: AnyObject? = try exchange.hand("{\"salt\":\"pepper-9\"}", as: "secrets-1")
    #expect(try exchange.get("secrets-1") == "{\"salt\":\"pepper-9\"}\n")
    #expect(handed != nil)
    handed = nil
    #expect(try exchange.get("secrets-1") == nil)
    #expect(removed.withLock { $0 } == [String](repeating: version == nil ? "" : "versionId=v%2B1%2F%3D", count: 2))
  }

  @Test("takes no secret that a bucket would keep, or that everybody on the way would read")
  func keptSecrets() throws {
    let service = S3Service { _, request in
      if request.method == "DELETE" { return .answer(WebAnswer(status: 403)) }
      return request.method == "PUT"
        ? .doneThen(WebAnswer(status: 200, headers: ["x-amz-version-id": "v1", "ETag": "x"])) : nil
    }
    let exchange = try BucketExchange(store(service))
    let kept = #expect(throws: LakeError.self) { try exchange.hand("pepper-9", as: "secrets-1") }
    #expect(kept?.cause.contains("allow s3:DeleteObjectVersion") == true, "\(kept?.cause ?? "")")
    let open = S3Service()
    let bucket = Bucket(S3Service.bucket, endpoint: WebAddress("http://store.example"))
    let plain = try BucketExchange(store(open, bucket))
    let seen = #expect(throws: LakeError.self) { try plain.hand("pepper-9", as: "secrets-1") }
    #expect(seen?.cause.contains("its endpoint is http://") == true)
    for service in [service, open] {
      #expect(service.requests.allSatisfy { !String(decoding: $0.body, as: UTF8.self).contains("pepper-9") })
    }
  }

  @Test("removes what workers left that were killed more than a day ago, and nothing else")
  func sweep() throws {
    let service = S3Service()
    for (key, age) in [
      ("old/alive", 90_000.0), ("old/files/1-x", 95_000), ("new/session.json", 95_000), ("new/alive", 60),
    ] {
      service.state.withLock { state in
        state.objects[Self.prefix + key] = .init(bytes: [1], modified: Date().addingTimeInterval(-age))
      }
    }
    service.write("1", "lakes/one/gold/t/part-0.parquet")
    BucketExchange.sweep(store(service))
    #expect(
      service.keys == [Self.prefix + "new/alive", Self.prefix + "new/session.json", "lakes/one/gold/t/part-0.parquet"])
  }
}
