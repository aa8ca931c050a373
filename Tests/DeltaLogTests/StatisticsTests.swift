import JSON
import Testing

@testable import DeltaLog

@Suite struct StatisticsTests {
  private func statistics(_ type: DeltaType, _ values: [String: String]) -> FileStatistics {
    let schema = DeltaSchema(fields: [DeltaField(name: "c", type: type)])
    return .from(copyStatistics: ["\"c\"": values], schema: schema, count: 5)
  }

  @Test(
    "bounds are written in the logs form",
    arguments: [
      (.boolean, "0", "1", "false", "true"),
      (.long, "-9223372036854775808", "9223372036854775807", "-9223372036854775808", "9223372036854775807"),
      (.decimal(precision: 18, scale: 2), "-3.45", "12.50", "-3.45", "12.50"),
      (.double, "-1.5", "1e+20", "-1.5", "1e+20"), (.float, "0.1", "0.5", "0.1", "0.5"),
      (.date, "2024-01-02", "2024-12-31", "\"2024-01-02\"", "\"2024-12-31\""),
      (.string, "a", "zz \"x\"", "\"a\"", "\"zz \\\"x\\\"\""),
      (
        .timestamp, "2024-01-02 03:04:05.123456+00", "2024-01-02 03:04:05.123456+00",
        "\"2024-01-02T03:04:05.123Z\"", "\"2024-01-02T03:04:05.124Z\""
      ),
      (
        .timestamp, "2024-01-02 03:04:05", "2024-12-31 23:59:59.999999+00",
        "\"2024-01-02T03:04:05.000Z\"", "\"2025-01-01T00:00:00.000Z\""
      ),
      (
        .timestamp, "1969-12-31 23:59:59.9999+00", "1969-12-31 23:59:59.5+00",
        "\"1969-12-31T23:59:59.999Z\"", "\"1969-12-31T23:59:59.500Z\""
      ),
    ] as [(DeltaType, String, String, String, String)])
  func boundsAreWrittenInTheLogsForm(
    _ sample: (type: DeltaType, low: String, high: String, min: String, max: String)
  ) {
    let found = statistics(sample.type, ["min": sample.low, "max": sample.high, "null_count": "2"])
    #expect(found.minValues["c"]?.text == sample.min)
    #expect(found.maxValues["c"]?.text == sample.max)
    #expect(found.nullCount["c"] == 2)
    #expect(found.numRecords == 5)
  }

  @Test(
    "bounds that would lie are left out",
    arguments: [
      (.double, ["min": "1.5", "max": "2.5", "has_nan": "true"]), (.double, ["min": "-inf", "max": "inf"]),
      (.double, ["min": "nan", "max": "NaN"]), (.binary, ["min": "00", "max": "FF"]),
      (.date, ["min": "infinity", "max": "0045-03-15 (BC)"]), (.timestamp, ["min": "infinity", "max": "x"]),
      (.long, [:]), (.string, ["min": nil, "max": nil]),
    ] as [(DeltaType, [String: String?])])
  func boundsThatWouldLieAreLeftOut(type: DeltaType, values: [String: String?]) {
    let found = statistics(type, values.compactMapValues { $0 }.merging(["null_count": "1"]) { old, _ in old })
    #expect(found.minValues.isEmpty && found.maxValues.isEmpty)
    #expect(found.nullCount["c"] == 1)
  }

  @Test(
    "arrays and maps have none",
    arguments: [.array(element: .long, containsNull: true), .map(key: .string, value: .long, valueContainsNull: true)]
      as [DeltaType])
  func arraysAndMapsHaveNone(type: DeltaType) {
    let schema = DeltaSchema(fields: [DeltaField(name: "c", type: type)])
    let found = FileStatistics.from(
      copyStatistics: [
        "\"c\".\"element\"": ["min": "1", "null_count": "3"], "\"c\".\"key\"": ["min": "a"], "\"gone\"": ["min": "1"],
      ], schema: schema, count: 1)
    #expect(found == FileStatistics(numRecords: 1))
  }

