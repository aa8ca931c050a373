import Foundation
import S3
import S3Support
import Storage
import Synchronization
import TestSupport
import Testing

@Suite("Copies of a lake in a bucket") struct LakeCopiesTests {
  private let service = S3Service()
  private let folder: TemporaryFolder
  private let hours = Hours()

  init() throws { folder = try TemporaryFolder() }

  /// How late it is to the lake.
  private final class Hours: Sendable {
    private let passed = Mutex(0)
    var seconds: Double { 3600 * Double(passed.withLock { $0 }) }
    func pass(_ hours: Int) { passed.withLock { $0 += hours } }
  }

  private func lake() -> MirroredStore {
    MirroredStore(
      folder: folder.path("lake"), address: "s3://\(S3Service.bucket)/lake",
      now: { [hours] in Date().addingTimeInterval(hours.seconds + 60) },
      open: { [service] () throws(StorageError) in S3Store(service.client()) })
  }

  private func path(_ name: String) -> String { folder.path("lake/gold/t/\(name)") }

  private func fill(_ lake: MirroredStore, _ names: [String]) throws {
    for name in names { try lake.put([UInt8](repeating: 1, count: 1000), at: path(name)) }
    try lake.bring(names.map(path))
  }

  private func copies() throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: folder.path("lake/gold/t")))
  }

  @Test("go when they are more than a limit, those first that nobody wanted for longest, and come again")
  func trimmed() throws {
    let lake = lake()
    try fill(lake, ["a.parquet", "b.parquet", "c.csv", "d.parquet"])
    hours.pass(1)
    // File systems count time in ticks.
    usleep(1_100_000)
    try lake.bring([path("a.parquet")])
    #expect(try lake.trimCopies(to: 4000) == 0)
    #expect(try lake.trimCopies(to: 2500) == 2000)
    #expect(try copies() == ["a.parquet", "d.parquet"])
    #expect(try lake.trimCopies(to: 2000) == 0)
    try lake.bring([path("b.parquet"), path("c.csv")])
    #expect(try lake.read(path("b.parquet"), from: 0, upTo: nil).count == 1000)
    #expect(try copies().count == 4)
  }

  @Test("that somebody may be reading stay, whatever the limit")
  func inUse() throws {
    let lake = lake()
    try fill(lake, ["a.parquet"])
    #expect(try lake.trimCopies(to: 0) == 0)
    #expect(try copies() == ["a.parquet"])
  }

  @Test("are no files that were not sent yet")
  func unsent() throws {
    let lake = lake()
    try fill(lake, ["a.parquet"])
    try folder.write("half", to: "lake/gold/t/new.parquet")
    hours.pass(2)
    #expect(try lake.trimCopies(to: 0) == 1000)
    #expect(try copies() == ["new.parquet"])
  }

  @Test("make room for others when there is none, and what does not fit then is told")
  func noRoom() throws {
    let lake = lake()
    try fill(lake, ["a.parquet"])
    try lake.put([2], at: path("b.parquet"))
    hours.pass(2)
    // Nobody can write a file in it, as on a full disk.
    try folder.write("", to: "lake/silver")
    try lake.put([2], at: folder.path("lake/silver/t/c.parquet"))
    let error = #expect(throws: StorageError.self) { try lake.bring([folder.path("lake/silver/t/c.parquet")]) }
    #expect(error.map { "\($0)" }?.contains("lake/silver") == true)
    #expect(try copies() == [])
  }

  @Test("are not asked about where a lake is a folder")
  func ofFolders() throws {
    try folder.write("kept", to: "a.parquet")
    #expect(try LocalStore().trimCopies(to: 0) == 0)
    #expect(try folder.read("a.parquet") == "kept")
  }
}
