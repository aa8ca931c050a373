import Foundation
import S3
import S3Support
import Storage
import TestSupport
import Testing

@Suite("What a bucket answered a moment ago") struct RecentAnswersTests {
  private let service = S3Service()
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func lake(remembering age: Duration?) -> MirroredStore {
    MirroredStore(
      folder: folder.path("lake"), address: "s3://\(S3Service.bucket)/lake", remembering: age,
      open: { [service] () throws(StorageError) in S3Store(service.client()) })
  }

  private func path(_ name: String) -> String { folder.path("lake/gold/\(name)") }

  @Test("is not asked again, be it there or not")
  func remembered() throws {
    let writer = lake(remembering: nil)
    try writer.put([1, 2], at: path("a"))
    let lake = lake(remembering: .seconds(3600))
    let look = {
      [
        "\(try lake.status(of: path("a"))?.size ?? -1)", "\(try lake.status(of: path("b"))?.size ?? -1)",
        "\(try lake.list(folder.path("lake/gold")) ?? ["none"])",
        "\(try lake.list(folder.path("lake/silver")) ?? ["none"])",
        "\(try lake.missing(among: [path("a"), path("c"), path("b")]).count)",
      ]
    }
    let first = try look()
    #expect(first == ["2", "-1", "[\"a\"]", "[\"none\"]", "2"])
    let asked = service.requests.count
    try writer.put([1], at: path("b"))
    let after = service.requests.count
    #expect(try look() == first)
    #expect(service.requests.count == after && asked < after)
    // What is new among many is asked for alone.
    #expect(try lake.missing(among: [path("a"), path("d")]) == [path("d")])
    #expect(service.requests.count == after + 1)
  }

  @Test("is asked again after a while, by who writes, and by who has just written")
  func forgotten() throws {
    let (writer, old, late) = (lake(remembering: nil), lake(remembering: .seconds(3600)), lake(remembering: .zero))
    for lake in [writer, old, late] { #expect(try lake.status(of: path("a")) == nil) }
    try writer.put([1], at: path("a"))
    #expect(try [writer, old, late].map { try $0.status(of: path("a"))?.size } == [1, nil, 1])
    #expect(try !old.putIfAbsent([2], at: path("a"), modified: nil))
    #expect(try old.status(of: path("a"))?.size == 1)
    try old.put([1, 2, 3], at: path("a"))
    #expect(try old.status(of: path("a"))?.size == 3)
    try old.remove(path("a"))
    #expect(try old.status(of: path("a")) == nil)
  }

  @Test("is no answer where it failed")
  func failures() throws {
    let silent = S3Service { _, _ in .noAnswer(.cut) }
    let failing = MirroredStore(
      folder: folder.path("lake"), address: "s3://\(S3Service.bucket)/lake", remembering: .seconds(3600),
      open: { () throws(StorageError) in S3Store(silent.client()) })
    for _ in 0..<2 { #expect(throws: StorageError.self) { try failing.status(of: path("a")) } }
  }
}
