import Foundation
import JSON
import TestSupport
import Testing

/// A wrong delivery is taken out by its name, and comes back the same way.
@Suite struct SourceWithdrawalTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      name: little
      default_environment: dev
      environments:
        dev: {lake: lake/dev}
        prod: {lake: lake/prod, protected: true}
      sources:
        orders: {path: "incoming/*.csv"}
      """, to: "project.yml")
    try folder.write(
      """
      /*---
      materialized: incremental
      strategy: append
      new_rows_from: [bronze.orders]
      ---*/
      select id from bronze.orders
      """, to: "models/silver/orders.sql")
    for name in ["good", "wrong"] { try folder.write("id\n\(name)\n", to: "incoming/\(name).csv") }
    assay = Binary(folder: folder.path)
    #expect(try assay("run").status == 0)
  }

  private func ids(_ arguments: String...) throws -> [String] {
    let rows = try assay.run(["query", "select id from silver.orders order by 1", "--json"] + arguments).json()
    return (rows.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
  }

  private func withdrawn() throws -> [String] {
    try assay("source", "list", "--json").json().arrayValue?.first?["withdrawn"]?.arrayValue?.compactMap(\.stringValue)
      ?? []
  }

  @Test("status, plan and run tell what follows from a withdrawal, and every table is right after the next run")
  func journey() throws {
    let answer = try assay("source", "withdraw", "incoming/wrong.csv")
    #expect(answer.status == 0, "\(answer.error)")
    #expect(answer.output.contains("incoming/wrong.csv was taken out of bronze.orders, with 1 row"))
    #expect(try withdrawn() == ["incoming/wrong.csv"])
    #expect(try assay("status").output.contains("files of bronze.orders were withdrawn or read again"))
    #expect(try assay("run", "--plan").output.contains("a file of bronze.orders was withdrawn: written anew"))
    let run = try assay("run")
    #expect(run.status == 0, "\(run.error)")
    #expect(try ids() == ["good"])
    #expect(try assay("status").status == 0)
    #expect(try assay("source", "restore", "incoming/wrong.csv", "--json").json().arrayValue?.count == 1)
    #expect(try assay("run").status == 0)
    #expect(try ids() == ["good", "wrong"])
    #expect(try withdrawn() == [])
  }

  @Test("a file is named by its path, too, from wherever one stands")
  func path() throws {
    var inside = assay
    inside.folder = folder.path("incoming")
    #expect(try inside("source", "withdraw", "wrong.csv").status == 0)
    #expect(try inside("source", "restore", folder.path("incoming/wrong.csv")).status == 0)
    #expect(try withdrawn() == [])
  }

  @Test("of several files all are withdrawn or, where one is not known, none")
  func unknown() throws {
    let refused = try assay("source", "withdraw", "incoming/wrong.csv", "incoming/other.csv")
    #expect(refused.status == 2)
    #expect(refused.error.contains("incoming/other.csv"))
    #expect(try withdrawn() == [])
    #expect(try assay("source", "withdraw", "incoming/wrong.csv", "incoming/good.csv").status == 0)
    #expect(try assay("run").status == 0)
    #expect(try ids() == [])
  }

  @Test("a protected environment asks for its name")
  func protected() throws {
    #expect(try assay("run", "--env", "prod", "--yes", "prod").status == 0)
    let change = ["source", "withdraw", "incoming/wrong.csv", "--env", "prod"]
    let refused = try assay.run(change)
    #expect(refused.status == 2 && refused.error.contains("--yes prod"), "\(refused.error)")
    #expect(try assay.run(change + ["--yes", "prod"]).status == 0)
    #expect(try assay("run", "--env", "prod", "--yes", "prod").status == 0)
    #expect(try ids("--env", "prod") == ["good"])
    #expect(try ids() == ["good", "wrong"], "the other environment keeps its own")
  }
}