  @Test("struct members nest") func structMembersNest() {
    let inner = DeltaType.structure([DeltaField(name: "a.\"b\"", type: .integer), DeltaField(name: "s", type: .string)])
    let found = FileStatistics.from(
      copyStatistics: [
        "\"st\".\"a.\"\"b\"\"\"": ["min": "1", "max": "2", "null_count": "0"], "\"st\".\"s\"": ["null_count": "4"],
      ], schema: DeltaSchema(fields: [DeltaField(name: "st", type: inner)]), count: 4)
    #expect(
      found.json.text
        == #"{"numRecords":4,"minValues":{"st":{"a.\"b\"":1}},"maxValues":{"st":{"a.\"b\"":2}},"#
        + #""nullCount":{"st":{"a.\"b\"":0,"s":4}}}"#)
  }

  @Test(
    "column paths that are none are passed over", arguments: ["", "c", "\"c", "\"c\".", "\"c\"x", "\"c\"\"", ".\"c\""])
  func columnPathsThatAreNoneArePassedOver(text: String) { #expect(ColumnPath(quoted: text) == nil) }

  @Test("short texts bound themselves") func shortTextsBoundThemselves() {
    let text = String(repeating: "ü", count: 32)
    #expect(BoundText.lower(text) == text)
    #expect(BoundText.upper(text) == text)
  }

  @Test(
    "a cut upper bound is raised",
    arguments: [
      ("a", "b"), ("\u{7F}", "\u{80}"), ("\u{D7FF}", "\u{E000}"), ("\u{FFFF}", "\u{10000}"),
    ])
  func aCutUpperBoundIsRaised(last: String, raised: String) {
    let head = String(repeating: "x", count: 31)
    #expect(BoundText.upper(head + last + "tail") == head + raised)
    #expect(BoundText.lower(head + last + "tail") == head + last)
  }

  @Test("where nothing is higher there is no bound") func whereNothingIsHigherThereIsNoBound() {
    let highest = String(repeating: "\u{10FFFF}", count: 40)
    #expect(BoundText.upper(highest) == nil)
    #expect(BoundText.upper("x" + highest) == "y")
  }

  @Test("cut bounds hold for texts of all kinds") func cutBoundsHoldForTextsOfAllKinds() {
    for seed in 0..<300 {
      let scalars = (0..<(20 + seed % 30)).map { Unicode.Scalar(UInt32(0x20 + (seed * 7919 + $0 * 104_729) % 0xD000)) }
      let text = String(String.UnicodeScalarView(scalars.compactMap { $0 }))
      let bytes = Array(text.utf8)
      #expect(!bytes.lexicographicallyPrecedes(Array(BoundText.lower(text).utf8)))
      #expect(BoundText.upper(text).map { !Array($0.utf8).lexicographicallyPrecedes(bytes) } ?? true)
    }
  }

  @Test(
    "partition values take the logs form",
    arguments: [
      (.string, "a b", "a b"), (.string, "", nil), (.string, nil, nil), (.date, "2024-01-02", "2024-01-02"),
      (.boolean, "1", "true"), (.boolean, "false", "false"), (.integer, "-1", "-1"),
      (.decimal(precision: 5, scale: 2), "0.50", "0.50"),
      (.timestamp, "2024-01-01 00:00:00.25+00", "2024-01-01T00:00:00.250000Z"),
      (.timestamp, "2024-01-01 00:00:00+00", "2024-01-01T00:00:00.000000Z"),
    ] as [(DeltaType, String?, String?)])
  func partitionValuesTakeTheLogsForm(type: DeltaType, text: String?, value: String?) {
    #expect(PartitionValue.text(text, type: type) == value)
  }

  @Test("a copied file becomes an entry") func aCopiedFileBecomesAnEntry() {
    let definition = TableDefinition(schema: Fixture.schema, partitionColumns: ["month"])
    let copied = CopiedFile(
      filename: "/lake/t/month=2024-01/p.parquet", count: 7, sizeBytes: 99,
      columnStatistics: ["\"id\"": ["min": "1", "max": "7", "null_count": "0"]], partitionKeys: ["month": "2024-01"])
    let file = AddFile(copied: copied, table: "/lake/t", definition: definition, modificationTime: 5)
    #expect((file.path, file.size, file.modificationTime) == ("month=2024-01/p.parquet", 99, 5))
    #expect(file.partitionValues == ["month": "2024-01"])
    #expect(file.stats?.numRecords == 7)
  }
}
