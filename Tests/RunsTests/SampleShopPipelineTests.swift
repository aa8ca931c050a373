import Clocks
import Foundation
import Journal
import ModelSQL
import PipelineSupport
import Project
import SampleShop
import Testing

/// The sample project over its 14 days, run in this process.
@Suite("The sample project", .serialized)
struct SampleShopPipelineTests {
  private static let sample = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("sample_data").path
  private static let shop = ShopGenerator(seed: 42, until: CalendarDay(year: 2026, month: 11, day: 21))

  /// The project without its incoming files.
  private func emptyShop(stopsAtRules: Bool = true) throws -> Pipeline {
    let pipeline = try Pipeline([:], startingAt: "2026-11-08T06:10:00Z")
    for part in ["project.yml", "models", "quality", "queries", "dashboards"] {
      try FileManager.default.copyItem(atPath: Self.sample + "/" + part, toPath: pipeline.folder.path(part))
    }
    if !stopsAtRules {
      let settings = try pipeline.folder.read("project.yml").replacingOccurrences(of: "gate: stop", with: "gate: warn")
      try pipeline.folder.write(settings, to: "project.yml")
    }
    let secret = try pipeline.folder.write("pepper", to: ".assay/secrets/masking_salt")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
    return pipeline
  }

  private func deliver(_ files: [ShopFile], to pipeline: Pipeline) throws {
    for file in files { try pipeline.folder.write(file.bytes, to: file.path) }
  }

  private func run(_ pipeline: Pipeline, day: Int, fullRefresh: Bool = false) throws {
    let date = Self.shop.date(ofDay: day)
    pipeline.now = date.start.addingTimeInterval(6 * 3600 + 600)
    let result = try pipeline.run(fullRefresh: fullRefresh, day: date.description)
    #expect(result.status == .succeeded, "day \(day): \(result.trouble)")
  }

  /// All rows of all models' tables, in an order of their own; for comparing runs.
  private func contents(_ pipeline: Pipeline) throws -> [String: [[String]]] {
    let (workspace, _) = try pipeline.environment()
    var tables: [String: [[String]]] = [:]
    for model in workspace.project.models {
      tables[model.table.description] = try pipeline.query("select * from \(model.table) order by all")
    }
    return tables
  }

  @Test("is the same built day by day and built at once, and its figures are those of the generator's harness")
  func incrementalEqualsFull() throws {
    let pipeline = try emptyShop()
    try deliver(Self.shop.fullLoad(), to: pipeline)
    for day in 1...14 {
      try deliver(Self.shop.drop(day: day), to: pipeline)
      try run(pipeline, day: day)
    }
    let incremental = try contents(pipeline)
    #expect(
      try pipeline.query(
        "select count(*), sum(case when is_revenue then net_amount end), sum(net_amount) from gold.fact_sales")
        == [["17271", "1717509.74", "1857761.12"]])
    try run(pipeline, day: 14)
    #expect(try contents(pipeline) == incremental, "a run without new files changed something")
    try run(pipeline, day: 14, fullRefresh: true)
    let full = try contents(pipeline)
    for (table, rows) in incremental { #expect(full[table] == rows, "\(table) differs after a full refresh") }
  }

  @Test("is the same whatever the order of the days")
  func anyOrder() throws {
    var outcomes: [[String: [[String]]]] = []
    for order in [Array(1...14), [9, 2, 14, 1, 5, 3, 13, 4, 7, 6, 12, 8, 11, 10]] {
      // Payments whose orders come days later are no reason to stop here.
      let pipeline = try emptyShop(stopsAtRules: false)
      try deliver(Self.shop.fullLoad(), to: pipeline)
      try run(pipeline, day: 1)
      for days in stride(from: 0, to: 14, by: 3).map({ order[$0..<min($0 + 3, 14)] }) {
        for day in days { try deliver(Self.shop.drop(day: day), to: pipeline) }
        // The run is for the newest day there is, so that its payments are there.
        try run(pipeline, day: days.last ?? 1)
      }
      outcomes.append(try contents(pipeline))
    }
    for (table, rows) in outcomes[0] { #expect(outcomes[1][table] == rows, "\(table) depends on the order of days") }
  }
}
