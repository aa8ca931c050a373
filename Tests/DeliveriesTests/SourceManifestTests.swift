import Foundation
import Ledger
import Storage
import Testing
import Words

@testable import Deliveries
@testable import Lake

/// The same of a manifest that is one file and of one that is objects of a bucket.
@Suite("A source's manifest")
struct SourceManifestTests {
  private func file(_ name: String) -> NewManifest {
    NewManifest(
      source: "orders", name: name, storedPath: "bronze/orders/_files/" + name, sha256: name, size: 1,
      modifiedAt: Date(timeIntervalSince1970: 5), format: "csv", columns: ["id"], records: 1,
      execution: ExecutionID("run"))
  }

  private func writer(_ lake: LittleLake) throws -> ManifestWriter {
    try ManifestWriter(lake.manifest, lake.journal, state: try lake.manifest.state())
  }

  @Test("that is not there says nothing, and agrees with every journal", arguments: [false, true])
  func none(inBucket: Bool) throws {
    let lake = try LittleLake(inBucket: inBucket)
    #expect(try lake.manifest.state() == nil)
    #expect(try lake.manifest.contents() == nil)
    #expect(try lake.manifest.bytes() == nil)
    #expect(try lake.manifest.agrees(with: lake.journal))
    #expect(try lake.manifest.records(lake.journal).isEmpty)
  }

  @Test(
    "grows by lines that count on, and the journal learns each with the state it has then", arguments: [false, true])
  func grows(inBucket: Bool) throws {
    let lake = try LittleLake(inBucket: inBucket)
    let writer = try writer(lake)
    _ = try writer.load(file("a"))
    let first = try lake.manifest.state()
    _ = try writer.load([(file("b"), []), (file("c"), [])])
    _ = try writer.load([])
    let contents = try #require(try lake.manifest.contents())
    #expect(contents.records.map(\.name) == ["a", "b", "c"])
    #expect(contents.records.map(\.sequence) == [1, 2, 3])
    #expect(Set(contents.records.map(\.chain)).count == 3)
    #expect(try lake.manifest.state() == contents.state && contents.state != first)
    #expect(try lake.manifest.agrees(with: lake.journal))
    #expect(try lake.journal.allManifests(of: "orders") == contents.records)
    // Whoever comes later goes on where this one ended.
    _ = try self.writer(lake).load(file("d"))
    #expect(try lake.manifest.contents()?.records.map(\.sequence) == [1, 2, 3, 4])
  }

  @Test("amended says something else of known files, to the journal too", arguments: [false, true])
  func amended(inBucket: Bool) throws {
    let lake = try LittleLake(inBucket: inBucket)
    _ = try writer(lake).load([(file("a"), []), (file("b"), [])])
    try writer(lake).amend([])
    try writer(lake).amend([.lost(1), .withdrawn(2, rereads: 1)])
    #expect(try lake.journal.allManifests(of: "orders").map(\.status) == [.lost, .withdrawn])
    #expect(try lake.manifest.known(["a", "b"], lake.journal).map(\.value.name) == ["a"])
    #expect(try lake.manifest.withdrawn(lake.journal).map(\.name) == ["b"])
    #expect(try lake.manifest.agrees(with: lake.journal))
  }

  @Test(
    "that another journal wrote to refuses a writer who does not know of it, and loses nothing",
    arguments: [false, true])
  func busy(inBucket: Bool) throws {
    let lake = try LittleLake(inBucket: inBucket)
    let (one, other) = (try writer(lake), try writer(lake))
    _ = try one.load(file("a"))
    #expect(throws: LakeError.self) { try other.load(file("b")) }
    #expect(throws: LakeError.self) { try other.load([(file("b"), [])]) }
    #expect(try lake.manifest.contents()?.records.map(\.name) == ["a"])
    #expect(try lake.journal.allManifests(of: "orders").map(\.name) == ["a"])
    _ = try one.load(file("c"))
    #expect(try lake.manifest.contents()?.records.map(\.name) == ["a", "c"])
  }

  @Test("counts more than a journal that says something else, whatever that is")
  func otherJournal() throws {
    let lake = try LittleLake()
    _ = try writer(lake).load([(file("a"), []), (file("b"), [])])
    try writer(lake).amend([.withdrawn(2, rereads: 1)])
    let new = try lake.withoutJournal().journal
    #expect(try !lake.manifest.agrees(with: new))
    #expect(try lake.manifest.records(new).map(\.name) == ["a", "b"])
    #expect(try lake.manifest.known(["a", "b", "c"], new).map(\.value.name) == ["a"])
    #expect(try lake.manifest.withdrawn(new).map(\.name) == ["b"])
  }

  @Test("whose last line was being written when its writer died is what it was before, and is written on from there")
  func torn() throws {
    let lake = try LittleLake()
    _ = try writer(lake).load(file("a"))
    let whole = try lake.folder.read("lake/dev/_manifest/orders.jsonl")
    let state = try lake.manifest.state()
    let torn = ManifestLine.lost(1).json.text
    for count in 1...torn.utf8.count {
      try lake.folder.write(whole + torn.prefix(count), to: "lake/dev/_manifest/orders.jsonl")
      #expect(try lake.manifest.state() == state)
      #expect(try lake.manifest.contents()?.records.map(\.status) == [.loaded])
    }
    _ = try writer(lake).load(file("b"))
    #expect(try lake.manifest.contents()?.records.map(\.name) == ["a", "b"])
    try lake.folder.write("{\"position\"", to: "lake/dev/_manifest/orders.jsonl")
    // A manifest of no whole line is none.
    #expect(try lake.manifest.state() == nil && lake.manifest.contents() == nil && lake.manifest.bytes() == nil)
  }

