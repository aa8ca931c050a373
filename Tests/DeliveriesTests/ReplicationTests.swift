import PipelineSupport
import Testing

/// What shared rules say of a table that is replicated by AWS DMS, sentence by sentence.
@Suite("A table that is replicated")
struct ReplicationTests {
  /// How the model says which row is the newest, and whether it keeps where rows came from.
  enum Model: CaseIterable {
    case byFile, byMoment, undeclared, undeclaredWithoutOrigin

    var sql: String {
      let order =
        switch self {
        case .byFile: "newest_by: [_file, _record]\n"
        case .byMoment: "newest_by: [moment, _file, _record]\n"
        case .undeclared, .undeclaredWithoutOrigin: ""
        }
      let origin = self == .undeclaredWithoutOrigin ? "" : ", _file, _record"
      return """
        /*---
        materialized: incremental
        strategy: merge
        new_rows_from: [bronze.orders]
        unique_key: [id]
        \(order)---*/
        select try_int(id) as id, v, _commit_ts as moment, _op = 'D' as _deleted\(origin) from bronze.orders
        """
    }
  }

  private func shop(
    _ files: [String: String], model: Model = .byFile, columns: String = "[op, ts, id, v]", settings: String = ""
  ) throws -> Pipeline {
    try Pipeline(
      [
        "project.yml": """
        name: little
        environments:
          dev: {lake: lake/dev}
        sources:
          orders:
            path: incoming/**/*.csv
            header: false
            columns: \(columns)
            changes: {operation: op, commit_timestamp: ts}
            \(settings)
        """,
        "models/silver/orders.sql": model.sql,
      ].merging(files) { first, _ in first })
  }

  private func rows(_ shop: Pipeline) throws -> [[String]] {
    try shop.query("select id, v from silver.orders order by id")
  }

  private static let load = "2026-11-01 00:00:00.000000,1,a\n2026-11-01 00:00:00.000000,2,b\n"

  private func moment(_ second: Int) -> String { "2026-11-28 10:10:0\(second).000000" }

  // MARK: Operations

