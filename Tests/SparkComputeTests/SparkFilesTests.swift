import Foundation
import JSON
import PipelineSupport
import TestSupport
import Testing
import Words

/// Files that Spark writes. `ASSAY_SPARK` names a Python that has pyspark.
@Suite(
  "A table whose files Spark writes",
  .enabled(if: sparkPrograms != nil, "ASSAY_SPARK names no Python with pyspark"))
struct SparkFilesTests {
  private static let long = String(repeating: "ä", count: 6000)

  private static let files = [
    "incoming/1.csv": """
    id,kind,day,moment,amount,note,op
    1,{a} %[*]/=:é#,2026-11-01,2026-11-01 10:00:00.123456,10.05,\(long)1,I
    2,"",2026-11-02,2026-11-02 10:00:00,-7.5,\(long)2,I
    3,__HIVE_DEFAULT_PARTITION__,2026-12-01,1500-01-01 00:00:00,0,,I
    4,,2026-12-01,9999-12-31 23:59:59,12345678.25,x,I
    5,Über,2026-12-02,,x,y,I
    1,{a} %[*]/=:é#,2026-11-01,2026-11-01 11:00:00,11,z,U
    6,Über,2026-12-02,2026-12-02 00:00:00,1,y,I
    6,Über,2026-12-02,2026-12-02 01:00:00,,,D
    7,gone,2026-12-03,2026-12-03 00:00:00,1,y,D
    ,no key,2026-12-03,2026-12-03 00:00:00,2,y,I
    8,Straße,1970-01-01,1970-01-01 00:00:00,3,y,I

    """,
    "feed/LOAD1.csv": "op,id,v\nI,1,a\nI,2,b\nI,3,c\n",
    "feed/20261101.csv": "op,id,v\nD,2,b\nI,9,b\nU,3,cc\nI,4,d\nU,5,e\n",
  ]

  private static let second = """
    id,kind,day,moment,amount,note,op
    2,late,2026-12-05,2026-12-05 00:00:00,5,n,U
    7,back,2026-12-01,2026-12-01 00:00:00,5,n,I
    11,Über,2026-12-06,2026-12-06 12:00:00,1e2,,I
    ,none,2026-12-06,2026-12-06 12:00:00,1,,I

    """

  private static let columns = """
    try_int(id) as id, kind, parse_date(day, 'yyyy-MM-dd') as day, cast(moment as timestamp) as moment,
    try_decimal(amount, 10, 2) as amount, try_decimal(amount, 30, 4) as wide, cast(try_decimal(amount, 10, 2) as double) as ratio,
    try_int(id) > 3 as late, cast(try_int(id) as integer) as small, note, cast(null as varchar) as nothing
    """

  private static let steering = """
    , case when try_decimal(amount, 10, 2) is null and op <> 'D' then 'amount unreadable' end as _reject, op = 'D' as _deleted,
    _file, _record
    """

  private static func model(_ header: String, steers: Bool = false, _ more: String = "") -> String {
    "/*---\n\(header)\n---*/\nselect \(columns)\(steers ? steering : "")\(more)\nfrom bronze.orders"
  }

  private static let models = [
    "plain": model("balance: none"),
    "parts": model("balance: none\npartition_by: [kind]"),
    "moments": model("balance: none\npartition_by: [late, day]"),
    "whole": model("unique_key: [id]\npartition_by: [kind]\nnewest_by: [moment]", steers: true),
    "records": model("unique_key: [file, record]\nbalance: none", ", _file as file, _record as record"),
    "log": model("materialized: incremental\nstrategy: append\nnew_rows_from: [bronze.orders]", steers: true),
    "merged": model(
      "materialized: incremental\nstrategy: merge\nnew_rows_from: [bronze.orders]\nunique_key: [id]\nnewest_by: [moment]",
      steers: true),
    "latest": model(
      "materialized: incremental\nstrategy: merge\nnew_rows_from: [bronze.orders]\nunique_key: [id]\nbalance: none",
      ", _file, _record"),
    "swapped": model(
      "materialized: incremental\nstrategy: replace_partitions\nnew_rows_from: [bronze.orders]\nmatched_by: kind\n"
        + "partition_by: [kind]\nbalance: none"),
    "fed": """
    /*---
    materialized: incremental
    strategy: merge
    new_rows_from: [bronze.feed]
    unique_key: [id]
    newest_by: [_file, _record]
    ---*/
    select try_int(id) as id, v, _op = 'D' as _deleted, _file, _record from bronze.feed
    """,
  ]

  private static func project(_ compute: String) -> [String: String] {
    var all = files
    all["project.yml"] = """
      name: shop
      environments: {dev: {lake: lake, \(compute)}}
      sources:
        orders: {path: 'incoming/*.csv'}
        feed: {path: 'feed/*.csv', changes: {operation: op}}
      """
    for (name, text) in models { all["models/silver/\(name).sql"] = text }
    return all
  }

