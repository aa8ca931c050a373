import Foundation
import JSON
import Ledger
import Testing

@testable import Journal

@Suite struct ManifestTests {
  let fixture: JournalFixture
  var journal: Journal { fixture.journal }

  init() throws { fixture = try JournalFixture() }

  func load(_ name: String, source: String = "orders") throws -> ManifestRecord {
    guard case .recorded(let record) = try journal.recordManifest(fixture.manifest(name, source: source)) else {
      throw JournalError.damaged(path: name, what: "not recorded")
    }
    return record
  }

  @Test("a manifest comes back as it was recorded")
  func roundTrip() throws {
    let record = try load("2026/o 1.csv")
    #expect(try journal.manifest(source: "orders", name: "2026/o 1.csv") == record)
    #expect(record.file == fixture.manifest("2026/o 1.csv"))
    #expect(record.ingestedAt == fixture.clock.now())
  }

  @Test("a name is loaded once per source")
  func unique() throws {
    let first = try load("o.csv")
    _ = try load("o.csv", source: "payments")
    #expect(try journal.recordManifest(fixture.manifest("o.csv")) == .alreadyLoaded(first))
    #expect(try journal.manifests(of: "orders") == [first])
  }

  @Test("a failed file may be tried again, fail again and load in the end")
  func retry() throws {
    for _ in 0..<2 { try journal.recordManifest(fixture.manifest("o.csv", status: .failed)) }
    #expect(try journal.latestManifests().count == 1)
    #expect(try journal.manifest(source: "orders", name: "o.csv") == nil)
    let failed = try #require(try journal.manifest(source: "orders", name: "o.csv", status: .failed))
    #expect(failed.error == "broken")
    let loaded = try load("o.csv")
    #expect(loaded.sequence == 1)
    #expect(try journal.latestManifests().map(\.status) == [.loaded])
  }

  @Test("a failed attempt under a loaded name leaves the loaded file as it is")
  func failedBesideLoaded() throws {
    let loaded = try load("o.csv")
    try journal.recordManifest(fixture.manifest("o.csv", status: .failed))
    #expect(try journal.manifest(source: "orders", name: "o.csv") == loaded)
    #expect(try journal.manifests(of: "orders").map(\.status) == [.loaded])
  }

  @Test("files are found by their place, over more than one page")
  func ranges() throws {
    let outcomes = try journal.recordManifests((0..<2500).map { fixture.manifest("\($0).csv") })
    #expect(outcomes.count == 2500)
    var names: [String] = []
    try journal.eachManifest(of: "orders", after: 100, through: 2400) { names.append($0.name) }
    #expect(names == (100..<2400).map { "\($0).csv" })
    #expect(try journal.lastSequence(of: "orders") == 2500)
    #expect(try journal.lastSequence(of: "payments") == nil)
    let page = try journal.manifests(of: fixture.manifest("x").execution, after: 2498)
    #expect(page.map(\.sequence) == [2499, 2500])
    #expect(try journal.latestManifests(of: "orders", before: 3).map(\.sequence) == [2, 1])
  }

  @Test("loaded names and totals leave failed files out")
  func summaries() throws {
    _ = try load("a.csv")
    fixture.clock.advance(60)
    _ = try load("b.csv")
    let newest = fixture.clock.now()
    fixture.clock.advance(60)
    try journal.recordManifest(fixture.manifest("c.csv", status: .failed))
    #expect(
      try journal.loadedManifests(source: "orders", names: ["a.csv", "c.csv", "d.csv"]).keys.map(\.text) == ["a.csv"])
    let totals = try journal.manifestTotals(of: "orders")
    #expect(totals.files == 2 && totals.records == 20 && totals.rejected == 2 && totals.size == 240)
    #expect(totals.newestLoad == newest && totals.lastSequence == 2)
    #expect(try journal.manifestTotals(of: "none").newestLoad == nil)
  }
}
