import Foundation
import PipelineSupport
import Testing

@testable import Deliveries
@testable import Lake

@Suite("A file that its producer")
struct IncomingFileTests {
  private static let rows = ShopProject.header + (1...100_000).map { "I,k\($0),\($0),2026-01-01 00:00:00\n" }.joined()

  private func ingest(_ shop: Pipeline, _ reporter: any StepReporter, day: String? = nil) throws -> StepOutcome {
    let session = try shop.session()
    let source = try #require(session.workspace.project.sources.first)
    return try SourceIngest(
      session: session, source: source, execution: "test", runDate: day.flatMap { .init($0) }, reporter: reporter
    ).run()
  }

  /// What a producer may do to a file of three blocks while the second one is read.
  enum Change: CaseIterable {
    case cutShort, appended, replaced

    func make(_ path: String) throws {
      switch self {
      case .cutShort: guard truncate(path, 100_000) == 0 else { throw CocoaError(.fileWriteUnknown) }
      case .appended:
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("I,last,1,2026-01-01 00:00:00\n".utf8))
        try handle.close()
      case .replaced:
        try Data(rows.utf8).write(to: URL(fileURLWithPath: path + ".new"))
        guard rename(path + ".new", path) == 0 else { throw CocoaError(.fileWriteUnknown) }
      }
    }
  }

  @Test(
    "cuts short, appends to or replaces while it is read is left whole for the next run", arguments: Change.allCases)
  func stillWritten(change: Change) throws {
    let shop = try Pipeline(ShopProject.files([:]))
    let path = try shop.folder.write(Self.rows, to: "incoming/d1/orders.csv")
    let outcome = try ingest(shop, Meddler(atLook: 3) { try change.make(path) })
    #expect(outcome.message == "nothing new, 1 still being written")
    let (_, journal) = try shop.environment()
    #expect(try journal.latestManifests(of: "orders") == [])
    let files = shop.folder.path("lake/dev/bronze/orders/_files")
    #expect(try FileManager.default.contentsOfDirectory(atPath: files) == [".pending"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: files + "/.pending") == [])
    try shop.folder.write(Self.rows, to: "incoming/d1/orders.csv")
    let next = try shop.run()
    #expect(next.status == .succeeded, "\(next.trouble)")
    #expect(try shop.query("select count(*), max(_record) from bronze.orders") == [["100000", "100000"]])
  }

  @Test("still writes fails the run that expects it")
  func expected() throws {
    var files = ShopProject.files([:])
    files["project.yml"] = ShopProject.settings + "\n    expect: incoming/{run_date}/orders.csv\n"
    let shop = try Pipeline(files)
    let path = try shop.folder.write(Self.rows, to: "incoming/2026-11-08/orders.csv")
    let error = #expect(throws: LakeError.self) {
      try ingest(shop, Meddler(atLook: 3) { try Change.cutShort.make(path) }, day: "2026-11-08")
    }
    #expect(error?.error == "Assay.SourceMissing")
    #expect(error?.cause.contains("the file for 2026-11-08 is still being written") == true)
  }

  @Test("touches without changing it is read once more, and then known again")
  func touched() throws {
    let shop = try Pipeline(ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"]))
    try shop.run(["bronze.orders"])
    let path = shop.folder.path("incoming/d1/orders.csv")
    let touched = Date(timeIntervalSince1970: 1_700_000_000)
    try FileManager.default.setAttributes([.modificationDate: touched], ofItemAtPath: path)
    #expect(try ingest(shop, Meddler()).message == "nothing new")
    let (_, journal) = try shop.environment()
    #expect(try journal.manifest(source: "orders", name: "incoming/d1/orders.csv")?.modifiedAt == touched)
  }

  @Test("delivers after a worker was killed finds the worker's half copy removed once it is an hour old")
  func leftovers() throws {
    let shop = try Pipeline(ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"]))
    let pending = "lake/dev/bronze/orders/_files/.pending"
    let old = try shop.folder.write("half", to: pending + "/old.tmp")
    try shop.folder.write("half", to: pending + "/young.tmp")
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -4000)], ofItemAtPath: old)
    #expect(try ingest(shop, Meddler()).message == "1 new file")
    #expect(try FileManager.default.contentsOfDirectory(atPath: shop.folder.path(pending)) == ["young.tmp"])
  }
}
