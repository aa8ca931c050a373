import DataQuality
import Foundation
import Testing

/// The rules about spread and shape of values, about other tables and about files, over the real engine.
@Suite struct NewRuleTests {
  private static let rows = """
    SELECT * FROM (VALUES (1, 2.0, 'a', {'city': 'Ulm', 'zip code': 7}, 10), (2, 4.0, 'a', {'city': 'Bonn', 'zip code': 8}, 10),
      (3, 6.0, 'b', {'city': NULL, 'zip code': 9}, 10), (4, 8.0, NULL, {'city': 'Ulm', 'zip code': NULL}, 10))
      AS v(id, twice, "Some.Text", home, same)
    """

  private static let cases: [(rule: String, status: RuleResult.Status, value: Double?)] = [
    (#"ColumnCorrelation "id" "twice" > 0.99"#, .pass, 1), (#"ColumnCorrelation "id" "same" > 0"#, .fail, nil),
    (#"ColumnCorrelation "id" "Some.Text" > 0"#, .fail, nil), (#"Variance "id" = 1.25"#, .pass, 1.25),
    (#"Variance "id" = 0.25 where "id < 3""#, .pass, 0.25), (#"Entropy "same" = 0"#, .pass, 0),
    (#"Entropy "Some.Text" between 0.63 and 0.64"#, .pass, 0.6365141682948128),
    (#"ColumnNamesMatchPattern "[a-z]""#, .pass, 1), (#"ColumnNamesMatchPattern "^[a-z]+$""#, .fail, 0.8),
    (#"IsComplete "`Some.Text`""#, .fail, 0.75), (#"IsComplete "Some.Text""#, .fail, 0.75),
    (#"IsComplete "home.city""#, .fail, 0.75), (#"Mean "home.`zip code`" = 8"#, .pass, 8),
    (#"IsComplete "home.street""#, .fail, nil), (#"RowCountMatch "ref" = 2"#, .pass, 2),
    (#"RowCountMatch "none" = 1"#, .fail, nil), (#"RowCountMatch "empty" > 0"#, .fail, nil),
    (#"SchemaMatch "ref" = 1"#, .fail, nil), (#"SchemaMatch "like" > 0.7"#, .pass, 0.8),
    (#"AggregateMatch "sum(id)" "sum(ref.number)" = 2"#, .pass, 2),
    (#"AggregateMatch "avg(id)" "sum(ref.number)" > 1"#, .fail, 0.5),
    (#"AggregateMatch "sum(id)" "sum(primary.id)" = 1"#, .pass, 1),
    (#"AggregateMatch "sum(x)" "sum(id)" = 1"#, .fail, nil),
    (#"AggregateMatch "max(id)" "sum(id)" = 1"#, .fail, nil),
    (#"DatasetMatch "ref" "id->key" "twice->number" = 0.25"#, .pass, 0.25),
    (#"DatasetMatch "ref" "same->key" "id->number" > 0"#, .fail, nil), (#"DatasetMatch "ref" "id" > 0"#, .fail, nil),
    (#"ReferentialIntegrity "id" "ref.key" = 0.5"#, .pass, 0.5),
    (#"ReferentialIntegrity "id" "ref.x" > 0"#, .fail, nil),
    (#"DetectAnomalies "RowCount""#, .fail, 4), (#"DetectAnomalies of Mean of "id""#, .fail, 2.5),
    (#"DetectAnomalies "Nothing""#, .error, nil),
    ("FileSize between 1 B and 1 KB", .fail, 0.5), ("FileSize < 1 MB with threshold > 0.4", .pass, 1),
    ("FileSize > 1 KB with threshold >= 0.5", .pass, 0.5), (#"FileSize "in/a.csv" = 10 B"#, .pass, 10),
    (#"FileSize "elsewhere" > 1 B"#, .fail, nil), ("FileFreshness > (now() - 3 days)", .fail, 0.5),
    (#"FileFreshness "in/a.csv" > "2026-11-20""#, .pass, 1), (#"FileFreshness "in" = "2026-11-20""#, .fail, 0),
    ("FileUniqueness > 0.9", .pass, 1), (#"FileMatch "in/a.csv" in ["A1"]"#, .pass, 1),
    (#"FileMatch "in/a.csv" in ["a1"] with hashAlgorithm = "MD5""#, .fail, 0),
    (#"FileMatch "in/a.csv" "in/b.csv""#, .fail, 0), (#"FileMatch "in/a.csv" "in/a.csv""#, .pass, 1),
    (#"FileMatch "in/a.csv" in ["a1"] with hashAlgorithm = "CRC""#, .error, nil),
  ]

  private static func table() throws -> RealTable {
    var table = try RealTable(rows)
    table.context.references = [
      "ref": "(SELECT * FROM (VALUES (1, 2.0), (2, 3.0)) AS r(key, number))",
      "empty": "(SELECT 1 AS a WHERE false)",
      "like": #"(SELECT id, twice, "Some.Text", home, 'x' AS same FROM silver.orders)"#,
    ]
    let now = RealTable.now
    table.context.history = { $0.hasPrefix("DetectAnomalies") ? [100, 101, 99, 100] : [] }
    table.context.files = [
      QualityFile(name: "in/a.csv", byteCount: 10, modified: now.addingTimeInterval(-3600)) {
        $0 == .md5 ? "m1" : "a1"
      },
      QualityFile(name: "in/b.csv", byteCount: 2048, modified: now.addingTimeInterval(-864_000)) { _ in "b2" },
    ]
    return table
  }

  private static let shared = Result { try table() }

  @Test("a rule is judged", arguments: cases)
  func aRuleIsJudged(_ rule: String, _ status: RuleResult.Status, _ value: Double?) throws {
    let result = try Self.shared.get().reconnected().check(rule).results[0]
    #expect(result.status == status, "\(result.message)")
    #expect(result.value.map { ($0 * 1e9).rounded() } == value.map { ($0 * 1e9).rounded() }, "\(result.message)")
    if status != .pass { #expect(!result.message.isEmpty) }
  }

  /// Files of half past eleven in the evening in UTC, which is the next day in Kolkata and the same one in New York.
  @Test(
    "the day of a file is that of UTC, or of the rule's time zone",
    arguments: [
      (#"FileFreshness "in/late.csv" = "2026-11-20""#, true), (#"FileFreshness "in/late.csv" = "2026-11-21""#, false),
      (#"FileFreshness "in/late.csv" != "2026-11-21""#, true),
      (#"FileFreshness "in/late.csv" = "2026-11-21" with timeZone = "Asia/Kolkata""#, true),
      (#"FileFreshness "in/late.csv" = "2026-11-20" with timeZone = "Asia/Kolkata""#, false),
      (#"FileFreshness "in/late.csv" in ["2026-11-20"] with timeZone = "America/New_York""#, true),
      (#"FileFreshness "in/late.csv" > "2026-11-21" with timeZone = "Asia/Kolkata""#, true),
      (#"FileFreshness "in/late.csv" > "2026-11-21""#, false),
      (#"FileFreshness "in/late.csv" > "2026-11-20""#, true),
    ])
  func theDayOfAFileIsThatOfUTCOrOfTheRuleSTimeZone(_ rule: String, _ passes: Bool) throws {
    var table = try Self.shared.get().reconnected()
    // 2026-11-20T23:30:00Z
    let modified = Date(timeIntervalSince1970: 1_795_217_400)
    table.context.files = [QualityFile(name: "in/late.csv", byteCount: 1, modified: modified) { _ in "" }]
    let result = try table.check(rule).results[0]
    #expect(result.status == (passes ? .pass : .fail), "\(result.message)")
  }

  @Test("analyzers tell their measures, and rules beside them alone are scored")
  func analyzersTellTheirMeasuresAndRulesBesideThemAloneAreScored() throws {
    let table = try Self.shared.get().reconnected()
    let ruleset = try Ruleset(
      parsing: """
        Analyzers = [ RowCount, Completeness "Some.Text", ColumnLength "Some.Text", ColumnValues "id", AllStatistics "id",
          Mean "nothing" ]
        """, file: "q")
    let report = QualityCheck.run(ruleset, table.context, ConnectionEngine(connection: table.connection))
    #expect(report.score == nil)
    #expect(report.measures[0].measures.map(\.value) == [4])
    #expect(report.measures[1].measures.map(\.value) == [.number("0.75")])
    #expect(report.measures[2].measures.map(\.value) == [1, 1])
    #expect(report.measures[3].measures.map(\.name) == ["Minimum", "Maximum"])
    #expect(report.measures[4].measures.map(\.name).contains("id.Completeness"))
    #expect(report.measures[5].message == #"the column "nothing" is not there"#)
  }
}
