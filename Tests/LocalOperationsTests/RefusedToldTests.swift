import Clocks
import Foundation
import Ledger
import Operations
import PipelineSupport
import TestSupport
import Testing

@testable import LocalOperations

@Suite("What a refused build rejected, and columns that changed, are told")
struct RefusedToldTests {
  private static let settings = """
    name: told
    rejects: {warn_above: never, fail_at: 50%}
    quality: {gate: stop}
    environments:
      dev: {lake: lake/dev}
    sources:
      orders: {path: incoming/*.csv}
    """

  private func project(rules: String = "RowCount > 0") throws -> Pipeline {
    try Pipeline([
      "project.yml": Self.settings,
      "models/silver/orders.sql": """
      /*---
      materialized: incremental
      strategy: append
      new_rows_from: [bronze.orders]
      ---*/
      select try_int(id) as id, case when try_int(id) is null then 'no number' end as _reject, _file, _record
      from bronze.orders
      """,
      "models/gold/totals.sql": "select count(*) as rows from silver.orders",
      "quality/silver.orders.dqdl": "Rules = [ \(rules) ]", "incoming/1.csv": "id,v\n1,a\n",
    ])
  }

  private func operations(_ lake: Pipeline) throws -> LocalOperations {
    try lake.operations()
  }

  private func status(_ table: String, _ lake: Pipeline) throws -> TableStatus {
    try #require(try operations(lake).status().layers.flatMap(\.tables).first { $0.name == table })
  }

  private func quarantined(_ table: String, _ lake: Pipeline) throws -> Int64? {
    try operations(lake).quality().first { $0.table == table }?.quarantinedRows
  }

  @Test(
    "by status and quality, also when later steps were left out, until a build comes through",
    arguments: [("RowCount > 0", "x,b\ny,b\n"), ("RowCount < 2", "2,b\nx,b\n")])
  func refused(rules: String, rows: String) throws {
    let lake = try project(rules: rules)
    #expect(try lake.run().status == .succeeded)
    #expect(try status("silver.orders", lake).rejectedRows == 0)
    try lake.folder.write("id,v\n" + rows, to: "incoming/2.csv")
    #expect(try lake.run().step("silver.orders")?.status == .failed)
    let rejected = Int64(rows.split(separator: "\n").count { !($0.first?.isNumber ?? false) })
    try expect(rejected, .failed, lake)
    // The source fails next, so that the table's step is skipped and says nothing.
    try lake.folder.write("id\n9\n", to: "incoming/3.csv")
    #expect(try lake.run().step("silver.orders")?.status == .skipped)
    try expect(rejected, .late, lake)
    try FileManager.default.removeItem(atPath: lake.folder.path("incoming/3.csv"))
    try lake.folder.write("id,v\n7,b\n8,b\n9,b\n", to: "incoming/4.csv")
    try lake.folder.write("Rules = [ RowCount > 0 ]", to: "quality/silver.orders.dqdl")
    let run = try lake.run()
    #expect(run.status == .succeeded, "\(run.trouble)")
    try expect(rejected, .ok, lake)
  }

  private func expect(_ rejected: Int64, _ state: HealthState, _ lake: Pipeline) throws {
    let told = try status("silver.orders", lake)
    #expect((told.rejectedRows, told.state) == (rejected, state), "\(told.reason)")
    #expect(told.json["rejectedRows"] == .int(rejected))
    #expect(try quarantined("silver.orders", lake) == rejected)
    #expect(try lake.query("select count(*) from quarantine.silver_orders") == [["\(rejected)"]])
  }

  @Test("by the source's state, until the next delivery came")
  func drift() throws {
    let lake = try project()
    #expect(try lake.run().status == .succeeded)
    #expect(try status("bronze.orders", lake).state == .ok)
    try lake.folder.write("id,v,coupon\n2,a,x\n", to: "incoming/2.csv")
    for _ in 1...2 {
      #expect(try lake.run().status == .succeeded)
      let told = try status("bronze.orders", lake)
      #expect(told.state == .warn)
      #expect(told.reason.contains("incoming/2.csv: the column “coupon” is new"))
      #expect(told.json["state"] == "WARN" && told.json["reason"] == .string(told.reason))
    }
    try lake.folder.write("id,v,coupon\n3,a,x\n", to: "incoming/3.csv")
    #expect(try lake.run().status == .succeeded)
    #expect(try status("bronze.orders", lake).state == .ok)
  }
}
