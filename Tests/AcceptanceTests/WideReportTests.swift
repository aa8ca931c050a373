import Foundation
import JSON
import TestSupport
import Testing

/// Tiles whose queries give far more rows than anybody sees.
@Suite struct WideReportTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    _ = try assay("init", ".")
    _ = try assay("run")
    try folder.write(
      """
      title: Wide
      tiles:
        - {id: many, title: Many, kind: table, sql: 'select i, i * 2 as twice from range(250000) r(i)'}
        - {id: bars, title: Bars, kind: bars, sql: 'select cast(i as varchar) as label, i from range(250000) r(i)'}
      """, to: "dashboards/wide.yml")
  }

  @Test("A table keeps its first rows and counts the others; a picture of so many is refused with what to do")
  func bounded() throws {
    let answer = try assay("report", "wide", "--json")
    #expect(answer.status == 1 && answer.error.contains("Many: 10000 of 250000 rows; assay query gives them all"))
    let tiles = try answer.json()["tiles"]?.arrayValue ?? []
    #expect(tiles.first?["rows"]?.arrayValue?.count == 10_000)
    #expect(tiles.last?.text.contains("group them in its sql") == true)
    #expect(try assay("report", "wide").output.contains("249985 more"))
  }
}
