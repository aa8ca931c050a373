import Foundation
import JSON
import Ledger
import Testing
import Words

@testable import Deliveries

@Suite("A line of a source's manifest")
struct ManifestLineTests {
  private func record(_ position: Int64, _ name: String = "incoming/a.csv") -> ManifestRecord {
    var file = NewManifest(
      source: "orders", name: name, storedPath: "bronze/orders/_files/" + name, sha256: "00ff", size: .max,
      modifiedAt: Date(timeIntervalSince1970: 1_800_000_000.123), format: "csv", encoding: "gzip utf-16le",
      columns: ["id", "Größe", "a\"b\\c\n", "\u{1F600}"], records: 5, rejected: 2, blocks: [[0, 10, 1, 0, 0]],
      execution: ExecutionID("20261121-061000-x7k2"), deltaVersion: 7)
    (file.types, file.reading, file.rereads) = (["id": "integer"], #"{"delimiter":59}"#, 3)
    return ManifestRecord(
      sequence: position, chain: "c\(position)", ingestedAt: Date(timeIntervalSince1970: 1_800_000_100.456), file: file)
  }

  private func read(_ line: ManifestLine) throws -> ManifestLine? {
    ManifestLine(try JSONValue(parsing: line.json.text), source: "orders")
  }

  @Test(
    "says all there is to say of a file, whatever its name",
    arguments: [
      "incoming/a.csv", "incoming/Größe 1/a\"b.csv", "incoming/\u{E9}.csv", "incoming/e\u{301}.csv", "a\nb.csv",
    ])
  func file(name: String) throws {
    guard case .file(let again)? = try read(.file(record(4, name))) else {
      Issue.record("it is read as something else")
      return
    }
    #expect(again == record(4, name))
    // Two names that Unicode takes for one stay two.
    #expect(again.name.utf8.elementsEqual(name.utf8))
  }

  @Test("says what became of one, in a word and its place")
  func marks() throws {
    guard case .lost(9)? = try read(.lost(9)), case .found(9)? = try read(.found(9)),
      case .withdrawn(9, rereads: 4)? = try read(.withdrawn(9, rereads: 4))
    else {
      Issue.record("a mark is read as something else")
      return
    }
  }

  @Test(
    "that is none is told from one, whatever valid JSON it is",
    arguments: [
      "{}", "[]", "null", "7", #""lost""#, #"{"lost": "9"}"#, #"{"lost": 9.5}"#, #"{"lost": 99999999999999999999}"#,
      #"{"position": 1, "name": "a", "sha256": "x", "size": 1, "records": 1}"#,
      #"{"position": 1, "name": "a", "sha256": "x", "size": 1, "records": 1, "columns": "id"}"#,
      #"{"position": "1", "name": "a", "sha256": "x", "size": 1, "records": 1, "columns": []}"#,
      #"{"position": 1, "name": null, "sha256": "x", "size": 1, "records": 1, "columns": []}"#,
    ])
  func strange(text: String) throws {
    #expect(ManifestLine(try JSONValue(parsing: text), source: "orders") == nil)
  }

  @Test("of an earlier assay, with less in it, is read with what was so then")
  func earlier() throws {
    let text = #"{"position": 1, "name": "a", "sha256": "x", "size": 1, "records": 1, "columns": ["id"]}"#
    guard case .file(let record)? = ManifestLine(try JSONValue(parsing: text), source: "orders") else {
      Issue.record("it is not read")
      return
    }
    #expect(record.format == "csv" && record.encoding == "utf-8" && record.rejected == 0 && record.rereads == 0)
    #expect(record.reading == nil && record.deltaVersion == nil && record.types.isEmpty && record.chain.isEmpty)
    #expect(record.storedPath == "bronze/orders/_files/a" && record.status == .loaded)
    guard case .withdrawn(1, rereads: 1)? = ManifestLine(["withdrawn": 1], source: "orders") else {
      Issue.record("a withdrawal that does not say how often it was read is not one")
      return
    }
  }

  @Test("after another of the same file counts instead of it, at the place of the first")
  func apply() {
    var contents = ManifestContents()
    for line in [.file(record(1)), .file(record(2, "b")), .lost(1), .file(record(3, "c"))] as [ManifestLine] {
      contents.apply(line)
    }
    #expect(contents.records.map(\.status) == [.lost, .loaded, .loaded])
    contents.apply(.found(1))
    contents.apply(.withdrawn(2, rereads: 8))
    #expect(contents.records.map(\.status) == [.loaded, .withdrawn, .loaded])
    #expect(contents.records[1].rereads == 8 && contents.records[0].rereads == 3)
    var again = record(1)
    again = ManifestRecord(sequence: 1, chain: again.chain, ingestedAt: again.ingestedAt, file: record(1, "a2").file)
    contents.apply(.file(again))
    #expect(contents.records.map(\.name) == ["a2", "b", "c"])
    #expect(contents.lastPosition == 3 && contents.lastChain == "c3")
  }

  @Test(
    "of a file that is not there changes nothing",
    arguments: [ManifestLine.lost(7), .found(0), .withdrawn(-1, rereads: 1)])
  func nowhere(line: ManifestLine) {
    var contents = ManifestContents()
    contents.apply(line)
    #expect(contents.records.isEmpty && contents.lastPosition == 0 && contents.lastChain.isEmpty)
    contents.apply(.file(record(1)))
    contents.apply(line)
    #expect(contents.records.map(\.status) == [.loaded])
  }

  @Test("has a chain that tells where it stands, what its bytes are, how it is called, and all of that before it")
  func chain() {
    let file = record(1).file
    let base = ManifestContents.chain("", file, at: 1)
    var (renamed, other) = (file, file)
    renamed.name += "x"
    other.sha256 = "11"
    let chains = [
      base, ManifestContents.chain("", file, at: 2), ManifestContents.chain("z", file, at: 1),
      ManifestContents.chain("", renamed, at: 1), ManifestContents.chain("", other, at: 1),
    ]
    #expect(Set(chains).count == chains.count)
    var reread = file
    (reread.records, reread.columns, reread.reading) = (0, [], nil)
    // Another reading of the same bytes is the same file.
    #expect(ManifestContents.chain("", reread, at: 1) == base)
  }
}