  @Test("has its rows, its counts and what the log says of its files as the embedded engine has them")
  func sameTables() throws {
    let programs = try #require(sparkPrograms)
    let command = "submit: ['PATH=\(programs):/usr/bin:/bin', spark-submit, --master, 'local[1]']"
    let spark = try Pipeline(
      Self.project("compute: {engine: spark, \(command), conf: {spark.ui.enabled: false}}"))
    let embedded = try Pipeline(Self.project("threads: 1"))
    for step in ["first", "second"] {
      if step == "second" {
        for pipeline in [spark, embedded] {
          try pipeline.folder.write(Self.second, to: "incoming/2.csv")
          try pipeline.folder.write("op,id,v\nU,9,bb\nD,1,a\n", to: "feed/20261102.csv")
        }
      }
      let runs = try [spark, embedded].map { try $0.run() }
      #expect(runs[0].status == .succeeded && runs[1].status == .succeeded, "\(runs[0].trouble)\n\(runs[1].trouble)")
      for name in Self.models.keys.sorted() {
        #expect(
          runs[0].step("silver.\(name)")?.counts == runs[1].step("silver.\(name)")?.counts, "\(step) \(name)")
        try compare(name, step, spark, embedded)
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: spark.folder.path("lake/.pending")).isEmpty)
  }

  private func compare(_ name: String, _ step: String, _ spark: Pipeline, _ embedded: Pipeline) throws {
    let whole = ["select * from silver.\(name) order by all"]
    let narrow = [
      "moment >= '2026-12-01'", "day = '2026-11-02'", "amount > 10", "wide < 0", "note > 'ä'", "kind is null",
      "not late",
      "ratio >= 0", "moment = '9999-12-31 23:59:59'", "note is null",
    ].map { "select id from silver.\(name) where \($0) order by all" }
    let quarantine = "select reason, _file, _record, row from quarantine.silver_\(name) order by all"
    for sql in whole + (name == "fed" ? [] : narrow) + [quarantine] {
      let rows = try embedded.query(sql)
      #expect(try spark.query(sql) == rows, "\(step): \(sql)")
    }
    let (ours, theirs) = (try statistics(name, embedded), try statistics(name, spark))
    #expect(Set(ours.keys) == Set(theirs.keys), "\(step) \(name)")
    for (partition, said) in ours {
      let other = try #require(theirs[partition])
      // Of long texts the embedded engine knows no bounds.
      let different = Set(said.keys).union(other.keys).filter { said[$0] != other[$0] && !$0.hasSuffix("Values note") }
      #expect(different == [], "\(step) \(name) \(partition): \(said) \(other)")
    }
  }

  /// What the log says of the files that are the table's, those of one partition together; floats have no bounds of Spark's.
  private func statistics(_ name: String, _ pipeline: Pipeline) throws -> [String: [String: String]] {
    let folder = "lake/silver/\(name)/_delta_log"
    let logs = try FileManager.default.contentsOfDirectory(atPath: pipeline.folder.path(folder))
      .filter { $0.hasSuffix(".json") }.sorted()
    var files: [String: JSONValue] = [:]
    for line in try logs.flatMap({ try pipeline.folder.read("\(folder)/\($0)").split(separator: "\n") }) {
      let action = try JSONValue(parsing: String(line))
      if let path = action["remove"]?["path"]?.stringValue { files[path] = nil }
      if let add = action["add"], let path = add["path"]?.stringValue { files[path] = add }
    }
    var found: [String: [String: String]] = [:]
    for (partition, adds) in Dictionary(grouping: files.values, by: { $0["partitionValues"]?.text ?? "" }) {
      let stats = try adds.map { try JSONValue(parsing: $0["stats"]?.stringValue ?? "") }
      var said = ["rows": "\(stats.reduce(0) { $0 + ($1["numRecords"]?.intValue ?? -1000) })"]
      for column in stats.flatMap({ $0["nullCount"]?.objectValue?.keys ?? [] }) {
        said["nulls \(column)"] = "\(stats.reduce(0) { $0 + ($1["nullCount"]?[column]?.intValue ?? -1000) })"
        for kind in ["minValues", "maxValues"] where column != "ratio" {
          let values = stats.compactMap { $0[kind]?[column] }.map { $0.stringValue ?? $0.text }
          let sorted = values.sorted { (Double($0) ?? 0, $0) < (Double($1) ?? 0, $1) }
          said["\(kind) \(column)"] = kind == "minValues" ? sorted.first : sorted.last
        }
      }
      found[partition] = said
    }
    return found
  }
}
