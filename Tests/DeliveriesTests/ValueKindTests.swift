import Lake
import Project
import Records
import Testing

@testable import Deliveries

@Suite("What a value looks like")
struct ValueKindTests {
  private func kind(_ text: String) -> ValueKind {
    Array(text.utf8).withUnsafeBytes { ValueKind($0) }
  }

  @Test(
    "is told by its text",
    arguments: [
      ("true", .boolean), ("FALSE", .boolean), ("truer", .text), ("t", .text), ("falsehood", .text),
      ("0", .integer), ("-7", .integer), ("+7", .integer), ("007", .integer), ("--7", .text), ("7-", .text),
      ("1.5", .decimal), (".5", .decimal), ("5.", .decimal), ("1.2.3", .text), (".", .text), ("-", .text),
      ("1e5", .double), ("1.5E-3", .double), ("1e", .text), ("e5", .text), ("1e5e5", .text), ("1e5.5", .text),
      ("0x1F", .text), ("1,000", .text), ("1 000", .text), ("NaN", .text), ("Infinity", .text), ("∞", .text),
      // What 64 bits hold, and what they do not.
      ("9223372036854775807", .integer), ("9223372036854775808", .decimal), ("-9223372036854775808", .integer),
      ("-9223372036854775809", .decimal), ("00000000000000000000000000000000000000000000001", .integer),
      ("99999999999999999999999999999999999999", .decimal), ("100000000000000000000000000000000000000", .double),
      ("2026-11-08", .date), ("2026-11-8", .text), ("2026/11/08", .text), ("2026-11-08T", .text),
      ("2026-11-08 06:10", .timestamp), ("2026-11-08T06:10:00.123Z", .timestamp),
      ("2026-11-08T06:10:00+01:00", .timestamp), ("2026-11-08 about noon", .text), ("12026-11-08", .text),
    ] as [(String, ValueKind)])
  func texts(text: String, expected: ValueKind) {
    #expect(kind(text) == expected)
  }

  private static let all: [ValueKind] = [.empty, .boolean, .integer, .decimal, .double, .date, .timestamp, .text]

  @Test("joined with another is the narrowest that holds both, in whatever order values come")
  func lattice() {
    for a in Self.all {
      #expect(a.joined(a) == a && a.joined(.empty) == a && a.joined(.text) == .text)
      for b in Self.all {
        #expect(a.joined(b) == b.joined(a), "\(a) and \(b)")
        #expect(a.joined(b).joined(b) == a.joined(b), "\(a) and \(b)")
        for c in Self.all {
          #expect(a.joined(b).joined(c) == a.joined(b.joined(c)), "\(a), \(b) and \(c)")
        }
      }
    }
    #expect(ValueKind.integer.joined(.double) == .double && ValueKind.date.joined(.timestamp) == .timestamp)
    #expect(ValueKind.boolean.joined(.integer) == .text && ValueKind.date.joined(.integer) == .text)
  }

  @Test(
    "is retyped where readers meet what they do not know, and not where texts happen to look narrower",
    arguments: [
      (.integer, .text, true, true), (.integer, .decimal, true, true), (.decimal, .integer, false, true),
      (.text, .integer, false, true), (.date, .timestamp, true, true), (.timestamp, .date, true, true),
      (.integer, .integer, false, false), (.empty, .text, false, false), (.integer, .empty, false, false),
      (.boolean, .integer, true, true),
    ] as [(ValueKind, ValueKind, Bool, Bool)])
  func retyped(old: ValueKind, new: ValueKind, inTexts: Bool, whenDeclared: Bool) {
    #expect(old.isRetyped(to: new, isDeclared: false) == inTexts)
    #expect(old.isRetyped(to: new, isDeclared: true) == whenDeclared)
  }

  @Test(
    "is told of Parquet by what the file declares",
    arguments: [
      ("BOOLEAN", .boolean), ("TINYINT", .integer), ("UBIGINT", .integer), ("HUGEINT", .integer), ("INTEGER", .integer),
      ("FLOAT", .double), ("DECIMAL(18,3)", .decimal), ("DATE", .date), ("TIMESTAMP WITH TIME ZONE", .timestamp),
      ("TIMESTAMP_NS", .timestamp), ("VARCHAR", .text), ("INTEGER[]", .text), ("STRUCT(a INTEGER)", .text),
      ("NULL", .empty),
    ] as [(String, ValueKind)])
  func parquet(type: String, expected: ValueKind) {
    #expect(ValueKind(parquetType: type) == expected)
  }

  @Test("of a column is that of all its values, nulls passed over, in text with a header and in JSON lines alike")
  func columns() throws {
    var source = SourceDefinition(name: "orders")
    source.nullValues = ["", "NULL"]
    let csv = Array("a,b,c,d\n1,,x,\n2,true,2026-01-01,NULL\n2.5,NULL,2026-01-01,\n,no,1,\n".utf8)
    let kinds = try csv.withUnsafeBytes { bytes in
      let scan = try CSVScanner.scan(bytes, dialect: source.dialect, expectedFields: nil, onBlock: { _ in })
      return BronzeFile.kinds(bytes, source: source, blocks: scan.blocks, columns: scan.header ?? [])
    }
    #expect(kinds == ["a": .decimal, "b": .text, "c": .text, "d": .empty])
    source.format = .jsonl
    let lines = Array(#"{"a": 1, "b": true}{"a": 1e3, "b": null}"#.replacing("}{", with: "}\n{").utf8)
    let found = try lines.withUnsafeBytes { bytes in
      let scan = try JSONLinesScanner.scan(bytes, maxRecordBytes: 1000, onBlock: { _ in })
      return BronzeFile.kinds(bytes, source: source, blocks: scan.blocks, columns: ["a", "b", "c"])
    }
    #expect(found == ["a": .double, "b": .boolean, "c": .empty])
  }
}
