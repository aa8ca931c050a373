import PipelineSupport
import Testing

@Suite("A table matched by key or partition")
struct MatchedTests {
  private static let settings = """
    name: little
    default_environment: dev
    environments:
      dev: {lake: lake/dev}
    sources:
      orders: {path: incoming/*/orders.csv, format: csv, changes: {operation: op}}
      lines: {path: incoming/*/lines.csv, format: csv, changes: {operation: op}}
    """

  private static func silver(_ name: String, key: String, columns: String) -> String {
    """
    /*---
    materialized: incremental
    strategy: merge
    new_rows_from: [bronze.\(name)]
    unique_key: [\(key)]
    newest_by: [updated_at, _file, _record]
    ---*/
    select \(columns), updated_at, coalesce(_op, 'I') = 'D' as _deleted, _file, _record from bronze.\(name)
    """
  }

  private static let fact = """
    /*---
    materialized: incremental
    strategy: merge
    new_rows_from: [silver.lines, silver.orders]
    matched_by: order_id
    unique_key: [order_id, line_no]
    partition_by: [order_month]
    ---*/
    select l.order_id, l.line_no, l.amount, o.status, coalesce(o.order_month, 'unknown') as order_month
    from silver.lines as l left join silver.orders as o on l.order_id = o.order_id
    """

  private static let monthly = """
    /*---
    materialized: incremental
    strategy: replace_partitions
    new_rows_from: [gold.fact]
    matched_by: order_month
    partition_by: [order_month]
    balance: none
    ---*/
    select order_month, cast(sum(amount) as bigint) as amount, count(*) as lines from gold.fact group by order_month
    """

  private func shop() throws -> Pipeline {
    try Pipeline([
      "project.yml": Self.settings,
      "models/silver/orders.sql": Self.silver("orders", key: "order_id", columns: "order_id, status, order_month"),
      "models/silver/lines.sql": Self.silver(
        "lines", key: "order_id, line_no", columns: "order_id, line_no, try_int(amount) as amount"),
      "models/gold/fact.sql": Self.fact, "models/gold/monthly.sql": Self.monthly,
      "incoming/d1/orders.csv": "op,order_id,status,order_month,updated_at\nI,o1,open,2026-01,1\nI,o2,open,2026-02,1\n",
      "incoming/d1/lines.csv":
        "op,order_id,line_no,amount,updated_at\nI,o1,1,10,1\nI,o1,2,20,1\nI,o2,1,5,1\nI,o9,1,7,1\n",
    ])
  }

  private let facts = "select order_id, line_no, amount, status, order_month from gold.fact order by 1, 2"
  private let months = "select order_month, amount, lines from gold.monthly order by 1"

  private func deliver(_ shop: Pipeline, _ day: String, orders: String = "", lines: String = "") throws {
    if !orders.isEmpty {
      try shop.folder.write("op,order_id,status,order_month,updated_at\n" + orders, to: "incoming/\(day)/orders.csv")
    }
    if !lines.isEmpty {
      try shop.folder.write("op,order_id,line_no,amount,updated_at\n" + lines, to: "incoming/\(day)/lines.csv")
    }
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
  }

