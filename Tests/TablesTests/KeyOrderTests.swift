import Foundation
import Ledger
import ModelSQL
import PipelineSupport
import Testing

@Suite("Which of several rows with one key wins")
struct KeyOrderTests {
  /// Models over `bronze.p (id, price)`, by what they show.
  private static let models = [
    "whole": """
    /*---
    unique_key: [id]
    ---*/
    select cast(id as int) as id, cast(price as decimal(9, 2)) as price from bronze.p
    """,
    "merged": """
    /*---
    materialized: incremental
    strategy: merge
    new_rows_from: [bronze.p]
    unique_key: [id]
    ---*/
    select cast(id as int) as id, cast(price as decimal(9, 2)) as price from bronze.p
    """,
    "provenance": """
    /*---
    materialized: incremental
    strategy: merge
    new_rows_from: [bronze.p]
    unique_key: [id]
    newest_by: [_file, _record]
    ---*/
    select cast(id as int) as id, cast(price as decimal(9, 2)) as price, _file, _record from bronze.p
    """,
    "by_file": """
    /*---
    unique_key: [id]
    newest_by: [_file]
    ---*/
    select cast(id as int) as id, cast(price as decimal(9, 2)) as price, _file from bronze.p
    """,
    "with_tables": """
    /*---
    unique_key: [id]
    ---*/
    with named as (select * from bronze.p), again as (select id, price from named where price is not null)
    select cast(a.id as int) as id, cast(a.price as decimal(9, 2)) as price
    from (select * from again) as a left join bronze.d as d on a.id = d.id
    """,
    "united": """
    /*---
    unique_key: [id]
    ---*/
    select id, cast(price as decimal(9, 2)) as price from bronze.p
    union all select id, cast(price as decimal(9, 2)) from bronze.p where price = '0'
    """,
    "distinct_rows": """
    /*---
    unique_key: [id]
    ---*/
    select distinct id, cast(price as decimal(9, 2)) as price from bronze.p
    """,
    "of_silver": """
    /*---
    unique_key: [id]
    ---*/
    select id, price from silver.kept
    """,
  ]

  private static let kept = """
    /*---
    materialized: incremental
    strategy: append
    new_rows_from: [bronze.p]
    ---*/
    select cast(id as int) as id, cast(price as decimal(9, 2)) as price, _file, _record from bronze.p
    """

  private static func project(_ model: String, format: String = "csv") -> [String: String] {
    [
      "project.yml": """
      name: little
      sources:
        p: {path: incoming/p-*, format: \(format)}
        d: {path: incoming/d.csv}
      """,
      "models/silver/kept.sql": kept, "incoming/d.csv": "id,name\n1,one\n",
      "models/gold/x.sql": models[model] ?? "",
    ]
  }

  @Test(
    "the one that arrived later, though names and values say otherwise, also after a full refresh",
    arguments: Self.models.keys.sorted())
  func laterArrival(model: String) throws {
    let lake = try Pipeline(Self.project(model))
    try lake.folder.write("id,price\n1,9.99\n2,7.00\n2,6.00\n3,1.00\n", to: "incoming/p-9.csv")
    try lake.run()
    try lake.folder.write("id,price\n1,8.00\n3,1.00\n", to: "incoming/p-10.csv")
    try lake.run()
    try lake.folder.write("id,price\n1,8.50\n1,8.25\n", to: "incoming/p-1.csv")
    let result = try lake.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    let rows = "select id, price from gold.x order by 1"
    let right = [["1", "8.25"], ["2", "6.00"], ["3", "1.00"]]
    #expect(try lake.query(rows) == right)
    let refresh = try lake.run(fullRefresh: true)
    #expect(refresh.status == .succeeded, "\(refresh.trouble)")
    #expect(try lake.query(rows) == right)
  }

