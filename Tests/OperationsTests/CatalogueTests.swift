import Foundation
import JSON
import Operations
import Testing
import Words

@Suite("Tables, sources and bookmarks as values")
struct CatalogueTests {
  private let entry = TableEntry(
    name: "silver.orders", layer: "silver", version: 4, rows: nil, bytes: 512, files: 2, loadedAt: Given.at("06:00:00"),
    fields: [.init(name: "id", type: "decimal(38,0)")], partitionColumns: ["day"])

  @Test("programs read a table with its columns; what is not known is null")
  func table() {
    #expect(
      entry.json.text == #"""
        {"name":"silver.orders","layer":"silver","version":4,"rows":null,"bytes":512,"files":2,\#
        "loadedAt":"2026-11-21T06:00:00.000Z","columns":[{"name":"id","type":"decimal(38,0)"}],\#
        "partitionColumns":["day"]}
        """#)
    let detail = TableDetail(entry: entry, description: nil, quarantinedRows: 3)
    #expect(detail.json["name"] == "silver.orders" && detail.json["description"] == .null)
    #expect(detail.json["quarantinedRows"] == .int(3))
  }

  private func version(_ counts: String?) -> TableVersionEntry {
    TableVersionEntry(
      version: 4, committedAt: Given.at("06:00:00"), operation: "WRITE", execution: nil, filesAdded: 1, filesRemoved: 0,
      counts: counts, engine: nil)
  }

  private func file(_ status: ManifestStatus) -> SourceFileEntry {
    SourceFileEntry(
      name: "a.csv", status: status, records: 3, rejected: 1, bytes: 20, sha256: "ab", ingestedAt: Given.at("06:00:00"),
      execution: "x-1", sequence: 7, error: nil)
  }

  @Test(
    "what a run counted stands in a version as JSON, and as null where it is none",
    arguments: [(nil, "null"), (#"{"read":3}"#, #"{"read":3}"#), ("no json", "null"), ("", "null")])
  func counts(_ counts: String?, _ expected: String) {
    #expect(version(counts).json["counts"]?.text == expected)
  }

  @Test("a file is loaded only in that one state, and told by its word", arguments: ManifestStatus.allCases)
  func state(_ state: ManifestStatus) {
    #expect(file(state).isLoaded == (state == .loaded))
    #expect(file(state).json["status"] == .string(state.rawValue))
  }

  @Test("a history is that of versions or of files, and goes from process to process as it is", arguments: [0, 1])
  func history(_ kind: Int) throws {
    let history: TableHistory = kind == 0 ? .versions([version(#"{"read":3}"#)]) : .files([file(.lost)])
    #expect(try JSONDecoder().decode(TableHistory.self, from: JSONEncoder().encode(history)) == history)
    #expect(history.json.arrayValue?.count == 1)
  }

  @Test("a table goes from process to process as it is")
  func wire() throws {
    let detail = TableDetail(entry: entry, description: "all orders", quarantinedRows: 0)
    #expect(try JSONDecoder().decode(TableDetail.self, from: JSONEncoder().encode(detail)) == detail)
  }

  @Test("a bookmark says how far each input was read; after a reset it says nothing of them")
  func bookmark() throws {
    let bookmark = BookmarkSummary(
      table: "silver.orders", batch: 3, inputs: ["bronze.orders": 7], movedAt: Given.at("06:00:00"), execution: nil)
    #expect(
      bookmark.json.text
        == #"{"table":"silver.orders","batch":3,"inputs":{"bronze.orders":7},"updatedAt":"2026-11-21T06:00:00.000Z","execution":null}"#
    )
    #expect(BookmarkChange(table: "silver.orders").json.text == #"{"table":"silver.orders","bookmark":{}}"#)
    let rewound = BookmarkChange(table: "silver.orders", version: 2, inputs: ["bronze.orders": 5])
    #expect(rewound.json.text == #"{"table":"silver.orders","version":2,"bookmark":{"bronze.orders":5}}"#)
  }

  @Test("a source tells its files and what became of its columns")
  func source() {
    let change = SourceSummary.ColumnChange(
      at: Given.at("06:00:00"), file: "a.csv", column: "price", kind: "retyped", reaction: "warn", was: "integer",
      now: "text", execution: "x-1", text: "price is text now")
    let source = SourceSummary(
      name: "orders", table: "bronze.orders", files: 2, records: 5, rejected: 1, bytes: 40, newestLoad: nil,
      lost: ["b.csv"], withdrawn: [], columnChanges: [change])
    #expect(
      source.json.text == #"""
        {"source":"orders","table":"bronze.orders","files":2,"records":5,"rejected":1,"bytes":40,"newestLoad":null,\#
        "lost":["b.csv"],"withdrawn":[],"columnChanges":[{"at":"2026-11-21T06:00:00.000Z","file":"a.csv",\#
        "column":"price","kind":"retyped","was":"integer","is":"text","reaction":"warn","execution":"x-1"}]}
        """#)
  }

  @Test("a script changed as many rows as its statements together", arguments: [([], 0), ([3], 3), ([3, 0, 4], 7)])
  func script(_ changed: [Int], _ total: Int) { #expect(ScriptOutcome(changed: changed).total == total) }

  @Test("a line of a log has its level as people read it", arguments: LogLevel.allCases)
  func logLine(_ level: LogLevel) {
    let line = LogLine(id: 9, at: Given.at("06:00:00"), level: level, step: nil, message: "m")
    #expect(line.json["level"] == .string(level.word) && line.json["step"] == .null && line.json["id"] == .int(9))
  }
}
