import PipelineSupport
import Testing

@Suite("Files as AWS DMS writes them")
struct ChangeFileTests {
  private static let model = """
    /*---
    materialized: incremental
    strategy: merge
    new_rows_from: [bronze.orders]
    unique_key: [id]
    newest_by: [op_order, _file, _record]
    ---*/
    select try_int(id) as id, v, _op as op, case when _op = 'I' and _file like '%LOAD%' then 0 else 1 end as op_order,
      _op = 'D' as _deleted, _file, _record from bronze.orders
    """

  private func shop(_ files: [String: String], source: String = "") throws -> Pipeline {
    try Pipeline(
      [
        "project.yml": """
        name: little
        environments:
          dev: {lake: lake/dev}
        sources:
          orders:
            path: incoming/*.csv
            header: false
            columns: [op, ts, id, v]
            changes: {operation: op, commit_timestamp: ts}
            \(source)
        """,
        "models/silver/orders.sql": Self.model,
      ].merging(files) { first, _ in first })
  }

  private static let load = "2026-11-01 00:00:00.000000,1,a\n2026-11-01 00:00:00.000000,2,NULL\n"
  private static let changes = """
    U,2026-11-28 10:10:10.123456,1,a2
    I,2026-11-28 10:10:11.000000,3,c
    D,2026-11-28 10:10:12.000000,2,
    I,2026-11-28 10:10:13.000000,4,\"NULL\"

    """

  @Test(
    "load whether or not a file has the operation, in one run and in two, with rows of the full load as inserts",
    arguments: [true, false])
  func operations(atOnce: Bool) throws {
    let shop = try shop(["incoming/LOAD00000001.csv": Self.load])
    if !atOnce { #expect(try shop.run().trouble == "") }
    try shop.folder.write(Self.changes, to: "incoming/20261128-101010123.csv")
    #expect(try shop.run().trouble == "")
    #expect(
      try shop.query("select id, v, op from silver.orders order by id") == [
        ["1", "a2", "U"], ["3", "c", "I"], ["4", "NULL", "I"],
      ])
    #expect(
      try shop.query("select _op, _commit_ts, v from bronze.orders where _file like '%LOAD%' order by _record") == [
        ["I", "2026-11-01 00:00:00.000000", "a"], ["I", "2026-11-01 00:00:00.000000", "∅"],
      ])
    let (_, journal) = try shop.environment()
    #expect(
      try journal.manifests(of: "orders").map(\.name) == [
        "incoming/LOAD00000001.csv", "incoming/20261128-101010123.csv",
      ])
  }

  @Test("with a bad record lose that one alone, with and without the operation")
  func faults() throws {
    let shop = try shop(
      ["incoming/LOAD0000000A.csv": Self.load + "oops\n", "incoming/20261128-101010123.csv": Self.changes + "U,x\n"],
      source: "rejects: {warn_above: never}")
    #expect(try shop.run().trouble == "")
    #expect(
      try shop.query("select _file, _record from quarantine.bronze_orders order by 1") == [
        ["incoming/20261128-101010123.csv", "5"], ["incoming/LOAD0000000A.csv", "3"],
      ])
  }
}
