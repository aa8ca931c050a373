import Foundation
import Testing

/// The reference figures stand in ../shared/data/README.md; they were computed by another program.
@Suite("Real invoices", .serialized, .enabled(if: RetailProject.data != nil, "needs ASSAY_RETAIL_DATA"))
struct RetailTests {
  /// Days of the first month are loaded one by one. The rest of the year comes so many days a run; 1 is the whole year day
  /// by day, which takes 305 runs.
  private static let daysPerRun =
    ProcessInfo.processInfo.environment["ASSAY_RETAIL_DAYS_PER_RUN"].flatMap { Int($0) } ?? 60

  private static let firstMonth = RetailProject.days.filter { $0.hasPrefix("2010-12") }
  private static let rest = RetailProject.days.filter { !$0.hasPrefix("2010-12") }

  @Test(
    "loaded day by day, then in batches, end at the reference figures; once more changes nothing; nor does a full refresh"
  )
  func year() throws {
    let retail = try RetailProject()
    try retail.load(Self.firstMonth, perRun: 1)
    #expect(
      try retail.pipeline.query("select invoice_month, orders, trading_days, revenue from gold.sales_monthly")
        == [["2010-12", "1559", "20", "821452.730"]])
    try retail.load(Self.rest, perRun: Self.daysPerRun)
    try expectReferenceFigures(retail)
    let (gold, versions) = (try retail.gold(), try retail.versions())
    try retail.run()
    #expect(try retail.versions() == versions, "a run without new files wrote a version")
    try retail.run(fullRefresh: true)
    #expect(try retail.gold() == gold, "a full refresh gives other rows than the increments did")
    #expect(try shuffledYear() == gold, "another order of the days gives other rows")
  }

  /// Gold after the days came in no order at all.
  private func shuffledYear() throws -> [String: [[String]]] {
    let retail = try RetailProject()
    // A step that has no factor in common with 305 visits every day once.
    let count = RetailProject.days.count
    let days = (0..<count).map { RetailProject.days[($0 * 97 + 41) % count] }
    try retail.load(days, perRun: max(Self.daysPerRun, 60))
    return try retail.gold()
  }

  private func expectReferenceFigures(_ retail: RetailProject) throws {
    let pipeline = retail.pipeline
    let figures = try pipeline.folder.read("queries/figures.sql")
    #expect(
      try pipeline.query(figures)
        == [["536641", "524878", "19960", "4338", "5572420", "10642110.804", "533.17", "-893979.730"]])
    #expect(
      try pipeline.query(
        "select stock_code, cast(revenue as decimal(18, 2)) from gold.top_products where rank_by_revenue <= 5 order by rank_by_revenue"
      ) == [
        ["DOT", "206248.77"], ["22423", "174156.54"], ["23843", "168469.60"], ["85123A", "104462.75"],
        ["47566", "99445.23"],
      ])
    #expect(
      try pipeline.query(
        "select stock_code, units from gold.top_products where rank_by_units <= 3 order by rank_by_units")
        == [["23843", "80995"], ["23166", "78033"], ["22197", "56898"]])
    #expect(
      try pipeline.query(
        "select country, cast(revenue as decimal(18, 2)) from gold.countries where rank <= 3 order by rank")
        == [["United Kingdom", "9001744.09"], ["Netherlands", "285446.34"], ["EIRE", "283140.52"]])
    #expect(
      try pipeline.query(
        "select invoice_date, cast(revenue as decimal(18, 2)) from gold.sales_daily order by revenue desc limit 1")
        == [["2011-12-09", "200900.98"]])
    try expectReferenceMonths(retail)
  }

  private func expectReferenceMonths(_ retail: RetailProject) throws {
    let months = try retail.pipeline.query(
      "select invoice_month, cast(revenue as decimal(18, 2)), orders from gold.sales_monthly order by invoice_month")
    #expect(
      months.map { $0[1] } == [
        "821452.73", "689811.61", "522545.56", "716215.26", "536968.49", "769296.61", "760547.01", "718076.12",
        "757841.38", "1056435.19", "1151263.73", "1503866.78", "637790.33",
      ])
    #expect(months.first?[2] == "1559")
    #expect(months.last == ["2011-12", "637790.33", "819"])
    #expect(months[1][2] == "1086")
    #expect(months[11][2] == "2769")
  }
}
