import Foundation
import S3
import S3Support
import Storage
import Synchronization
import Testing
import Web

/// What a bucket alone does; what every store does is in StorageTests.
@Suite("A lake's store in a bucket") struct S3StoreTests {
  private static let root = "s3://\(S3Service.bucket)/lake"

  @Test("tries once whether the bucket keeps two writers apart, and refuses one that does not before anything is there")
  func probe() throws {
    let service = S3Service()
    let store = S3Store(service.client())
    for number in 0..<3 {
      #expect(try store.putIfAbsent([1], at: Self.root + "/_delta_log/\(number).json", modified: nil))
    }
    let probes = service.requests.filter { $0.method == "PUT" && $0.address.path.contains("assay-probe") }
    #expect(probes.count == 2 && service.keys.count == 3)
    let careless = S3Service(.init(honoursConditions: false))
    let error = #expect(throws: StorageError.self) {
      try S3Store(careless.client()).putIfAbsent([1], at: Self.root + "/_delta_log/0.json", modified: nil)
    }
    #expect(error.map { "\($0)" }?.contains("ignores If-None-Match") == true && careless.keys.isEmpty)
  }

  @Test("gives up uploads that nobody ended, once they are old enough")
  func sweeping() throws {
    let service = S3Service { _, request in
      request.method == "DELETE" || request.address.query.contains("partNumber") ? .noAnswer(.cut) : nil
    }
    let big = [UInt8](repeating: 1, count: 9 << 20)
    #expect(throws: StorageError.self) { try S3Store(service.client()).put(big, at: Self.root + "/t/a.parquet") }
    #expect(service.state.withLock { $0.uploads.count } == 1)
    let later = S3Service(service.state.withLock { $0 })
    let store = S3Store(later.client())
    #expect(try store.sweepUnfinished(in: Self.root + "/t", olderThan: .seconds(3600)) == [])
    #expect(try store.sweepUnfinished(in: Self.root, olderThan: .zero) == [])
    #expect(try store.sweepUnfinished(in: Self.root + "/t", olderThan: .zero) == ["a.parquet"])
    #expect(later.state.withLock { $0.uploads.isEmpty })
  }

  @Test("keeps large objects whole, at the ends of parts too", arguments: [8 << 20, (8 << 20) + 1])
  func large(_ size: Int) throws {
    let store = S3Store(S3Service().client())
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    #expect(try store.putIfAbsent(bytes, at: Self.root + "/a", modified: 5))
    #expect(try store.read(Self.root + "/a") == bytes)
    #expect(try store.status(of: Self.root + "/a") == ObjectStatus(size: Int64(size), modified: 5))
    #expect(try store.read(Self.root + "/a", from: Int64(size) - 2, upTo: nil) == Array(bytes.suffix(2)))
  }

  @Test(
    "says of a path of elsewhere that it is none of its own",
    arguments: ["/lake/a", "s3://other/a", "s3://lake.bucketx/a"])
  func elsewhere(_ path: String) {
    let error = #expect(throws: StorageError.self) { try S3Store(S3Service().client()).read(path) }
    #expect(error?.isMissing == false && error.map { "\($0)" }?.contains("lake.bucket") == true)
  }

  @Test("passes over what a console makes for an empty folder")
  func marker() throws {
    let service = S3Service()
    _ = try service.client().put([], at: "lake/t/")
    _ = try service.client().put([1], at: "lake/t/a")
    #expect(try S3Store(service.client()).list(Self.root + "/t") == ["a"])
    #expect(try S3Store(service.client()).list("s3://\(S3Service.bucket)") == ["lake"])
  }
}
