import Foundation
import Ledger
import PipelineSupport
import TestSupport
import Testing

/// The folder of the Python of `ASSAY_SPARK`, beside which spark-submit lies.
let sparkPrograms = ProcessInfo.processInfo.environment["ASSAY_SPARK"].map {
  ($0 as NSString).deletingLastPathComponent
}

/// The same project on both engines. `ASSAY_SPARK` names a Python that has pyspark.
@Suite(
  "A project on Spark", .serialized, .enabled(if: sparkPrograms != nil, "ASSAY_SPARK names no Python with pyspark"))
struct SparkModelsTests {
  private static let tables = [
    "silver.orders", "quarantine.silver_orders", "gold.customers", "gold.months", "gold.years",
  ]

  private static func project(_ compute: String) -> [String: String] {
    [
      "project.yml": """
      name: shop
      environments: {dev: {lake: lake, \(compute)}}
      sources: {orders: {path: 'incoming/*.csv'}}
      """,
      "incoming/1.csv": """
      order_id,customer,day,amount,op
      1,Ann,2026-11-01,10.005,I
      2,Bob,2026-11-02,x,I
      3,"Ann's \\ son",2026-12-01,7.5,I
      1,Ann,2026-11-03,11.25,U
      4,,2026-12-02,3,I
      ,Eve,2026-12-02,3,I

      """,
      "models/silver/orders.sql": """
      /*---
      materialized: incremental
      strategy: merge
      new_rows_from: [bronze.orders]
      unique_key: [order_id]
      newest_by: [day, _file, _record]
      ---*/
      select try_int(order_id) as order_id, nullif(regexp_replace(customer, '\\\\', '/'), '') as customer,
        parse_date(day, 'yyyy-MM-dd') as day, try_decimal(amount, 10, 2) as amount,
        '{' || substring(day, 1, 7) || '} %[*] é' as month, hash_text(secret('salt'), customer) as masked,
        case when order_id is null then 'no id' when try_decimal(amount, 10, 2) is null then 'amount unreadable' end as _reject,
        op = 'D' as _deleted, _file, _record
      from bronze.orders
      """,
      "models/gold/customers.sql": """
      select customer, hash_key(customer) as customer_key, count(*) as orders,
        cast(sum(amount) as decimal(18, 2)) as amount, cast(safe_divide(sum(amount), count(*)) as decimal(18, 4)) as mean,
        rank() over (order by customer) as place, max(cast(day as timestamp)) as newest, run_date() as as_of
      from silver.orders
      group by customer
      """,
      "models/gold/months.sql": """
      /*---
      materialized: incremental
      strategy: replace_partitions
      new_rows_from: [silver.orders]
      matched_by: month
      partition_by: [month]
      balance: none
      ---*/
      select month, count(*) as orders, min(day) as first_day, cast(sum(amount) as decimal(18, 2)) as amount
      from silver.orders
      group by month
      """,
      // Reads files in folders whose names are no plain words.
      "models/gold/years.sql": """
      select substring(month, 2, 4) as year, cast(sum(orders) as bigint) as orders, max(month) as newest
      from gold.months
      group by substring(month, 2, 4)
      """,
    ]
  }

  private static let second = """
    order_id,customer,day,amount,op
    3,,2026-12-05,,D
    5,Zoë,2026-12-06,1e2,I

    """

  private static func compute(_ programs: String, _ options: [String]) -> String {
    let submit = ["PATH=\(programs):/usr/bin:/bin", "spark-submit"] + options
    let words = submit.map { "'\($0)'" }.joined(separator: ", ")
    return "compute: {engine: spark, submit: [\(words)], conf: {spark.ui.enabled: false}}"
  }

  @Test("has every row it has on the embedded engine, whole and incremental, with its quarantine")
  func sameRows() throws {
    let programs = try #require(sparkPrograms)
    try Self.expectSameRows(Self.compute(programs, ["--master", "local[1]"]))
  }

  @Test("has every row it has on the embedded engine when a cluster of two workers computes them")
  func sameRowsOfCluster() throws {
    let programs = try #require(sparkPrograms)
    let cluster = try SparkCluster(programs)
    defer { cluster.end() }
    try Self.expectSameRows(
      Self.compute(
        programs,
        [
          "--master", cluster.address, "--executor-memory", "512m", "--conf", "spark.driver.host=127.0.0.1",
          "--conf", "spark.executor.cores=1",
        ]))
    #expect(!cluster.applications.isEmpty, "its workers ran nothing")
  }