  @Test("follows a late change of its order, and leaves the others' files alone")
  func lateChange() throws {
    let shop = try shop()
    try shop.run()
    try deliver(shop, "d2", orders: "U,o1,paid,2026-01,2\n")
    #expect(
      try shop.query(facts) == [
        ["o1", "1", "10", "paid", "2026-01"], ["o1", "2", "20", "paid", "2026-01"],
        ["o2", "1", "5", "open", "2026-02"],
        ["o9", "1", "7", "∅", "unknown"],
      ])
    #expect(try shop.query(months) == [["2026-01", "30", "2"], ["2026-02", "5", "1"], ["unknown", "7", "1"]])
  }

  @Test("moves rows between partitions, and drops a partition that became empty")
  func partitionMove() throws {
    let shop = try shop()
    try shop.run()
    try deliver(shop, "d2", orders: "U,o2,open,2026-03,2\nI,o9,new,2026-03,2\n")
    #expect(try shop.query(months) == [["2026-01", "30", "2"], ["2026-03", "12", "2"]])
  }

  @Test("loses a deleted line, and is the same after a full refresh")
  func deletion() throws {
    let shop = try shop()
    try shop.run()
    try deliver(shop, "d2", lines: "D,o1,2,20,2\nU,o2,1,6,2\n")
    let incremental = [try shop.query(facts), try shop.query(months)]
    #expect(incremental[1] == [["2026-01", "10", "1"], ["2026-02", "6", "1"], ["unknown", "7", "1"]])
    let result = try shop.run(fullRefresh: true)
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect([try shop.query(facts), try shop.query(months)] == incremental)
  }

  @Test("writes nothing when the outcome is what it has")
  func sameOutcome() throws {
    let shop = try shop()
    let first = try shop.run()
    try deliver(shop, "d2", lines: "U,o1,1,10,2\n")
    let (_, journal) = try shop.environment()
    let newest = try #require(try journal.latestSuccess(of: "gold.fact"))
    #expect(newest.message == "no row changed" || newest.versionAfter == first.step("gold.fact")?.versionAfter)
    #expect(try journal.latestSuccess(of: "gold.monthly")?.versionAfter == first.step("gold.monthly")?.versionAfter)
  }

  @Test("rejects a row once however often its key is touched, and lets it go when it becomes good")
  func rejectedOnce() throws {
    var files = [
      "project.yml": Self.settings,
      "models/silver/orders.sql": Self.silver("orders", key: "order_id", columns: "order_id, status, order_month"),
      "models/silver/lines.sql": Self.silver(
        "lines", key: "order_id, line_no", columns: "order_id, line_no, try_int(amount) as amount"),
      "incoming/d1/orders.csv": "op,order_id,status,order_month,updated_at\nI,o1,open,2026-01,1\n",
      "incoming/d1/lines.csv": "op,order_id,line_no,amount,updated_at\nI,o1,1,10,1\nI,o8,1,7,1\nI,o9,1,7,1\n",
    ]
    files["models/gold/fact.sql"] = Self.fact.replacing(
      "as order_month\n", with: "as order_month,\n  case when o.order_id is null then 'no order' end as _reject\n")
    let shop = try Pipeline(files)
    let rejected = "select reason, json_text(row, '$.order_id') as o from quarantine.gold_fact order by 2"
    try shop.run()
    #expect(try shop.query(rejected) == [["no order", "o8"], ["no order", "o9"]])
    try deliver(shop, "d2", lines: "U,o9,1,8,2\n")
    #expect(try shop.query(rejected) == [["no order", "o8"], ["no order", "o9"]])
    try deliver(shop, "d3", orders: "I,o9,new,2026-03,2\n")
    #expect(try shop.query(rejected) == [["no order", "o8"]])
    let incremental = [try shop.query(facts), try shop.query(rejected)]
    try shop.run(fullRefresh: true)
    #expect([try shop.query(facts), try shop.query(rejected)] == incremental)
  }

  /// `price` as the fact has it, with a value that is written otherwise in each file.
  private static let keys: [(type: String, first: String, second: String)] = [
    ("try_decimal(price, 12, 2)", "1.5", "1.50"), ("try_cast(price as double)", "1e20", "100000000000000000000"),
    ("try_decimal(price, 38, 2)", "123456789012345678901234567890.10", "123456789012345678901234567890.1"),
    ("parse_date(price, 'd.M.yyyy')", "1.2.2026", "01.02.2026"), ("nullif(price, 'none')", "none", "none"),
  ]

  @Test("rejects a row once by a key of any type, and lets it go when it becomes good", arguments: keys.indices)
  func typedKeys(index: Int) throws {
    let (type, first, second) = Self.keys[index]
    let shop = try Pipeline([
      "project.yml": "name: little\nsources:\n  g: {path: incoming/g*.csv}\n  bad: {path: incoming/bad*.csv}\n",
      "models/silver/g.sql": """
      /*---
      materialized: incremental
      strategy: append
      new_rows_from: [bronze.g]
      engine: duckdb
      ---*/
      select id, who, \(type) as price from bronze.g
      """,
      "models/silver/bad.sql": "select who, state from bronze.bad",
      "models/gold/g.sql": """
      /*---
      materialized: incremental
      strategy: replace_partitions
      new_rows_from: [silver.g]
      matched_by: price
      balance: none
      ---*/
      select g.id, g.price, case when b.state = 'bad' then 'is bad' end as _reject
      from silver.g as g left join silver.bad as b on g.who = b.who
      """,
      "incoming/g1.csv": "id,price,who\n1,\(first),x\n2,\(first),y\n", "incoming/bad1.csv": "who,state\nx,bad\n",
    ])
    let built = try shop.run()
    #expect(built.status == .succeeded, "\(built.trouble)")
    let rejected = "select json_text(row, '$.id') from quarantine.gold_g order by 1"
    #expect(try shop.query(rejected) == [["1"]])
    try shop.folder.write("id,price,who\n3,\(second),y\n", to: "incoming/g2.csv")
    try shop.run()
    #expect(try shop.query(rejected) == [["1"]])
    #expect(try shop.query("select id from gold.g order by 1") == [["2"], ["3"]])
    try shop.folder.write("id,price,who\n4,\(second),y\n", to: "incoming/g3.csv")
    try shop.folder.write("select who, 'good' as state from bronze.bad", to: "models/silver/bad.sql")
    let last = try shop.run()
    #expect(last.status == .succeeded, "\(last.trouble)")
    #expect(try shop.query(rejected) == [])
    #expect(try shop.query("select id from gold.g order by 1") == [["1"], ["2"], ["3"], ["4"]])
  }
}
