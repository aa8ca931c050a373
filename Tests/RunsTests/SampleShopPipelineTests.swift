import Clocks
import Foundation
import ModelSQL
import PipelineSupport
import Project
import SampleShop
import Testing

/// The sample project over its 14 days, run in this process.
@Suite("The sample project", .serialized)
struct SampleShopPipelineTests {
  @Test("is the same built day by day and built at once, and its figures are those of the generator's harness")
  func incrementalEqualsFull() throws {
    let pipeline = try SampleProject.emptyShop()
    try SampleProject.deliver(SampleProject.shop.fullLoad(), to: pipeline)
    for day in 1...14 {
      try SampleProject.deliver(SampleProject.shop.drop(day: day), to: pipeline)
      try SampleProject.run(pipeline, day: day)
    }
    let incremental = try SampleProject.contents(pipeline)
    #expect(
      try pipeline.query(
        "select count(*), sum(case when is_revenue then net_amount end), sum(net_amount) from gold.fact_sales")
        == [["17271", "1717509.74", "1857761.12"]])
    try SampleProject.run(pipeline, day: 14)
    #expect(try SampleProject.contents(pipeline) == incremental, "a run without new files changed something")
    try SampleProject.run(pipeline, day: 14, fullRefresh: true)
    let full = try SampleProject.contents(pipeline)
    for (table, rows) in incremental { #expect(full[table] == rows, "\(table) differs after a full refresh") }
    try expectHonestFigures(pipeline)
  }

  /// What a figure may not say: a year from a few days, growth of a week that is not over, a score that is always full, a
  /// calendar that ends before the data.
  private func expectHonestFigures(_ pipeline: Pipeline) throws {
    #expect(
      try pipeline.query(
        """
        select count(*) filter (where tenure_days < 30 and projected_yearly_clv is not null),
          count(*) filter (where tenure_days < 30) > 0 from gold.customer_ltv
        """) == [["0", "true"]])
    for table in ["gold.sales_weekly", "gold.sales_monthly"] {
      #expect(
        try pipeline.query(
          "select count(*) filter (where growth is not null), count(*) > 0 from \(table) where not is_whole") == [
            ["0", "true"]
          ], "\(table)")
    }
    for table in ["orders", "payments", "sales", "customers"] {
      #expect(
        try pipeline.query(
          """
          select count(distinct quality_score) > 1, count(distinct data_quality_flag) > 1,
            count(*) filter (where (quality_score = 100) <> (data_quality_flag = 'PASSED')) from silver.\(table)
          """) == [["true", "true", "0"]], "\(table)")
    }
    #expect(
      try pipeline.query(
        """
        select count(*) filter (where d.date is null), min(d.iso_year) <= max(d.iso_year)
        from silver.orders o left join gold.dim_date d on d.date = o.order_date
        """) == [["0", "true"]])
    #expect(try pipeline.query("select iso_year from gold.dim_date where date = '2027-01-01'") == [["2026"]])
  }

  @Test("is loaded in the right order by an environment that has nothing yet: the full load, then the days")
  func freshEnvironment() throws {
    let pipeline = try SampleProject.emptyShop()
    try SampleProject.deliver(SampleProject.shop.fullLoad(), to: pipeline)
    for day in 1...3 { try SampleProject.deliver(SampleProject.shop.drop(day: day), to: pipeline) }
    try SampleProject.run(pipeline, day: 3)
    let (_, journal) = try pipeline.environment()
    for source in ["customers", "orders"] {
      let names = try journal.manifests(of: source).map(\.name)
      #expect(names.count == 4 && names.first?.contains("full") == true, "\(names)")
      #expect(Array(names.dropFirst()) == names.dropFirst().sorted(), "\(names)")
    }
    try everyMetricOfDashboardsIsMeasured(pipeline)
  }

  /// A chart of a metric that nobody writes would stay empty for ever.
  private func everyMetricOfDashboardsIsMeasured(_ pipeline: Pipeline) throws {
    let (workspace, journal) = try pipeline.environment()
    let (dashboards, problems) = workspace.project.metricDashboardsOfNow()
    #expect(problems == [] && !dashboards.isEmpty)
    for widget in dashboards.flatMap({ $0.dashboard?.widgets ?? [] }) {
      for (_, metric) in widget.math.metrics {
        let streams = try journal.metricStreams(namespace: metric.metric.namespace, name: metric.metric.name)
        #expect(streams.contains { $0.metric == metric.metric }, "\(widget.title): \(metric.metric)")
      }
    }
  }

  @Test("is the same whatever the order of the days")
  func anyOrder() throws {
    var outcomes: [[String: [[String]]]] = []
    for order in [Array(1...14), [9, 2, 14, 1, 5, 3, 13, 4, 7, 6, 12, 8, 11, 10]] {
      // Payments whose orders come days later are no reason to stop here.
      let pipeline = try SampleProject.emptyShop(stopsAtRules: false)
      try SampleProject.deliver(SampleProject.shop.fullLoad(), to: pipeline)
      try SampleProject.run(pipeline, day: 1)
      for days in stride(from: 0, to: 14, by: 3).map({ order[$0..<min($0 + 3, 14)] }) {
        for day in days { try SampleProject.deliver(SampleProject.shop.drop(day: day), to: pipeline) }
        // The run is for the newest day there is, so that its payments are there.
        try SampleProject.run(pipeline, day: days.last ?? 1)
      }
      // Of a row that was delivered in two files the copy that was loaded last is kept, and says so; the lineage counts
      // it with that file. What it counts over all files is the same.
      var outcome = try SampleProject.contents(pipeline, withProvenance: false)
      outcome["gold.lineage"] = try pipeline.query(
        """
        select entity, sum(bronze_rows), sum(silver_rows), sum(not_current_rows), sum(fact_rows), max(last_change),
          list((file, bronze_rows) order by file)::varchar from gold.lineage group by entity order by entity
        """)
      outcomes.append(outcome)
    }
    // Lineage counts rows by the file they are kept from, and that is the one that was loaded last.
    for (table, rows) in outcomes[0] where table != "gold.lineage" {
      let isSame = outcomes[1][table] == rows
      #expect(isSame, "\(table) depends on the order of days")
    }
  }
}
