import PipelineSupport
import Testing

@Suite("Columns that are not there")
struct ColumnCheckTests {
  private func problems(_ changes: [String: String]) throws -> [String] {
    var files = ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"])
    files.merge(changes) { $1 }
    let pipeline = try Pipeline(files)
    return try withExtendedLifetime(pipeline) {
      let session = try pipeline.session()
      let analysis = try session.analyze()
      return try (analysis.problems + session.checkColumns(analysis)).map(\.description)
    }
  }

  @Test("are none in a sound project, before anything was loaded")
  func sound() throws { #expect(try problems([:]) == []) }

  @Test("are found in a model, at their place, with the name that was meant")
  func inModel() throws {
    let model = "/*---\nmaterialized: table\n---*/\nselect order_id,\n  amuont from bronze.orders"
    let found = try problems(["models/silver/orders.sql": model])
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("models/silver/orders.sql:5:3: error: ") == true)
    #expect(found.first?.contains("did you mean amount") == true)
  }

  @Test("are found downstream of a model, and in rules, saved queries and tiles")
  func elsewhere() throws {
    let found = try problems([
      "models/gold/days.sql": "/*---\nmaterialized: table\n---*/\nselect order_idd from silver.orders",
      "quality/silver.orders.dqdl": "Rules = [\n  IsComplete \"ordre_id\"\n]",
      "queries/one.sql": "/*---\ntitle: One\n---*/\nselect ammount from silver.orders",
    ])
    #expect(found.contains { $0.hasPrefix("models/gold/days.sql:4:8: error: ") })
    #expect(
      found.contains(
        "quality/silver.orders.dqdl:2:3: error: silver.orders has no column ordre_id; did you mean order_id"))
    #expect(found.contains { $0.hasPrefix("queries/one.sql:4:8: error: ") })
  }

  @Test("stop a run before it starts")
  func run() throws {
    var files = ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"])
    files["models/gold/days.sql"] = "/*---\nmaterialized: table\n---*/\nselect nothing_like_it from silver.orders"
    let result = try Pipeline(files).run()
    #expect(result.record?.error == "Assay.ProjectInvalid")
    #expect(result.steps.isEmpty)
  }
}