  @Test("the later record of JSON lines, too")
  func jsonLines() throws {
    let lake = try Pipeline(Self.project("whole", format: "jsonl"))
    try lake.folder.write("{\"id\":1,\"price\":\"9.99\"}\n{\"id\":1,\"price\":\"8.00\"}\n", to: "incoming/p-9.jsonl")
    try lake.run()
    #expect(try lake.query("select price from gold.x") == [["8.00"]])
  }

  private static let deleting = """
    /*---
    materialized: incremental
    strategy: merge
    new_rows_from: [bronze.p]
    unique_key: [id]
    ---*/
    select cast(id as int) as id, price, price = '0' as _deleted from bronze.p
    """

  @Test("a delete when it came last, a row that comes after it, and a second delete")
  func deletes() throws {
    var files = Self.project("whole")
    files["models/gold/x.sql"] = Self.deleting
    let lake = try Pipeline(files)
    var seen: [[String]] = []
    for (file, rows) in [("9", "1,5\n2,5\n"), ("8", "1,0\n"), ("7", "1,4\n"), ("6", "1,0\n"), ("5", "1,0\n2,5\n")] {
      try lake.folder.write("id,price\n" + rows, to: "incoming/p-\(file).csv")
      let result = try lake.run()
      #expect(result.status == .succeeded, "\(result.trouble)")
      seen.append(try lake.query("select id from gold.x order by 1").map { $0[0] })
    }
    #expect(seen == [["1", "2"], ["2"], ["1", "2"], ["2"], ["2"]])
    try lake.run(fullRefresh: true)
    #expect(try lake.query("select id from gold.x") == [["2"]])
  }

  @Test("and a row that comes once more as it was changes nothing")
  func sentAgain() throws {
    let lake = try Pipeline(Self.project("merged"))
    try lake.folder.write("id,price\n1,5\n", to: "incoming/p-1.csv")
    try lake.run()
    try lake.folder.write("id,price\n1,5\n", to: "incoming/p-2.csv")
    let counts = try #require(try lake.run().step("gold.x")?.counts)
    #expect((counts.read, counts.superseded, counts.updated) == (1, 1, 0))
  }

  private static let fanOut = """
    /*---
    unique_key: [id]
    ---*/
    select p.id, p.price, d.name from bronze.p as p left join bronze.d as d on p.id = d.id
    """

  @Test(
    "and that nothing said which was the newest is counted and told",
    arguments: [
      ("whole", "1,5\n1,4\n2,1\n2,1\n", "id,name\n1,one\n", 1, "the row that arrived last won"),
      ("fan out", "1,5\n2,5\n", "id,name\n1,one\n1,two\n2,z\n", 1, "a join matches more than once"),
      ("whole", "1,5\n1,5\n2,1\n", "id,name\n1,one\n", 0, ""),
    ])
  func told(model: String, rows: String, names: String, keys: Int64, words: String) throws {
    var files = Self.project(model)
    if model == "fan out" { files["models/gold/x.sql"] = Self.fanOut }
    files["incoming/d.csv"] = names
    files["incoming/p-1.csv"] = "id,price\n" + rows
    let lake = try Pipeline(files)
    let result = try lake.run()
    let step = try #require(result.step("gold.x"))
    #expect(step.details["conflictingKeys"]?.intValue ?? 0 == keys)
    #expect(step.message?.contains("with several values") == (keys > 0))
    let (_, journal) = try lake.environment()
    let warnings = try journal.logs(LogFilter(execution: result.id, step: "gold.x", minimumLevel: .warning))
    #expect(warnings.count == Int(keys))
    #expect(keys == 0 || warnings.contains { $0.message.contains(words) })
  }

  @Test(
    "is warned of where nothing says so, and not where a key cannot meet two rows",
    arguments: [("whole", 1), ("provenance", 0), ("of_silver", 1)])
  func warned(model: String, count: Int) throws {
    let lake = try Pipeline(Self.project(model))
    let problems = try lake.session().analyze().problems
    #expect(problems.count { $0.message.contains("no newest_by says which") } == count)
  }
}
