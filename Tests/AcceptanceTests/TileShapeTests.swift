import Foundation
import JSON
import TestSupport
import Testing

/// Tiles whose columns cannot be drawn are named before anybody looks at an empty grid.
@Suite struct TileShapeTests {
  @Test(
    "are named by validate",
    arguments: [
      ("line", "select extract(year from cast('2026-01-01' as date)) as year, 1 as value", "error", "must be a date"),
      (
        "line", "select cast('2026-01-01' as date) as day, 'a' as series, 1 as value", "error",
        "the order is date, value"
      ),
      ("line", "select '2026-W01' as week, 1 as value", "warning", "its first column is text"),
      ("bars", "select 'a' as label, 'b' as value", "error", "must be a number"),
    ])
  func areNamedByValidate(kind: String, sql: String, severity: String, words: String) throws {
    let folder = try TemporaryFolder()
    let assay = Binary(folder: folder.path)
    _ = try assay("init", ".")
    try folder.write(
      "title: T\ntiles:\n  - {id: shape, kind: \(kind), title: T, sql: \"\(sql)\"}\n", to: "dashboards/t.yml")
    let answer = try assay("validate", "--json")
    let problem = try answer.json()["problems"]?.arrayValue?.first { $0["file"] == "dashboards/t.yml" }
    #expect(problem?["severity"]?.stringValue == severity)
    #expect(problem?["message"]?.stringValue?.contains("tile shape") == true)
    #expect(problem?["message"]?.stringValue?.contains(words) == true)
  }

  @Test("the cases of gaps and partial buckets are drawn") func theCasesOfGapsAndPartialBucketsAreDrawn() throws {
    let folder = try TemporaryFolder()
    let assay = Binary(folder: folder.path)
    _ = try assay("init", ".")
    let rows = "(date '2026-01-01', 10), (date '2026-01-02', 11), (date '2026-01-09', 30), (date '2026-01-10', 31)"
    try folder.write(
      """
      title: T
      tiles:
        - {id: gap, kind: line, title: gap, width: 4, sql: "select * from (values \(rows)) t(date, value)"}
      """, to: "dashboards/t.yml")
    let answer = try assay("report", "t", "--from", "2026-01-01", "--to", "2026-01-31", "--json")
    let points = try answer.json()["tiles"]?.arrayValue?.first?["series"]?.arrayValue?.first?["points"]?.arrayValue
    #expect(points?.count == 10)
    #expect(points?.count { $0["value"] == .null } == 6)
    #expect(try assay("report", "t", "--from", "2026-01-01", "--to", "2026-01-31").output.contains("26 Jan"))
  }
}