  @Test(
    "with a line that cannot be read names the file and the line, and nothing is loaded over it",
    arguments: [
      "not JSON", "{\"position\": 1}", "\u{0}\u{0}\u{0}",
      // What no writer writes: numbers that nothing can follow, or that rows cannot be counted with.
      #"{"position":9223372036854775807,"name":"x","sha256":"x","size":1,"records":1,"columns":[]}"#,
      #"{"position":0,"name":"x","sha256":"x","size":1,"records":1,"columns":[]}"#,
      #"{"position":2,"name":"x","sha256":"x","size":-1,"records":1,"columns":[]}"#,
      #"{"position":2,"name":"x","sha256":"x","size":1,"records":1,"rejected":2,"columns":[]}"#,
      #"{"position":2,"name":"x","sha256":"x","size":1,"records":-1,"columns":[]}"#,
      #"{"position":2,"name":"x","sha256":"x","size":1,"records":1,"columns":[],"rereads":-1}"#,
    ])
  func damaged(line: String) throws {
    let lake = try LittleLake()
    try lake.deliver("a.csv", "id\n1\n")
    try lake.ingest()
    let path = "lake/dev/_manifest/orders.jsonl"
    let damaged = try lake.folder.read(path) + line + "\n"
    try lake.folder.write(damaged, to: path)
    try lake.deliver("b.csv", "id\n2\n")
    let error = #expect(throws: LakeError.self) { try lake.ingest() }
    #expect(error?.error == .manifestDamaged)
    #expect(error?.cause.contains("/orders.jsonl:2: ") == true, "\(error?.cause ?? "")")
    #expect(try lake.folder.read(path) == damaged)
    #expect(try lake.loaded() == ["a.csv"])
  }

  @Test("of which a bucket lost a part is told by name, and not read over the gap", arguments: [0, 1])
  func lostPart(index: Int) throws {
    let lake = try LittleLake(inBucket: true)
    for name in ["a", "b", "c"] { _ = try writer(lake).load(file(name)) }
    let parts = ManifestParts(lake.manifest)
    let names = try parts.names()
    #expect(names.count == 3 && names == names.sorted())
    let folder = "\(lake.workspace.lakePath)/_manifest/orders"
    try lake.workspace.store.remove("\(folder)/\(names[index])")
    // What is no part is nobody's.
    try lake.workspace.store.put([1], at: folder + "/notes.txt")
    let error = #expect(throws: LakeError.self) { try lake.manifest.contents() }
    #expect(error?.error == .manifestDamaged)
    #expect(error?.cause.contains("the part \(names[index + 1])") == true, "\(error?.cause ?? "")")
  }

  @Test("leaves no number to give out where a bookmark holds the last one, and says so", arguments: [0, 1] as [Int64])
  func lastNumber(below: Int64) throws {
    let lake = try LittleLake()
    let writer = try writer(lake)
    writer.startAbove(.max - below)
    let error = #expect(throws: LakeError.self) { try writer.load(file("a")) }
    #expect(error?.cause.contains("no number is left") == true)
    #expect(throws: LakeError.self) { try writer.load([(file("a"), [])]) }
    #expect(try lake.manifest.contents() == nil)
  }

  @Test("can be begun with lines of another lake once, and not over others")
  func begin() throws {
    let lake = try LittleLake()
    let other = try LittleLake()
    _ = try writer(other).load([(file("a"), []), (file("b"), [])])
    let lines = try #require(try other.manifest.bytes())
    #expect(try lake.manifest.begin(with: lines))
    #expect(try lake.manifest.contents()?.records.map(\.name) == ["a", "b"])
    #expect(try !lake.manifest.begin(with: lines))
    #expect(throws: LakeError.self) { try lake.manifest.begin(with: Array(lines.dropLast(4)) + [0x0A]) }
    #expect(try lake.manifest.bytes() == lines)
  }

  @Test(
    "finds its last line however long it and those before are", arguments: [1, 1000, 65_535, 65_536, 65_537, 300_000])
  func longLines(length: Int) throws {
    let lake = try LittleLake()
    let path = try lake.folder.write("", to: "lines")
    let long = String(repeating: "x", count: length)
    for text in ["\(long)\n", "a\n\(long)\n", "\(long)\nlast\n", "\(long)\n\(long)\n", "\(long)\nlast\n\(long)"] {
      try lake.folder.write(text, to: "lines")
      let tail = try #require(try ManifestFile(path: path, toWrite: false)?.tail())
      let whole = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      #expect(String(decoding: tail.line, as: UTF8.self) == whole.last.map(String.init))
      #expect(tail.end == Int64(whole.joined(separator: "\n").utf8.count) + 1)
    }
    try lake.folder.write(long, to: "lines")
    #expect(try ManifestFile(path: path, toWrite: false)?.tail() == nil)
  }
}
