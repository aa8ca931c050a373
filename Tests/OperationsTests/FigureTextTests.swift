import Clocks
import Foundation
import JSON
import Operations
import Testing
import Words

/// Figures come as texts of whatever engine computed them, and go out as JSON that any program must be able to read.
@Suite("Figures as programs read them")
struct FigureTextTests {
  private func figure(_ value: String?, unit: FigureUnit? = nil, change: Double? = nil) -> ReportTile {
    Given.tile("k", .kpi(value: value, number: value.flatMap(Double.init), change: change, trend: []), unit: unit)
  }

  @Test(
    "a figure keeps its digits; what is not finite is null, and what is no number of JSON a text",
    arguments: [
      ("12.50", "12.50"), ("-0.00", "-0.00"), ("1e400", "null"), ("99999999999999999999", "99999999999999999999"),
      ("nan", "null"), ("-inf", "null"), ("Infinity", "null"), ("0x1F", #""0x1F""#), ("+5", #""+5""#),
      (".5", #"".5""#), ("007", #""007""#), ("2026-11-21", #""2026-11-21""#), ("", #""""#), ("true", #""true""#),
    ])
  func digits(_ value: String, _ expected: String) throws {
    let json = figure(value).json
    #expect(json["value"]?.text == expected)
    #expect(try JSONValue(parsing: json.text) == json, "not JSON that can be read")
  }

  @Test("no figure at all is null, and so is a change that is not finite")
  func nothing() {
    #expect(figure(nil).json["value"] == .null && figure(nil).json["change"] == .null)
    #expect(figure("1", change: .infinity).json["change"] == .null)
    #expect(figure("1", change: -0.5).json["change"]?.text == "-0.5")
  }

  @Test("bars keep their digits, and one without a finite value is null where it stands")
  func bars() throws {
    let bars = [
      ReportBar(label: "north", value: 2, text: "2.00", share: 1),
      ReportBar(label: "", value: nil, text: "", share: nil),
      ReportBar(label: "odd", value: .nan, text: "nan", share: .nan),
    ]
    let json = Given.tile("b", .bars(bars)).json
    #expect(
      json["bars"]?.text == #"""
        [{"label":"north","value":2.00,"share":1},{"label":"","value":null,"share":null},\#
        {"label":"odd","value":null,"share":null}]
        """#)
    #expect(try JSONValue(parsing: json.text) == json)
  }

  @Test("a curve's values that are not finite are gaps to programs")
  func points() {
    let points = [
      SeriesPoint(day: Given.day("2026-11-01"), value: .nan), SeriesPoint(day: Given.day("2026-11-02"), value: 2),
    ]
    let json = Given.tile("l", .line(series: [ReportSeries(name: "", points: points)])).json
    #expect(
      json["series"]?.arrayValue?[0]["points"]?.text
        == #"[{"day":"2026-11-01","value":null},{"day":"2026-11-02","value":2}]"#)
  }

  @Test(
    "a tile of bars is empty without bars, and where none of them has a value",
    arguments: [([], true), ([nil], true), ([nil, nil], true), ([nil, 0], false), ([1], false)] as [([Double?], Bool)])
  func emptyBars(_ values: [Double?], _ isEmpty: Bool) {
    let tile = Given.tile(
      "b", .bars(values.map { ReportBar(label: "x", value: $0, text: $0.map { "\($0)" } ?? "", share: nil) }))
    #expect(tile.isEmpty == isEmpty)
    #expect(Given.sheet("s", [tile]).isEmpty == isEmpty)
  }

  @Test(
    "a percentage's change is in points, every other figure's a fraction",
    arguments: [
      (FigureUnit.percent, "points"), (.money, "fraction"), (.integer, "fraction"), (.decimal, "fraction"),
      (nil, "fraction"),
    ] as [(FigureUnit?, String)])
  func changeIn(_ unit: FigureUnit?, _ expected: String) {
    #expect(figure("1", unit: unit, change: 0.1).json["changeIn"] == .string(expected))
    #expect(figure("1", unit: unit).json["unit"] == .optional(unit?.rawValue))
  }

  @Test("what a change is against is told in days, and null where there is nothing to compare")
  func compared() {
    var tile = figure("1", change: 0.1)
    #expect(tile.json["comparedDays"] == .null && tile.json["coveredDays"] == .null)
    tile.comparison = FigureComparison(days: 28, covered: 15)
    #expect(tile.json["comparedDays"] == 28 && tile.json["coveredDays"] == 15)
  }

  @Test(
    "a comparison is whole where the days before reach as far, and says how far where not",
    arguments: [
      (28, 28, "on 28 d before", "28 d"), (28, 40, "on 28 d before", "28 d"),
      (40, 15, "on 15 of 40 d before", "15/40 d"), (1, 0, "on 0 of 1 d before", "0/1 d"),
    ])
  func comparison(_ days: Int, _ covered: Int, _ text: String, _ short: String) {
    let comparison = FigureComparison(days: days, covered: covered)
    #expect(comparison.text == text && comparison.shortText == short)
  }

  @Test("rows of a tile keep what has no value apart from an empty text")
  func rows() {
    let page = RowPage(columns: ["a", "b"], rows: [["1", nil], ["", "x"]], total: 9)
    #expect(Given.tile("t", .table(page)).json["rows"]?.text == #"[["1",null],["","x"]]"#)
    #expect(!Given.tile("t", .table(page)).isEmpty && Given.tile("t", .table(RowPage(columns: ["a"]))).isEmpty)
  }

  @Test("a tile that failed shows no figure, and is not empty: its reason is what it shows")
  func failed() {
    let tile = Given.tile("f", .failed("no column x"))
    #expect(!tile.isEmpty && tile.json["kind"] == "failed" && tile.json["error"] == "no column x")
    #expect(!Given.sheet("s", [tile]).isEmpty)
  }

  @Test(
    "days that are asked for are as many as lie between, both ends included",
    arguments: [
      ("2026-11-01", "2026-11-01", 1, "2026-10-31", "2026-10-31"),
      ("2026-11-01", "2026-11-30", 30, "2026-10-02", "2026-10-31"),
      ("2024-02-28", "2024-03-01", 3, "2024-02-25", "2024-02-27"),
    ])
  func days(_ from: String, _ to: String, _ count: Int, _ before: String, _ until: String) {
    let range = Given.range(from, to)
    #expect(range.days == count && range.previous == Given.range(before, until))
    #expect(range.previous.intersection(range) == nil && range.contains(range))
    #expect(!range.contains(Given.range(before, to)) && Given.range(before, to).contains(range))
  }
}
