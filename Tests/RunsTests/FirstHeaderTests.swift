import PipelineSupport
import Testing

/// What a source's first file says about its columns is no more than a guess before it was loaded.
@Suite("A first file with a wrong header")
struct FirstHeaderTests {
  private static let settings = """
    name: little
    sources:
      bad: {path: incoming/bad.csv}
      good: {path: incoming/good.csv}
    """

  private func shop(_ files: [String: String]) throws -> Pipeline {
    var all = [
      "project.yml": Self.settings, "models/silver/bad.sql": "select id from bronze.bad",
      "incoming/bad.csv": "number;name\n1;a\n", "incoming/good.csv": "id\n1\n",
    ]
    all.merge(files) { _, new in new }
    return try Pipeline(all)
  }

  @Test("stops what is made from it, and no other table")
  func others() throws {
    let shop = try shop([
      "models/silver/good.sql": "select id from bronze.good", "models/gold/bad.sql": "select id from silver.bad",
    ])
    let result = try shop.run()
    #expect(result.status == .failed)
    #expect(result.step("silver.good")?.status == .succeeded)
    #expect(result.step("silver.bad")?.status == .failed)
    #expect(result.step("gold.bad")?.status == .skipped)
    #expect(try shop.query("select id from silver.good") == [["1"]])
  }

  @Test("is refused before anything runs where everything is made from it")
  func alone() throws {
    let result = try shop([:]).run()
    #expect(result.record?.error == "Assay.ProjectInvalid")
    #expect(result.steps.isEmpty)
  }

  @Test("excuses no model that is wrong about a file that was loaded")
  func loaded() throws {
    let shop = try shop(["models/silver/good.sql": "select id from bronze.good"])
    try shop.run(["bronze.bad", "silver.good"])
    try shop.folder.write("select wrong from bronze.good", to: "models/silver/good.sql")
    #expect(try shop.run(["silver.good"]).record?.error == "Assay.ProjectInvalid")
  }
}
