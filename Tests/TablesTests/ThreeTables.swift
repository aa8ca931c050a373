import Foundation
import PipelineSupport

/// One source, and a table of every kind made from it: rows appended, rows merged, a whole table, and Gold over them.
struct ThreeTables {
  let shop: Pipeline

  private static func settings(keep: String) -> String {
    """
    name: three
    default_environment: dev
    environments:
      dev: {lake: lake/dev}
    sources:
      orders: {path: incoming/orders-*.csv, format: csv, keep: \(keep)}
    """
  }

  private static func model(_ header: String, _ select: String) -> String { "/*---\n\(header)\n---*/\n\(select)\n" }

  private static let models = [
    "models/silver/appended.sql": model(
      "materialized: incremental\nstrategy: append\nnew_rows_from: [bronze.orders]",
      "select id, try_int(amount) as amount from bronze.orders"),
    "models/silver/merged.sql": model(
      """
      materialized: incremental
      strategy: merge
      new_rows_from: [bronze.orders]
      unique_key: [id]
      newest_by: [_file, _record]
      """, "select id, try_int(amount) as amount, _file, _record from bronze.orders"),
    "models/silver/whole.sql": model(
      "materialized: table", "select id, try_int(amount) as amount from bronze.orders"),
    "models/gold/ids.sql": model(
      "materialized: table",
      """
      select a.id, count(*) as times from silver.appended as a join silver.merged as m on a.id = m.id
      join silver.whole as w on a.id = w.id group by a.id
      """),
  ]

  init(keep: String = "files") throws {
    shop = try Pipeline(Self.models.merging(["project.yml": Self.settings(keep: keep)]) { first, _ in first })
  }

  func deliver(_ day: Int, rows: Int = 2, mark: String = "o") throws {
    let lines = (1...rows).map { "\(mark)\(day)-\($0),\(day * 10 + $0)" }
    try shop.folder.write(
      "id,amount\n" + lines.joined(separator: "\n") + "\n", to: "incoming/orders-\(day).csv")
  }

  /// Each id with the tables that do not have it exactly once; empty when all is well.
  func wrong(days: ClosedRange<Int>, mark: String = "o") throws -> [String] {
    let wanted = days.flatMap { day in ["\(mark)\(day)-1", "\(mark)\(day)-2"] }
    return try ["bronze.orders", "silver.appended", "silver.merged", "silver.whole", "gold.ids"].flatMap { table in
      let found = try shop.query("select id from \(table) order by 1").map { $0[0] }
      return found == wanted.sorted() ? [] : ["\(table): \(found)"]
    }
  }

  // MARK: What happens to a journal and a lake

  private var state: String { shop.folder.path(".assay/dev") }

  /// A file or a folder, in place of what is there. A journal that is just being closed takes two of its files away, so
  /// the copy begins again then.
  func copy(_ from: String, to: String) throws { try Self.copy(shop.folder.path(from), shop.folder.path(to)) }

  private static func copy(_ from: String, _ to: String) throws {
    let files = FileManager.default
    for attempt in 1...5 {
      if files.fileExists(atPath: to) { try files.removeItem(atPath: to) }
      do { return try files.copyItem(atPath: from, toPath: to) } catch  where attempt < 5 {}
    }
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: shop.folder.path(name)) }

  /// The journal of another project with tables and files of the same names, which has come further.
  func replaceJournal() throws {
    let other = try ThreeTables()
    for day in 1...4 {
      try other.deliver(day, mark: "x")
      try other.shop.run()
    }
    try Self.copy(other.state, state)
  }
}
