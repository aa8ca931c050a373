import PipelineSupport
import Testing

@Suite("A model that selects everything")
struct WholeRowTests {
  private static let project = """
    name: everything
    environments: {dev: {lake: lake/dev}}
    sources: {orders: {path: "incoming/*.csv", format: csv}}
    """

  @Test(
    "keeps Bronze's own columns beside the data",
    arguments: [
      "select * from bronze.orders",
      "/*---\nmaterialized: incremental\nstrategy: append\nnew_rows_from: [bronze.orders]\n---*/\nselect * from bronze.orders",
      "/*---\nmaterialized: incremental\nstrategy: merge\nunique_key: [id]\nnew_rows_from: [bronze.orders]\n---*/\n"
        + "select * from bronze.orders",
    ])
  func everything(model: String) throws {
    let shop = try Pipeline([
      "project.yml": Self.project, "models/silver/orders.sql": model, "incoming/a.csv": "id,v\n1,x\n",
    ])
    #expect(try shop.run().status == .succeeded)
    try shop.folder.write("id,v\n2,y\n", to: "incoming/b.csv")
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(
      try shop.query("select id, v, _file, _record, _source, _run is null from silver.orders order by id") == [
        ["1", "x", "incoming/a.csv", "1", "orders", "false"], ["2", "y", "incoming/b.csv", "1", "orders", "false"],
      ])
  }

  @Test("still fails for a column whose underscore steers nothing")
  func mistyped() throws {
    let shop = try Pipeline([
      "project.yml": Self.project, "models/silver/orders.sql": "select id, 'no' as _rejct from bronze.orders",
      "incoming/a.csv": "id,v\n1,x\n",
    ])
    let result = try shop.run()
    #expect(result.step("silver.orders")?.status == .failed)
    #expect(result.trouble.contains("_rejct"), "\(result.trouble)")
  }
}