  @Test(
    "has its rows whether full load and changes name the operation or not",
    arguments: [
      ("I,", ["I", "U", "D"]), ("", ["I", "U", "D"]), ("I,", ["I", "U"]), ("", ["I", "U"]), ("I,", ["I"]), ("", []),
    ])
  func operations(full: String, changes: [String]) throws {
    let t = moment(1)
    var lines = ["\(changes.isEmpty ? "" : "I,")\(t),3,c"]
    if changes.contains("U") { lines.append("U,\(t),1,a2") }
    if changes.contains("D") { lines.append("D,\(t),2,b") }
    let load = Self.load.split(separator: "\n").map { full + $0 + "\n" }.joined()
    let shop = try shop([
      "incoming/LOAD00000001.csv": load,
      "incoming/20261128-101010123.csv": lines.map { $0 + "\n" }.joined(),
    ])
    #expect(try shop.run().trouble == "")
    let first = ["1", changes.contains("U") ? "a2" : "a"]
    #expect(
      try rows(shop) == (changes.contains("D") ? [first, ["3", "c"]] : [first, ["2", "b"], ["3", "c"]]))
    #expect(try shop.query("select count(*) from quarantine.bronze_orders") == [["0"]])
  }

  @Test("follows the last operation of each key, in the order of file and line", arguments: Model.allCases)
  func lastOperationWins(model: Model) throws {
    let shop = try shop(["incoming/LOAD00000001.csv": Self.load], model: model)
    #expect(try shop.run().trouble == "")
    // An insert of what is there, an update and a delete of what is not, and a key that comes, goes and comes again.
    try shop.folder.write(
      """
      I,\(moment(1)),1,a1
      U,\(moment(2)),7,g
      D,\(moment(3)),9,x
      I,\(moment(4)),3,c1
      D,\(moment(5)),3,c1
      I,\(moment(6)),3,c2
      D,\(moment(7)),2,b

      """, to: "incoming/20261128-101010123.csv")
    let run = try shop.run()
    #expect(run.trouble == "")
    let expected = [["1", "a1"], ["3", "c2"], ["7", "g"]]
    #expect(try rows(shop) == expected)
    #expect(run.step("silver.orders")?.details["unmatchedUpdates"]?.intValue == 1)
    #expect(try shop.run(fullRefresh: true).trouble == "")
    #expect(try rows(shop) == expected)
  }

  @Test("is the same when changes are sent again after a restart, in the same or in a longer file")
  func sentAgain() throws {
    let changes = "U,\(moment(1)),1,a1\nD,\(moment(2)),2,b\nI,\(moment(3)),3,c\n"
    let shop = try shop([
      "incoming/LOAD00000001.csv": Self.load, "incoming/20261128-101010123.csv": changes,
    ])
    #expect(try shop.run().trouble == "")
    let expected = try rows(shop)
    try shop.folder.write(changes, to: "incoming/20261128-101010999.csv")
    #expect(try shop.run().trouble == "")
    #expect(try rows(shop) == expected)
    try shop.folder.write(changes + "U,\(moment(4)),3,c2\n", to: "incoming/20261128-111010123.csv")
    let again = try shop.run()
    #expect(again.trouble == "")
    #expect(try rows(shop) == [["1", "a1"], ["3", "c2"]])
    #expect(again.step("silver.orders")?.details["unmatchedUpdates"] == nil)
  }

  // MARK: Changed keys

  @Test("tells of keys that changed, as a delete and an insert or as an update of a new key", arguments: Model.allCases)
  func changedKeys(model: Model) throws {
    let shop = try shop(["incoming/LOAD00000001.csv": Self.load], model: model)
    #expect(try shop.run().trouble == "")
    try shop.folder.write(
      "D,\(moment(1)),1,a\nI,\(moment(1)),11,a\nU,\(moment(2)),22,b\nU,\(moment(3)),22,b2\nU,\(moment(4)),11,a2\n",
      to: "incoming/20261128-101010123.csv")
    let step = try #require(try shop.run().step("silver.orders"))
    #expect(step.status == .succeeded)
    #expect(step.details["changedKeys"]?.intValue == 1)
    #expect(step.details["unmatchedUpdates"]?.intValue == 1)
    #expect(step.message?.contains("1 key changed, 1 update of keys that no row had") == true)
    #expect(try rows(shop) == [["2", "b"], ["11", "a2"], ["22", "b2"]])
    let again = try #require(try shop.run(["silver.orders"], fullRefresh: true).step("silver.orders"))
    #expect(again.details["changedKeys"]?.intValue == 1)
    #expect(again.details["unmatchedUpdates"]?.intValue == 1)
    // Nothing is told of what was told.
    let quiet = try #require(try shop.run().step("silver.orders"))
    #expect(quiet.details["changedKeys"] == nil)
  }

  @Test(
    "does not take for a changed key what is none",
    arguments: [
      // Another moment, another row between them, rows that have nothing in common, the same key, an update of a row.
      "D,T1,1,a\nI,T2,11,a\n", "D,T1,1,a\nU,T1,2,b2\nI,T1,11,a\n", "D,T1,1,a\nI,T1,11,other\n", "D,T1,1,a\nI,T1,1,a\n",
      "U,T1,1,a2\nU,T2,2,b2\n", "I,T1,3,c\nU,T1,3,c2\n", "D,T1,1,a\nD,T1,2,b\n", "I,T1,11,a\nD,T1,1,a\n",
    ])
  func unchangedKeys(changes: String) throws {
    let shop = try shop(["incoming/LOAD00000001.csv": Self.load])
    #expect(try shop.run().trouble == "")
    let text = changes.replacing("T1", with: moment(1)).replacing("T2", with: moment(2))
    try shop.folder.write(text, to: "incoming/20261128-101010123.csv")
    let step = try #require(try shop.run().step("silver.orders"))
    #expect((step.details["changedKeys"], step.details["unmatchedUpdates"]) == (nil, nil), "\(step.message ?? "")")
    let anew = try #require(try shop.run(["silver.orders"], fullRefresh: true).step("silver.orders"))
    #expect((anew.details["changedKeys"], anew.details["unmatchedUpdates"]) == (nil, nil), "\(anew.message ?? "")")
  }

  // MARK: Order

  @Test("does not care that its full load, or a file of changes, came late", arguments: Model.allCases)
  func lateFiles(model: Model) throws {
    let late = "U,\(moment(1)),1,old\nU,\(moment(1)),2,b1\n"
    let shop = try shop(
      [
        "incoming/LOAD00000001.csv": "2026-11-01 00:00:00.000000,1,a\n",
        "incoming/20261128-111010123.csv": "U,\(moment(5)),1,a5\nU,\(moment(5)),3,c5\n",
      ], model: model)
    #expect(try shop.run().trouble == "")
    try shop.folder.write(
      "2026-11-01 00:00:00.000000,2,b\n2026-11-01 00:00:00.000000,3,c\n", to: "incoming/LOAD0000000A.csv")
    #expect(try shop.run().trouble == "")
    #expect(try rows(shop) == [["1", "a5"], ["2", "b"], ["3", "c5"]])
    try shop.folder.write(late, to: "incoming/20261128-101010123.csv")
    let run = try shop.run()
    #expect(run.trouble == "")
    #expect(try rows(shop) == [["1", "a5"], ["2", "b1"], ["3", "c5"]])
    let isTold = run.step("silver.orders")?.message?.contains("101010123.csv came late") == true
    #expect(isTold == (model == .undeclared || model == .undeclaredWithoutOrigin))
    #expect(try shop.run().step("silver.orders")?.message?.contains("came late") == false)
  }

  @Test("takes its files in as DMS orders them: hexadecimal counters, then moments, whatever the folders")
  func fileOrder() throws {
    let names = [
      "LOAD00000009.csv", "LOAD0000000A.csv", "LOAD00000010.csv", "30112025/20251130-235959999.csv",
      "01122025/20251201-1000000001.csv", "01122025/20251201-235959999.csv", "02122025/20251202-000000001.csv",
    ]
    let shop = try shop(
      Dictionary(
        uniqueKeysWithValues: names.enumerated().map { ("incoming/" + $1, "I,\(moment(1)),\($0),v\($0)\n") }))
    #expect(try shop.run().trouble == "")
    let (_, journal) = try shop.environment()
    #expect(try journal.manifests(of: "orders").map(\.name) == names.map { "incoming/" + $0 })
  }

  // MARK: Columns

  @Test("is not read one column too far when columns came or went", arguments: [true, false])
  func shiftedColumns(isFullLoad: Bool) throws {
    // Changes without the new column have as many fields as a full load with it, and the other way round.
    let (name, text, columns) =
      isFullLoad
      ? ("LOAD00000001.csv", "\(moment(1)),1,a,new\n", "[op, ts, id, v]")
      : ("20261128-101010123.csv", "U,\(moment(1)),1,a\nI,\(moment(2)),2,b\n", "[op, ts, id, v, w]")
    let shop = try shop(["incoming/" + name: text], columns: columns)
    let run = try shop.run()
    let step = try #require(run.step("bronze.orders"))
    #expect(step.status == .failed)
    #expect(step.cause?.contains(name) == true, "\(step.cause ?? "")")
    #expect(try shop.query("select count(*) from bronze.orders") == [["0"]])
  }

  @Test("has operation and moment in any place of a header, and nulls and quotes as they were written")
  func headers() throws {
    let shop = try shop(
      [
        "incoming/LOAD00000001.csv": "id,v,ts\n1,NULL,2026-11-01 00:00:00.000000\n2,\"b, \"\"c\"\"\",x\n",
        "incoming/20261128-101010123.csv": "id,ts,Op,v\n1,\(moment(1)),U,\"line\nline\"\n2,\(moment(2)),D,\n",
      ])
    try shop.folder.write(
      """
      name: little
      environments:
        dev: {lake: lake/dev}
      sources:
        orders:
          path: incoming/*.csv
          null_values: [NULL, ""]
          changes: {operation: op, commit_timestamp: ts}
      """, to: "project.yml")
    #expect(try shop.run().trouble == "")
    #expect(
      try shop.query("select id, v, _op, _commit_ts from bronze.orders order by _file desc, _record") == [
        ["1", "∅", "I", "2026-11-01 00:00:00.000000"], ["2", "b, \"c\"", "I", "x"],
        ["1", "line\nline", "U", moment(1)], ["2", "∅", "D", moment(2)],
      ])
    #expect(try rows(shop) == [["1", "line\nline"]])
  }
}
