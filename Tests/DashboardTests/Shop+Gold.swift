import Clocks
import Foundation
import Operations

extension Shop {
  static let executive = DashboardSummary(
    name: "executive", title: "Shop at a glance", description: "Revenue counts orders that are completed and paid.")
  static let range = DayRange(from: today.advanced(by: -28), to: today.advanced(by: -1))

  static func report(state: HealthState) -> GoldReport {
    var report = GoldReport(dashboard: executive, range: range, tiles: tiles, at: ago(30), state: state)
    report.dataAsOf = ago(88_320)
    return report
  }

  static var returns: GoldReport {
    GoldReport(
      dashboard: DashboardSummary(name: "returns", title: "Returns", description: nil), range: range,
      tiles: [kpi("returned", "Returned", .integer, "1207", -0.12, 40)], at: ago(30), state: .ok)
  }

  static let tiles: [ReportTile] = [
    kpi("revenue", "Revenue", .money, "4283117.42", 0.0431, 150_000),
    kpi("orders", "Orders", .integer, "48211", 0.012, 1_700),
    kpi("average_order", "Average order", .money, "88.84", -0.0212, 88),
    kpi("units", "Units", .integer, "131904", 0.0004, 4_600),
    kpi("margin", "Margin", .percent, "0.3127", 0.008, 0.31),
    ReportTile(id: "sales_over_time", title: "Sales over time", unit: .money, width: 3, content: .line(series: series)),
    bars(
      "top_products", "Top products",
      [
        ("Trail Runner 3 (Ostrava)", 213_882.10), ("Summit Jacket (Kestrel)", 181_220.55),
        ("City Pack 20 (Lund)", 143_010),
        ("Merino Tee (Kestrel)", 98_411.30), ("Alpine Stove (Brann)", 77_204.95), ("Camp Mug (Brann)", 31_120),
      ]),
    bars(
      "revenue_by_brand", "Revenue by brand",
      [
        ("Kestrel", 1_204_331.20), ("Ostrava", 988_210.75), ("Lund", 771_992), ("Brann", 540_118.01),
        ("Other", 120_400.46),
      ]),
    bars(
      "sales_by_country", "Sales by country",
      [("Germany", 1_410_000), ("United States", 1_222_040), ("Japan", 604_777), ("日本語の国", 12_000)]),
    ReportTile(
      id: "payment_and_platform", title: "Platform and payment", unit: nil, width: 2,
      content: .table(
        RowPage(
          columns: ["platform", "payment_type", "orders", "net_revenue", "margin"],
          rows: [
            ["Website", "credit card", "21034", "1910233.10", "601220.05"],
            ["Mobile", "PayPal", "12877", "1101277.42", "344009.70"],
            ["In-store", nil, "3411", "290118.00", "88120.33"],
          ]))),
    ReportTile(
      id: "broken", title: "Returns by reason", unit: nil, width: 2,
      content: .failed("Catalog Error: Table with name returns_daily does not exist!")),
  ]

  private static func kpi(
    _ id: String, _ title: String, _ unit: FigureUnit, _ value: String, _ change: Double, _ base: Double
  ) -> ReportTile {
    let trend = (0..<28).map { day in
      SeriesPoint(
        day: range.from.advanced(by: day), value: day == 11 ? nil : base * (1 + 0.25 * sin(Double(day) * 0.9)))
    }
    return ReportTile(
      id: id, title: title, unit: unit, width: 1,
      content: .kpi(value: value, number: Double(value), change: change, trend: trend))
  }

  private static var series: [ReportSeries] {
    let revenue = (0..<28).map { day in
      SeriesPoint(
        day: range.from.advanced(by: day),
        value: day == 11 ? nil : 150_000 + 38_000 * sin(Double(day) * 0.9) + Double(day) * 900)
    }
    let mean = (0..<28).map { SeriesPoint(day: range.from.advanced(by: $0), value: 146_000 + Double($0) * 1_050) }
    return [ReportSeries(name: "Revenue", points: revenue), ReportSeries(name: "Mean of 7 days", points: mean)]
  }

  private static func bars(_ id: String, _ title: String, _ values: [(String, Double)]) -> ReportTile {
    let total = values.map(\.1).reduce(0, +)
    return ReportTile(
      id: id, title: title, unit: .money, width: 2,
      content: .bars(values.map { ReportBar(label: $0.0, value: $0.1, text: "\($0.1)", share: $0.1 / total) }))
  }
}

extension Shop {
  static let quality: [TableQuality] =
    bronzeNames.map { checked("silver.\($0)", 8, []) }
    + goldNames.map { name in
      name == "fact_sales"
        ? checked("gold.fact_sales", 10, ["RowCount between 1 and 40000"]) : checked("gold.\(name)", 5, [])
    }

  private static func checked(_ table: String, _ rules: Int, _ failing: [String]) -> TableQuality {
    var quality = TableQuality(table: table, gate: table.hasPrefix("gold") ? .stop : .warn)
    let texts = [
      "IsPrimaryKey \"order_id\"", "IsComplete \"order_ts\"", "Completeness \"customer_id\" >= 0.95",
      "ColumnValues \"status\" in [\"completed\", \"pending\", \"failed\", \"cancelled\", \"returned\"]",
      "ReferentialIntegrity \"region_id\" \"silver.regions.{region_id}\" >= 0.95",
      "ColumnValues \"currency\" = \"USD\"",
      "Uniqueness \"sale_key\" = 1", "CustomSql \"select count(*) from primary where order_ts > commit_ts\" = 0",
      "Mean \"net_amount\" between 20 and 200",
    ]
    quality.rules =
      failing.map {
        RuleVerdict(
          rule: $0, status: .fail, value: 41_208, message: "41,208 is not between 1 and 40000",
          history: [38_100, 38_900, 39_411, 39_804, 41_208])
      }
      + texts.prefix(rules - failing.count).enumerated().map { index, text in
        RuleVerdict(
          rule: text, status: .pass, value: index == 2 ? 0.983412 : 1, message: "",
          history: [1, 0.99, 0.98, 1, 1, 0.983])
      }
    quality.score = Double(rules - failing.count) / Double(rules)
    quality.scoreHistory = (0..<20).map { $0 == 12 ? 0.75 : 1 } + [quality.score ?? 1]
    (quality.rowsPassed, quality.rowsFailed) = (41_171, failing.isEmpty ? 0 : 37)
    quality.checkedAt = ago(1840)
    quality.quarantinedRows = table == "silver.orders" ? 518 : 0
    return quality
  }

  static func detail(_ quality: TableQuality) -> QualityDetail {
    let rows = (0..<12).map { index -> [String?] in
      [
        "ColumnValues \"status\"", "ord-10\(index)", "cust-\(index)", index == 3 ? nil : "unknwon",
        "2026-11-20 1\(index % 10):04:11",
      ]
    }
    let failing =
      quality.failed > 0
      ? RowPage(columns: ["_rules", "order_id", "customer_id", "status", "order_ts"], rows: rows, total: 37) : RowPage()
    let rejected = (0..<9).map { index -> [String?] in
      [
        "order_ts unreadable", "incoming/2026-11-21/orders.csv", "\(811 + index)",
        "ord-9\(index),c-4,,31/31/2026,\"x,y\"",
      ]
    }
    let quarantine =
      quality.quarantinedRows > 0
      ? RowPage(columns: ["reason", "_file", "_record", "row"], rows: rejected, total: quality.quarantinedRows)
      : RowPage()
    return QualityDetail(quality: quality, failingRows: failing, quarantine: quarantine)
  }
}
