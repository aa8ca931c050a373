import ModelSQL
import Testing
import Words

@Suite("A script of the warehouse") struct WarehouseScriptTests {
  @Test(
    "is cut at its semicolons, wherever others stand",
    arguments: [
      ("select ';' ; select 2", ["select ';'", "select 2"]), ("select 1;;", ["select 1"]),
      ("select \"a;b\" -- c;\n from t; delete from t", ["select \"a;b\" -- c;\n from t", "delete from t"]),
      ("insert into t values ($x$;$x$)", ["insert into t values ($x$;$x$)"]),
      ("BEGIN; insert into a select 1; COMMIT;", ["insert into a select 1"]),
      ("begin transaction; truncate a; end", ["truncate a"]),
    ])
  func statements(text: String, wanted: [String]) throws {
    #expect(try WarehouseScript(SQLText(text)).statements.map(\.text) == wanted)
  }

  @Test(
    "is refused with its place where it is not one transaction of tables",
    arguments: [
      ("select 1;\ncopy t to '/tmp/x'", "2:1"), ("attach 'x' as y", "1:1"), ("install httpfs", "1:1"),
      ("set a = 1", "1:1"), ("pragma x", "1:1"), ("create view v as select 1", "1:1"),
      ("create secret s (type s3)", "1:1"), ("create or replace macro m() as 1", "1:1"), ("drop view v", "1:1"),
      ("begin; delete from t; commit; delete from u", "1:23"), ("rollback", "1:1"), ("", "1:1"), ("-- nothing", "1:1"),
      ("select 'x", "1:8"), ("delete from t; /* no end", "1:16"),
    ])
  func refused(text: String, place: String) {
    #expect { try WarehouseScript(SQLText(text)) } throws: { ($0 as? SQLProblem)?.position.description == place }
  }

  @Test("knows the lake's tables that it reads, and no column of the same name")
  func tables() throws {
    let script = try WarehouseScript(
      SQLText(
        "merge into warehouse.gold using (select a.silver.x from Gold.\"sales\" a, silver.orders) s on true; select 1"))
    #expect(script.tables == [TableName(.gold, "sales"), TableName(.silver, "orders")])
  }

  @Test("puts values in as texts, and leaves casts, slices and quotes alone")
  func parameters() throws {
    let script = try WarehouseScript(
      SQLText("select :day::date, ':day', a[1:2], :other where d = :day"), parameters: ["day": "it's"])
    #expect(script.statements.map(\.text) == ["select 'it''s'::date, ':day', a[1:2], :other where d = 'it''s'"])
  }

  @Test(
    "tells a question from a change",
    arguments: [
      ("select 1", true), ("with a as (select 1) select * from a", true),
      ("with a as (select 1) insert into b select * from a", false), ("update a set insert_at = 1", false),
      ("with a as (delete from b returning *) select * from a", true),
    ])
  func questions(text: String, isQuestion: Bool) throws {
    #expect(try WarehouseScript(SQLText(text)).statements.first?.isQuestion == isQuestion)
  }
}
