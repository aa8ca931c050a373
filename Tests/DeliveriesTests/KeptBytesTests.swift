import Foundation
import Ledger
import Records
import Testing
import TestSupport
import Words

@testable import Deliveries
@testable import Lake

@Suite("Bytes that the lake keeps")
struct KeptBytesTests {
  private func kept(_ lake: LittleLake) -> String { "lake/dev/bronze/orders/_files/incoming/a.csv" }

  private func open(_ lake: LittleLake) throws -> BronzeFile.Opened {
    let record = try #require(try lake.journal.manifest(source: "orders", name: "incoming/a.csv"))
    return try BronzeFile(record, source: lake.source, in: lake.workspace).open()
  }

  @Test("and that were cut off are refused by name and size, whatever is missing", arguments: [0, 1, 4, 9, 10])
  func cut(count: Int) throws {
    let lake = try LittleLake()
    try lake.deliver("a.csv", "id,v\n1,a\n2,b\n")
    try lake.ingest()
    #expect(try open(lake).bytes.count == 13)
    let path = lake.folder.path(kept(lake))
    try Data(try lake.folder.read(kept(lake)).utf8.prefix(count)).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: LakeError.self) { try open(lake) }
    #expect(error?.error == .fileUnreadable)
    #expect(
      error?.cause.contains("\(path) has \(count) bytes, fewer than were loaded") == true, "\(error?.cause ?? "")")
    // As it says: removed, it is taken in again at its place.
    try FileManager.default.removeItem(atPath: path)
    #expect(try open(lake, fails: .fileMissing))
    try lake.ingest()
    #expect(try open(lake).bytes.count == 13)
    #expect(try lake.journal.allManifests(of: "orders").map(\.sequence) == [1])
  }

  private func open(_ lake: LittleLake, fails expected: FailureName) throws -> Bool {
    do { _ = try open(lake) } catch let error as LakeError { return error.error == expected }
    return false
  }

  @Test(
    "by a scan that says more than there is are read to their end and no further",
    arguments: ["id\n1\n2\n", "id,v\n1,a\n2,b\n", "id,v\n1,\"a\nb\"\n2,b\n"])
  func readers(text: String) throws {
    let bytes = Array(text.utf8)
    try bytes.withUnsafeBytes { bytes in
      let scan = try CSVScanner.scan(bytes, dialect: CSVDialect(), expectedFields: nil, onBlock: { _ in })
      let block = try #require(scan.blocks.first)
      let longer = RecordBlock(byteOffset: block.byteOffset, byteCount: block.byteCount + 1000, firstRecord: 1)
      var reader = CSVRecordReader(bytes: bytes, dialect: CSVDialect(), block: longer, fieldCount: scan.fieldCount)
      var fields: [FieldSlice] = []
      var count = 0
      while count < 100, reader.next(&fields) { count += 1 }
      #expect(count == 2)
      let behind = RecordBlock(byteOffset: bytes.count + 10, byteCount: 1000, firstRecord: 1)
      reader = CSVRecordReader(bytes: bytes, dialect: CSVDialect(), block: behind, fieldCount: scan.fieldCount)
      let isThere = reader.next(&fields)
      #expect(!isThere)
    }
    let lines = Array("{\"a\": 1}\n{\"a\": 2}\n".utf8)
    lines.withUnsafeBytes { bytes in
      var reader = JSONLinesReader(
        bytes: bytes, block: RecordBlock(byteOffset: 0, byteCount: 1000, firstRecord: 1), maxRecordBytes: 100)
      var count = 0
      while count < 100, reader.next() != nil { count += 1 }
      #expect(count == 2)
    }
  }

  @Test("are listed with all that lies there, without what is read of them, what waits and what was taken out")
  func all() throws {
    let lake = try LittleLake()
    let folder = "lake/dev/bronze/orders/_files/"
    for name in [
      "incoming/b.csv", "incoming/a.csv", "incoming/a.csv.utf8", "incoming/lonely.utf8", ".pending/x.tmp",
      ".withdrawn/1/incoming/w.csv", "incoming/2026/é.csv",
    ] {
      let path = try lake.folder.write("id\n1\n", to: folder + name)
      try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: path)
    }
    try FileManager.default.createSymbolicLink(
      atPath: lake.folder.path(folder + "incoming/link.csv"), withDestinationPath: "a.csv")
    let path = lake.folder.path(folder + "incoming/b.csv")
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 9)], ofItemAtPath: path)
    let names = try KeptFiles(workspace: lake.workspace, source: lake.source).all().map(\.name)
    #expect(
      names == ["incoming/2026/é.csv", "incoming/a.csv", "incoming/lonely.utf8", "incoming/b.csv"])
  }

  @Test("are those that were loaded only where each byte is")
  func verifies() throws {
    let lake = try LittleLake()
    try lake.deliver("a.csv", "id\n1\n")
    try lake.ingest()
    let record = try #require(try lake.journal.manifest(source: "orders", name: "incoming/a.csv"))
    let files = KeptFiles(workspace: lake.workspace, source: lake.source)
    #expect(try files.holds(record) && files.verifies(record))
    try lake.folder.write("id\n2\n", to: kept(lake))
    #expect(try files.holds(record) && !files.verifies(record))
    try lake.folder.write("id\n1\n1\n", to: kept(lake))
    #expect(try !files.verifies(record))
    try FileManager.default.removeItem(atPath: lake.folder.path(kept(lake)))
    #expect(try !files.holds(record) && !files.verifies(record))
  }
}
