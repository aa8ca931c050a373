import Calls
import Clocks
import Credentials
import Fetching
import Foundation
import Lake
import Project
import S3
import Synchronization
import TestSupport
import Testing
import Web
import WebSupport
import Words

@Suite("A kind of source of one's own")
struct SourceReaderTests {
  private static let scheme = PlaceScheme("rows", advice: "name a table", listsFiles: true)

  /// A table of a database, each day's rows as a file.
  private struct Rows: SourceReader {
    let days: [String: String]

    var schemes: [PlaceScheme] { [SourceReaderTests.scheme, .http] }

    func bring(_ place: RemotePlace, reporter: any StepReporter) throws(LakeError) {
      for (day, rows) in days {
        let path = "\(place.folder)/\((place.path as NSString).deletingLastPathComponent)/\(day).csv"
        do {
          try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
          try Data(rows.utf8).write(to: URL(fileURLWithPath: path))
        } catch { throw LakeError(.fileUnreadable, "\(error)") }
      }
    }
  }

  private struct Quiet: StepReporter {
    func log(_ level: LogLevel, _ message: String) {}
    func progress(_ fraction: Double?, _ message: String) {}
    var isStopped: Bool { false }
  }

  private func network(_ days: [String: String]) -> NetworkFiles {
    NetworkFiles(retries: Retries(attempts: 1), others: [Rows(days: days)]) {
      Surroundings(
        environment: [:], home: nil, read: { _ in nil }, run: { _ in .init(status: 1, output: []) },
        transport: ScriptedTransport(), clock: SystemClock())
    }
  }

  @Test("brings its deliveries to where a source's patterns find them, and nothing else needs to know of it")
  func delivers() throws {
    let folder = try TemporaryFolder()
    let place = try #require(
      try RemotePlace("rows://shop/orders/*.csv", projectFolder: folder.path, among: [Self.scheme]))
    try network(["2026-11-01": "a\n1\n", "2026-11-02": "a\n2\n"]).bring(place, reporter: Quiet())
    let pattern = try FileGlob(place.copies)
    for day in ["2026-11-01", "2026-11-02"] {
      let path = folder.path(".fetched/rows/shop/orders/\(day).csv")
      #expect(FileManager.default.fileExists(atPath: path) && pattern.matches(path), "\(path)")
    }
  }

  @Test("is told of by whoever asks whether sources can be read, though it has no question")
  func access() throws {
    let place = try #require(
      try RemotePlace("rows://shop/orders/*.csv", projectFolder: "/p", among: [Self.scheme, PlaceScheme("strange")]))
    #expect(network([:]).access(to: place) == PlaceAccess(works: true, text: "is asked by a run only"))
    let unread = try #require(try RemotePlace("strange://a/b", projectFolder: "/p", among: [PlaceScheme("strange")]))
    #expect(network([:]).access(to: unread) == PlaceAccess(works: false, text: "nothing here reads strange://"))
  }

  @Test("comes before what reads the same addresses")
  func first() throws {
    let folder = try TemporaryFolder()
    let place = try #require(try RemotePlace("http://shop/orders/x.csv", projectFolder: folder.path))
    try network(["today": "a\n"]).bring(place, reporter: Quiet())
    #expect(FileManager.default.fileExists(atPath: folder.path(".fetched/http/shop/orders/today.csv")))
  }

  @Test("is refused with its address where nobody reads it, and where it names nothing")
  func unread() throws {
    let strange = PlaceScheme("strange")
    let place = try #require(try RemotePlace("strange://a/b.csv", projectFolder: "/p", among: [strange]))
    #expect {
      try network([:]).bring(place, reporter: Quiet())
    } throws: { error in
      (error as? LakeError)?.cause == "strange://a/b.csv: nothing here reads strange://"
    }
    #expect(try RemotePlace("strange://a/b.csv", projectFolder: "/p") == nil)
    #expect {
      try RemotePlace("rows://shop/", projectFolder: "/p", among: [Self.scheme])
    } throws: { "\($0)" == "name a table" }
  }
}
