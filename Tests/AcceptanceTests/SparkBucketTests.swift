import Foundation
import JSON
import S3Support
import TestSupport
import Testing

/// The folder of the Python of `ASSAY_SPARK`, beside which spark-submit lies.
private let sparkPrograms = ProcessInfo.processInfo.environment["ASSAY_SPARK"].map {
  ($0 as NSString).deletingLastPathComponent
}

/// `exchange: bucket` with the built program and a real Spark. Hadoop finds the bucket's objects in a folder, which the
/// bucket's service keeps them in, so that it needs no client of S3.
@Suite(
  "A lake in a bucket whose models run on Spark", .serialized,
  .enabled(if: sparkPrograms != nil, "ASSAY_SPARK names no Python with pyspark"))
struct SparkBucketTests {
  private static let lake = "lakes/one/"

  private static let models = [
    "silver/orders": """
    /*---
    materialized: incremental
    strategy: merge
    new_rows_from: [bronze.orders]
    unique_key: [id]
    newest_by: [seen]
    partition_by: [place]
    ---*/
    select try_int(id) as id, place, try_int(price) as price, seen, note, deleted = 'yes' as _deleted,
      case when try_int(price) is null then 'no price' end as _reject, _file, _record
    from bronze.orders
    """,
    "silver/log": """
    /*---
    materialized: incremental
    strategy: append
    new_rows_from: [bronze.orders]
    balance: none
    ---*/
    select id, place, note from bronze.orders
    """,
    "gold/kept": """
    /*---
    materialized: table
    unique_key: [id]
    partition_by: [place]
    ---*/
    select id, place, note from silver.log where id <> ''
    """,
    "gold/places": """
    select place, count(*) as orders, cast(sum(price) as bigint) as revenue, max(note) as note from silver.orders group by place
    """,
  ]

  private static func shop() throws -> BucketShop {
    let programs = try #require(sparkPrograms)
    let shop = try BucketShop(
      objects: "bucket",
      more: { (folder: String) -> String in
        let views = "org.apache.hadoop.fs.viewfs.ViewFileSystemOverloadScheme"
        let files = "org.apache.hadoop.fs.RawLocalFileSystem"
        let conf = [
          "spark.ui.enabled: false", "spark.sql.shuffle.partitions: 2", "spark.hadoop.fs.s3.impl: \(views)",
          "spark.hadoop.fs.file.impl: \(files)",
          "spark.hadoop.fs.viewfs.overload.scheme.target.s3.impl: \(files)",
          "spark.hadoop.fs.viewfs.mounttable.\(S3Service.bucket).linkFallback: 'file://\(folder)/bucket'",
        ]
        return """
          , compute: {engine: spark, exchange: bucket, submit: ['PATH=\(programs):/usr/bin:/bin', spark-submit, --master, \
          'local[1]'], conf: {\(conf.joined(separator: ", "))}}
          """
      })
    for (name, sql) in models { try shop.folder.write(sql, to: "models/\(name).sql") }
    let settings = try shop.folder.read("project.yml")
    try shop.folder.write(settings + "\nquality: {gates: {gold.kept: stop}}\n", to: "project.yml")
    // The first is asked of Spark whole; of the second Spark does not know the pattern.
    try shop.folder.write("Rules = [ RowCount > 10, IsUnique \"id\" ]", to: "quality/gold.kept.dqdl")
    try shop.folder.write("Rules = [ ColumnValues \"note\" matches \"[[:alnum:]]*\" ]", to: "quality/gold.places.dqdl")
    return shop
  }

  /// Texts that do not become shorter, so that files are longer than their ends.
  private static func note() -> String {
    var chance = SystemRandomNumberGenerator()
    return (0..<500).map { _ in String(chance.next(), radix: 36) }.joined()
  }

  private static let places = ["São Paulo", "a b=c+d%/é", "", "x"]

