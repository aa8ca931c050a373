import ModelSQL
import Project
import TestSupport
import Testing

@Suite struct TableSelectionTests {
  let analysis: ProjectAnalysis

  init() throws {
    let folder = try TemporaryFolder()
    try folder.write("name: s\nsources:\n  orders: {path: a}\n  regions: {path: b}\n", to: "project.yml")
    let models = [
      "silver/orders": "bronze.orders", "silver/regions": "bronze.regions", "gold/fact": "silver.orders",
      "gold/daily": "gold.fact", "gold/rejects": "quarantine.silver_orders",
    ]
    for (name, input) in models { try folder.write("select a from \(input)\n", to: "models/\(name).sql") }
    let checking = try ProjectDefinition.check(folder: folder.path, variables: [:], serializer: try TestEngine())
    try #require(checking.problems.isEmpty, "\(checking.problems)")
    analysis = checking.analysis
  }

  @Test func theOrderFollowsTheLineage() {
    #expect(
      analysis.order.map(\.description) == [
        "silver.orders", "silver.regions", "gold.fact", "gold.daily", "gold.rejects",
      ])
  }

  @Test(
    "Names select tables, with what feeds them and what they feed",
    arguments: [
      ([], false, false, ["silver.orders", "silver.regions", "gold.fact", "gold.daily", "gold.rejects"]),
      (["gold.fact"], false, false, ["gold.fact"]),
      (["fact"], true, false, ["silver.orders", "gold.fact"]),
      (["fact"], false, true, ["gold.fact", "gold.daily"]),
      (["silver.orders"], false, true, ["silver.orders", "gold.fact", "gold.daily", "gold.rejects"]),
      (["daily", "silver.regions"], false, false, ["silver.regions", "gold.daily"]),
      (["bronze.regions"], false, true, ["silver.regions"]),
      (["gold.rejects"], true, false, ["silver.orders", "gold.rejects"]),
    ] as [([String], Bool, Bool, [String])])
  func selection(names: [String], up: Bool, down: Bool, expected: [String]) throws {
    let selected = try TableSelection.select(names, in: analysis, withUpstream: up, withDownstream: down)
    #expect(selected.map(\.description) == expected)
  }

  @Test(arguments: [
    ("orders", "'orders' may mean bronze.orders or silver.orders"),
    ("gold.facts", "there is no table gold.facts; did you mean gold.fact"),
    ("dayly", "there is no table dayly; did you mean daily"),
    ("nothing", "there is no table nothing"),
  ])
  func otherNamesAreRefused(name: String, message: String) {
    let failure = #expect(throws: TableSelection.Failure.self) { try TableSelection.select([name], in: analysis) }
    #expect(failure?.description == message)
  }

  @Test func sourcesOfASelection() throws {
    let fact = try TableSelection.select(["gold.fact"], in: analysis, withUpstream: true)
    #expect(TableSelection.sources(of: fact, in: analysis).map(\.description) == ["bronze.orders"])
  }
}
