import PipelineSupport
import Testing
import Words

@Suite("Tables that rules name")
struct RuleNamesTests {
  @Test(
    "are those whose whole name stands there",
    arguments: [
      ("ReferentialIntegrity \"id\" \"silver.orders.id\" = 1.0", ["silver.orders"]),
      ("ReferentialIntegrity \"id\" \"silver.order.id\" = 1.0", ["silver.order"]),
      ("CustomSql \"select count(*) from Silver.Order\" > 0", ["silver.order"]),
      ("CustomSql \"select count(*) from silver.orders_old\" > 0", []),
      (#"CustomSql "select count(*) from \"silver\".\"order\"" > 0"#, ["silver.order"]),
      (#"CustomSql "select count(*) from silver.\"orders\" o" > 0"#, ["silver.orders"]),
    ])
  func names(rule: String, tables: [String]) throws {
    let model = "select id from bronze.o"
    let lake = try Pipeline([
      "project.yml": "name: little\nsources:\n  o: {path: o.csv}\n", "models/silver/order.sql": model,
      "models/silver/orders.sql": model, "models/gold/x.sql": model, "quality/gold.x.dqdl": "Rules = [ \(rule) ]",
    ])
    let project = try lake.environment().0.project
    let ruleset = try #require(project.ruleset(of: TableName(.gold, "x"))).ruleset
    #expect(project.tables(namedBy: ruleset).map(\.description) == tables)
  }
}
