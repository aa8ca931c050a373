import Foundation
import JSON
import TestSupport
import Testing

@testable import DeltaLog

@Suite("A deletion vector") struct DeletionVectorTests {
  private static let rows: [[UInt32]] = [
    [0], [3, 5, 70_000, 4_000_000_000], Array(10..<150_000), stride(from: UInt32(0), to: 200_000, by: 3).map { $0 },
    [1, 65_536, 131_072, 196_608, 262_144],
  ]

  @Test("gives back its rows in every form", arguments: DeletionVectorBytes.Form.allCases, rows)
  func roundTrip(form: DeletionVectorBytes.Form, rows: [UInt32]) throws {
    #expect(try RoaringRows.read(DeletionVectorBytes.serialized(rows, form)) == rows.map { Int64($0) })
  }

  private func inline(_ bytes: [UInt8], cardinality: Int64) -> DeletionVector {
    DeletionVector(
      storageType: "i", pathOrInline: DeletionVectorBytes.base85(bytes), offset: nil, sizeInBytes: Int64(bytes.count),
      cardinality: cardinality)
  }

  @Test("is read from the log itself")
  func inline() throws {
    let bytes = DeletionVectorBytes.serialized([3, 9], .portable)
    #expect(try inline(bytes, cardinality: 2).rows(table: "/t") == [3, 9])
  }

  @Test("that names another number of rows than the log says is damaged", arguments: [0, 1, 3] as [Int64])
  func cardinality(promised: Int64) {
    let bytes = DeletionVectorBytes.serialized([3, 9], .portable)
    let error = #expect(throws: DeltaError.self) { try inline(bytes, cardinality: promised).rows(table: "/t") }
    #expect(error?.description.contains("names 2 rows and should name \(promised)") ?? false)
  }

  @Test("cut anywhere is damaged and asks for no memory", arguments: DeletionVectorBytes.Form.allCases)
  func cut(form: DeletionVectorBytes.Form) {
    let bytes = DeletionVectorBytes.serialized(Array(0..<5000) + [70_000], form)
    for length in stride(from: 0, to: bytes.count - 1, by: 7) {
      #expect(throws: DeltaFormatError.self) { try RoaringRows.read(Array(bytes.prefix(length))) }
    }
  }

  @Test("in a file is found by its UUID, its prefix and its offset", arguments: ["", "ab"])
  func file(prefix: String) throws {
    let folder = try TemporaryFolder()
    let vector = DeletionVectorBytes.serialized([1, 2], .portable)
    let name = (prefix.isEmpty ? "" : prefix + "/") + "deletion_vector_00112233-4455-6677-8899-aabbccddeeff.bin"
    let uuid: [UInt8] = (0..<16).map { UInt8($0 * 0x11) }
    try folder.write(Array(DeletionVectorBytes.file(vector)), to: name)
    let stored = DeletionVector(
      storageType: "u", pathOrInline: prefix + DeletionVectorBytes.base85(uuid), offset: 1,
      sizeInBytes: Int64(vector.count), cardinality: 2)
    #expect(try stored.rows(table: folder.path) == [1, 2])
  }

  @Test("in a file that was changed, cut or deleted is refused with the file's name", arguments: 0..<4)
  func damaged(kind: Int) throws {
    let folder = try TemporaryFolder()
    let vector = DeletionVectorBytes.serialized([1, 2], .portable)
    var bytes = DeletionVectorBytes.file(vector)
    switch kind {
    case 0: bytes[0] = 2
    case 1: bytes[20] ^= 1
    case 2: bytes.removeLast()
    default: bytes = []
    }
    if kind < 3 { try folder.write(bytes, to: "x y.bin") }
    let stored = DeletionVector(
      storageType: "p", pathOrInline: "file://\(folder.path)/x%20y.bin", offset: 1, sizeInBytes: Int64(vector.count),
      cardinality: 2)
    let error = #expect(throws: DeltaError.self) { try stored.rows(table: "/t") }
    #expect(error?.description.contains("\(folder.path)/x y.bin") ?? false)
  }

  @Test("makes another file of the one it belongs to, in whatever order a commit says so")
  func replay() throws {
    let fixture = try Fixture()
    let table = try fixture.commit(1)
    func vector(_ rows: [UInt32]) -> JSONValue {
      let bytes = DeletionVectorBytes.serialized(rows, .portable)
      return inline(bytes, cardinality: Int64(rows.count)).json
    }
    func add(_ vector: JSONValue) -> String {
      let add: JSONValue = [
        "path": "f0", "size": 1, "modificationTime": 1, "stats": #"{"numRecords":10}"#, "deletionVector": vector,
      ]
      return JSONValue.object(["add": add]).text + "\n"
    }
    func remove(_ vector: JSONValue?) -> String {
      JSONValue.object(["remove": ["path": "f0", "deletionVector": vector ?? .null]]).text + "\n"
    }
    try fixture.folder.write(remove(nil) + add(vector([1])), to: fixture.logFile(1))
    try fixture.folder.write(add(vector([1, 2])) + remove(vector([1])), to: fixture.logFile(2))
    #expect(try table.snapshot(version: 1).rowCount == 9)
    let snapshot = try #require(try table.snapshot())
    #expect(snapshot.files.map { $0.deletionVector?.cardinality } == [2])
    #expect(snapshot.rowCount == 8)
  }
}