  private static func deliver(_ day: Int, to shop: BucketShop) throws {
    var rows = (0..<48).map { "\($0 + day * 40),\(places[$0 % 4]),\($0),\(day),no,\(note())" }
    rows += ["7,x,none,1,no,\(note())", "\(day * 40 + 1),x,5,\(day + 1),no,\(note())", "\(day * 40),x,5,9,yes,"]
    try shop.folder.write(
      "id,place,price,seen,deleted,note\n" + rows.joined(separator: "\n") + "\n", to: "incoming/\(day).csv")
  }

  private static func rows(_ shop: BucketShop, _ environment: String, _ table: String) throws -> [String] {
    let columns = table.hasPrefix("quarantine") ? "reason, _file, _record, row" : "*"
    let answer = try shop.assay()(
      "query", "--env", environment, "select \(columns) from \(table) order by all", "--format", "csv")
    return answer.status == 0 ? answer.lines : [answer.error]
  }

  private static func run(_ shop: BucketShop, _ more: String...) throws {
    for environment in ["near", "far"] {
      let run = try shop.assay().run(["run", "--env", environment] + more)
      #expect(run.status == 0, "\(environment): \(run.output) \(run.error)")
    }
  }

  private static func compare(_ shop: BucketShop, _ step: String) throws {
    for table in models.keys.map({ $0.replacing("/", with: ".") }) + ["quarantine.silver_orders"] {
      let near = try rows(shop, "near", table)
      #expect(near.count > 1)
      #expect(try rows(shop, "far", table) == near, "\(step): \(table)")
    }
  }

  /// The worker ends its driver when the run is over already, within a minute.
  private static func waitForNothingLeft(_ shop: BucketShop) {
    for _ in 0..<1200 where shop.service.keys.contains(where: { $0.contains("/_spark/") }) { usleep(50_000) }
    #expect(!shop.service.keys.contains { $0.contains("/_spark/") })
  }

  /// Bytes of data files that came to this machine, by the folders they are in.
  private static func given(_ shop: BucketShop) -> [String: Int] {
    shop.service.state.withLock { state in
      state.given.filter { $0.key.hasSuffix(".parquet") && !$0.key.contains("_delta_log") }
    }
  }

  @Test("has every row it has on the embedded engine, and none of it comes to this machine that need not")
  func sameRows() throws {
    let shop = try Self.shop()
    try Self.deliver(1, to: shop)
    try Self.run(shop)
    let given = Self.given(shop)
    // What a rule asks here that Spark does not know, and nothing else of any table.
    let tables = given.keys.filter { !$0.contains("/_spark/") }
    let folders = tables.map { $0.split(separator: "/").dropFirst(2).prefix(2).joined(separator: "/") }
    #expect(Set(folders) == ["gold/places"])
    let ends = given.filter { $0.key.contains("/table/") }
    #expect(ends.count > 8 && ends.values.max() ?? 0 <= 1 << 16, "\(ends)")
    let sizes = shop.service.state.withLock { state in
      state.objects.filter { $0.key.hasPrefix(Self.lake + "silver/orders/place=") }.map { $0.value.bytes.count }
    }
    #expect(sizes.count >= 4 && sizes.max() ?? 0 > 1 << 16, "\(sizes)")
    try Self.compare(shop, "first")
    try Self.deliver(2, to: shop)
    try Self.run(shop)
    try Self.compare(shop, "second")
    // Written anew, and stopped by a rule: the table is as it was, and nothing else is left.
    let table = shop.service.keys.filter { $0.hasPrefix(Self.lake + "gold/kept/") }
    try shop.folder.write("Rules = [ RowCount > 1000 ]", to: "quality/gold.kept.dqdl")
    let stopped = try shop.run("far", "--table", "gold.kept", "--full-refresh")
    #expect(stopped.status != 0 && stopped.output.contains("RowCount > 1000"), "\(stopped.output) \(stopped.error)")
    Self.waitForNothingLeft(shop)
    #expect(shop.service.keys.filter { $0.hasPrefix(Self.lake + "gold/kept/") } == table)
  }
}
