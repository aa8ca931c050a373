import Clocks
import Foundation
import JSON
import Operations
import OperationsSupport
import Testing
import Words

@Suite("Figures over days")
struct GoldTests {
  @Test(
    "how far values are apart is told by their days",
    arguments: [
      ("2026-11-01 2026-11-02 2026-11-05", Cadence.days(1)), ("2026-11-02 2026-11-09 2026-11-16", .days(7)),
      ("2026-11-02 2026-11-16 2026-11-23", .days(7)), ("2026-11-01 2026-11-03 2026-11-05", .days(2)),
      ("2026-11-01 2026-11-03", .days(1)), ("2026-11-01 2026-11-08", .days(7)),
      ("2026-09-01 2026-10-01 2026-12-01", .months(1)), ("2026-01-01 2026-04-01 2026-10-01", .months(3)),
      ("2024-01-01 2026-01-01", .months(12)),
    ])
  func cadence(_ days: String, _ expected: Cadence) {
    #expect(Cadence(Given.days(days)) == expected)
  }

  @Test("fewer than two days tell nothing", arguments: ["", "2026-11-01"])
  func noCadence(_ days: String) { #expect(Cadence(Given.days(days)) == nil) }

  @Test(
    "the next value is a step further, over the ends of months and years",
    arguments: [
      (Cadence.days(1), "2026-12-31", "2027-01-01"), (.days(7), "2024-02-26", "2024-03-04"),
      (.months(1), "2026-12-01", "2027-01-01"), (.months(3), "2026-11-01", "2027-02-01"),
      (.months(12), "2024-01-01", "2025-01-01"),
    ])
  func next(_ cadence: Cadence, _ day: String, _ expected: String) {
    #expect(cadence.next(after: Given.day(day)) == Given.day(expected))
  }

  @Test("days between are filled in, but for so many that somebody mistyped a year")
  func filled() {
    let days = Given.days("2026-11-01 2026-11-04")
    #expect(Cadence.days(1).filled(days) == Given.days("2026-11-01 2026-11-02 2026-11-03 2026-11-04"))
    #expect(Cadence.days(1).filled(days, limit: 3) == days)
    #expect(Cadence.days(1).filled([]).isEmpty)
  }

  @Test("a day that one series misses is its gap, within its own first and last")
  func gaps() {
    let point = { (day: String, value: Double) in SeriesPoint(day: Given.day(day), value: value) }
    let series = ReportSeries.withGaps([
      ReportSeries(name: "long", points: [point("2026-11-01", 1), point("2026-11-02", 2), point("2026-11-04", 4)]),
      ReportSeries(name: "short", points: [point("2026-11-02", 5), point("2026-11-04", 6)]),
      ReportSeries(name: "none", points: []),
    ])
    #expect(series[0].points.map(\.value) == [1, 2, nil, 4])
    #expect(series[1].points.map(\.value) == [5, nil, 6])
    #expect(series[2].points.isEmpty)
  }

  @Test("a day that has not ended is not whole, nor is one after it")
  func today() {
    let days = Given.days("2026-11-18 2026-11-19 2026-11-20 2026-11-21")
    let edges = BucketEdges(
      days, today: Given.day("2026-11-20"), known: nil, asked: Given.range("2026-11-19", "2026-11-21"))
    // Days are their own buckets: those asked for cut none of them.
    #expect(edges == BucketEdges(partialFrom: Given.day("2026-11-20"), completeFrom: nil))
  }

  @Test("a week that is cut by what was asked, by the data or by today is not whole")
  func weeks() {
    let weeks = Given.days("2026-11-02 2026-11-09 2026-11-16")
    let today = Given.day("2026-12-24")
    let asked = BucketEdges(weeks, today: today, known: nil, asked: Given.range("2026-11-04", "2026-11-22"))
    #expect(asked == BucketEdges(partialFrom: nil, completeFrom: Given.day("2026-11-09")))
    let data = BucketEdges(weeks, today: today, known: Given.range("2026-11-01", "2026-11-20"), asked: nil)
    #expect(data == BucketEdges(partialFrom: Given.day("2026-11-16")))
    let now = BucketEdges(weeks, today: Given.day("2026-11-11"), known: nil, asked: nil)
    #expect(now == BucketEdges(partialFrom: Given.day("2026-11-09")))
    #expect(BucketEdges([], today: today, known: nil, asked: nil) == BucketEdges())
  }

  @Test("days before are as many as the days themselves")
  func previous() {
    let range = Given.range("2026-11-01", "2026-11-10")
    #expect(range.days == 10 && range.previous == Given.range("2026-10-22", "2026-10-31"))
    #expect(Given.range("2026-11-01", "2026-11-01").days == 1)
  }

  @Test(
    "days that two ranges share",
    arguments: [
      ("2026-11-05", "2026-11-20", "2026-11-05..2026-11-10"), ("2026-10-01", "2026-11-01", "2026-11-01..2026-11-01"),
      ("2026-11-11", "2026-11-20", nil), ("2026-11-02", "2026-11-03", "2026-11-02..2026-11-03"),
    ])
  func shared(_ from: String, _ to: String, _ expected: String?) {
    let range = Given.range("2026-11-01", "2026-11-10")
    let other = Given.range(from, to)
    #expect(range.intersection(other).map { "\($0.from)..\($0.to)" } == expected)
    #expect(range.intersection(other) == other.intersection(range))
    #expect(range.contains(other) == (range.intersection(other) == other))
  }

  @Test("a change against days that the data do not reach says so")
  func comparison() {
    let whole = FigureComparison(days: 28, covered: 28)
    #expect(whole.isWhole && whole.text == "on 28 d before" && whole.shortText == "28 d")
    let part = FigureComparison(days: 40, covered: 15)
    #expect(!part.isWhole && part.text == "on 15 of 40 d before" && part.shortText == "15/40 d")
  }

  @Test(
    "a tile is empty where it shows no figure",
    arguments: [
      (ReportTile.Content.kpi(value: nil, number: nil, change: nil, trend: []), true),
      (.kpi(value: "0", number: 0, change: nil, trend: []), true),
      (.kpi(value: "0.5", number: 0.5, change: nil, trend: []), false),
      (.line(series: []), true),
      (.line(series: [ReportSeries(name: "a", points: [SeriesPoint(day: Given.day("2026-11-01"), value: nil)])]), true),
      (.line(series: [ReportSeries(name: "a", points: [SeriesPoint(day: Given.day("2026-11-01"), value: 0)])]), false),
      (.bars([]), true), (.table(RowPage(columns: ["a"])), true),
      (.table(RowPage(columns: ["a"], rows: [[nil]])), false),
      (.failed("no such column"), false),
    ])
  func emptyTile(_ content: ReportTile.Content, _ expected: Bool) {
    #expect(Given.tile("a", content).isEmpty == expected)
  }

  @Test("a sheet is empty where its days have no data, or none of its tiles a figure")
  func emptySheet() {
    var sheet = Given.sheet("sales", [Given.figure("a", 1)])
    #expect(!sheet.isEmpty)
    sheet.dataDays = Given.range("2026-12-01", "2026-12-02")
    #expect(sheet.isEmpty)
    #expect(Given.sheet("sales", [Given.figure("a", 0), Given.figure("b", nil)]).isEmpty)
    #expect(!Given.sheet("sales", []).isEmpty)
  }

  @Test(
    "a figure that cannot be computed is a warning at least, and hides nothing worse",
    arguments: [
      (HealthState.ok, HealthState.warn), (.unknown, .warn), (.running, .warn), (.late, .late), (.failed, .failed),
    ])
  func verdict(_ state: HealthState, _ expected: HealthState) {
    #expect(Given.sheet("sales", [Given.figure("a", 1)], state: state).verdict == state)
    #expect(Given.sheet("sales", [Given.tile("a", .failed("why"))], state: state).verdict == expected)
  }

  @Test(
    "programs read each kind of tile with the digits that the engine gave",
    arguments: [
      (
        ReportTile.Content.kpi(value: "12345678901234567.89", number: 1.2e16, change: 0.5, trend: []),
        #"{"id":"a","title":"A","unit":"money","kind":"kpi","value":12345678901234567.89,"change":0.5,"changeIn":"fraction","comparedDays":null,"coveredDays":null,"trend":[]}"#
      ),
      (
        .kpi(value: "n/a", number: nil, change: nil, trend: []),
        #"{"id":"a","title":"A","unit":"money","kind":"kpi","value":"n/a","change":null,"changeIn":"fraction","comparedDays":null,"coveredDays":null,"trend":[]}"#
      ),
      (
        .bars([
          ReportBar(label: "x", value: 1, text: "1.00", share: 0.25),
          ReportBar(label: "y", value: nil, text: "", share: nil),
        ]),
        #"{"id":"a","title":"A","unit":"money","kind":"bars","bars":[{"label":"x","value":1.00,"share":0.25},{"label":"y","value":null,"share":null}]}"#
      ),
      (
        .table(RowPage(columns: ["c"], rows: [["1"], [nil]])),
        #"{"id":"a","title":"A","unit":"money","kind":"table","columns":["c"],"rows":[["1"],[null]]}"#
      ),
      (.failed("why"), #"{"id":"a","title":"A","unit":"money","kind":"failed","error":"why"}"#),
    ])
  func tileJSON(_ content: ReportTile.Content, _ expected: String) {
    #expect(Given.tile("a", content, unit: .money).json.text == expected)
  }

  @Test("a line has its gaps as null, and where it is not whole")
  func lineJSON() {
    var tile = Given.tile(
      "a", .line(series: [ReportSeries(name: "s", points: [SeriesPoint(day: Given.day("2026-11-01"), value: nil)])]))
    tile.edges = BucketEdges(partialFrom: Given.day("2026-11-20"))
    #expect(tile.json["partialFrom"] == "2026-11-20" && tile.json["completeFrom"] == .null)
    #expect(tile.json["series"]?.text == #"[{"name":"s","points":[{"day":"2026-11-01","value":null}]}]"#)
    #expect(Given.sheet("sales", [tile]).json["isEmpty"] == true)
  }

  @Test("a change of a percentage is told in points")
  func points() {
    let tile = Given.tile("a", .kpi(value: "3.5", number: 3.5, change: 0.5, trend: []), unit: .percent)
    #expect(tile.json["changeIn"] == "points")
  }

  @Test("a tile that travels between processes arrives as it was")
  func wire() throws {
    var tile = Given.tile(
      "a", .line(series: [ReportSeries(name: "s", points: [SeriesPoint(day: Given.day("1969-12-31"), value: 1)])]))
    tile.comparison = FigureComparison(days: 2, covered: 1)
    tile.edges = BucketEdges(partialFrom: Given.day("2026-11-20"))
    let back = try JSONDecoder().decode(ReportTile.self, from: JSONEncoder().encode(tile))
    #expect(back == tile)
  }
}
