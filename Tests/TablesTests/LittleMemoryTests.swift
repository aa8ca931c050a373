import PipelineSupport
import TestSupport
import Testing

@Suite("An engine with too little memory") struct LittleMemoryTests {
  @Test("is said to need more, by the setting that gives it")
  func told() throws {
    let rows = (0..<30_000).map { "\($0),name number \($0)" }.joined(separator: "\n")
    let pipeline = try Pipeline([
      "project.yml": """
      name: shop
      environments: {dev: {lake: lake, memory_limit: 1MB}}
      sources: {orders: {path: 'incoming/*.csv'}}
      """,
      "incoming/1.csv": "id,name\n" + rows + "\n",
      "models/silver/orders.sql":
        "select name, count(distinct id) as ids from bronze.orders group by name order by name",
    ])
    let run = try pipeline.run()
    #expect(run.status == .failed)
    let causes = run.steps.compactMap(\.cause)
    #expect(causes.contains { $0.hasSuffix("memory_limit and threads of the environment in project.yml") }, "\(causes)")
    #expect(!causes.contains { $0.contains("SET ") }, "\(causes)")
  }
}
