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