  private static func expectSameRows(_ compute: String) throws {
    let spark = try Pipeline(project(compute))
    let embedded = try Pipeline(project("threads: 1"))
    for pipeline in [spark, embedded] {
      let secret = try pipeline.folder.write("pepper", to: ".assay/secrets/salt")
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
      #expect(try pipeline.run().status == .succeeded)
      try pipeline.folder.write(second, to: "incoming/2.csv")
      #expect(try pipeline.run().status == .succeeded)
    }
    for table in tables {
      let columns = table.hasPrefix("quarantine") ? "reason, _file, _record, row" : "*"
      let sql = "select \(columns) from \(table) order by all"
      let rows = try embedded.query(sql)
      #expect(try spark.query(sql) == rows, "\(table)")
      #expect(!rows.isEmpty)
    }
    // What was handed over and back goes with the step.
    #expect(try FileManager.default.contentsOfDirectory(atPath: spark.folder.path(".assay/dev/spill")).isEmpty)
  }
}

/// The same rules on both engines.
@Suite(
  "The gates of a project on Spark", .enabled(if: sparkPrograms != nil, "ASSAY_SPARK names no Python with pyspark"))
struct SparkGatesTests {
  private static func project(_ compute: String) -> [String: String] {
    [
      "project.yml": """
      name: shop
      quality: {gate: warn, gates: {gold.days: stop}}
      environments: {dev: {lake: lake, \(compute)}}
      sources: {orders: {path: 'incoming/*.csv'}}
      """,
      "incoming/1.csv":
        "id,customer,day,amount\n1,Ann,2026-11-01,10.005\n2,,2026-11-02,3\n3,Bob,2026-13-02,4\n4,Ann,2026-11-02,x\n",
      "models/silver/orders.sql": """
      select try_int(id) as id, nullif(customer, '') as customer, parse_date(day, 'yyyy-MM-dd') as day,
        try_decimal(amount, 10, 2) as amount, cast(id as double) as size,
        case when try_decimal(amount, 10, 2) is null then 'amount unreadable' end as _reject, _file, _record
      from bronze.orders
      """,
      "models/gold/days.sql": """
      select day, count(*) as orders, cast(sum(amount) as decimal(18, 2)) as amount from silver.orders group by day
      """,
      "quality/silver.orders.dqdl": """
      Rules = [ RowCount = 4, IsComplete "customer", ColumnValues "customer" matches "[A-Z][a-z]+", Mean "amount" > 100,
        Sum "size" = 6, ColumnValues "amount" > 3.5 where "id > 1", IsUnique "customer", ColumnDataType "customer" = "Date",
        ReferentialIntegrity "id" "bronze.orders.id" = 1, CustomSql "select id from primary where amount > 3",
        CustomSql "select sum(amount) from primary" > 100, (IsComplete "day") or (RowCount > 9), DataFreshness "day" < 30 days ]
      """,
      "quality/gold.days.dqdl": """
      Rules = [ IsComplete "day", IsPrimaryKey "day", AggregateMatch "sum(amount)" "sum(silver.orders.amount)" = 1,
        ReferentialIntegrity "day" "silver.orders.day" = 1, RowCountMatch "silver.orders" = 1 ]
      """,
    ]
  }

  @Test("come to the same report, quarantine and rows that fail")
  func sameVerdicts() throws {
    let programs = try #require(sparkPrograms)
    let command = "submit: ['PATH=\(programs):/usr/bin:/bin', spark-submit, --master, 'local[1]']"
    let spark = try Pipeline(
      Self.project("compute: {engine: spark, \(command), conf: {spark.ui.enabled: false}}"))
    let embedded = try Pipeline(Self.project("threads: 1"))
    let told = try [embedded, spark].map { pipeline in
      let run = try pipeline.run()
      let (_, journal) = try pipeline.environment()
      let qualities = try journal.qualities(of: run.id).map(\.quality).sorted { $0.table < $1.table }
      let log = try journal.logs(LogFilter(execution: run.id)).map(\.message)
      try journal.close()
      let rows = try pipeline.query("select reason, _file, _record, row from quarantine.silver_orders order by all")
      let steps = run.steps.map { "\($0.name) \($0.status) \($0.cause ?? "") \($0.counts)" }.sorted()
      return (qualities: qualities, log: log, rows: rows, steps: steps)
    }
    #expect(told[0].qualities == told[1].qualities)
    #expect(told[0].qualities.map(\.table) == ["gold.days", "silver.orders"])
    #expect(told[0].rows == told[1].rows && told[0].rows.count == 1)
    #expect(told[0].steps == told[1].steps)
    let own = told[1].log.filter { $0.contains("judged here") }
    #expect(own.count == 1 && own[0].contains("bronze.orders is not there"), "\(own)")
    #expect(told[1].log.contains { $0.contains("queries of its rules") })
  }
}
