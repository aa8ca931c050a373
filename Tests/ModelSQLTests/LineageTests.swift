import ModelSQL
import Testing
import Words

@Suite struct LineageTests {
  static func table(_ text: String) -> TableName { TableName(text.count == 1 ? .silver : .gold, text) }
  static func graph(_ edges: [String: String]) -> [TableName: [TableName]] {
    Dictionary(uniqueKeysWithValues: edges.map { (table($0), $1.split(separator: " ").map { table(String($0)) }) })
  }

  let diamond = graph(["a": "", "b": "a", "c": "a", "dd": "b c", "ee": "dd s", "f": ""])

  @Test("every table follows its inputs") func everyTableFollowsItsInputs() throws {
    #expect(try Lineage.order(diamond).map(\.name) == ["a", "b", "c", "f", "dd", "ee"])
  }

  @Test("a cycle is named with its path") func aCycleIsNamedWithItsPath() {
    let cyclic = Self.graph(["a": "b", "b": "c", "c": "b", "d": ""])
    let cycle = #expect(throws: Lineage.Cycle.self) { try Lineage.order(cyclic) }
    #expect(cycle?.description == "these tables need each other: silver.b → silver.c → silver.b")
  }

  @Test("a table that reads itself is a cycle") func aTableThatReadsItselfIsACycle() {
    let cycle = #expect(throws: Lineage.Cycle.self) { try Lineage.order(Self.graph(["a": "a"])) }
    #expect(cycle?.description == "these tables need each other: silver.a → silver.a")
  }

  @Test("closures reach all the way") func closuresReachAllTheWay() {
    #expect(Lineage.upstream(of: [Self.table("dd")], diamond).map(\.name).sorted() == ["a", "b", "c"])
    #expect(Lineage.upstream(of: [Self.table("ee")], diamond).map(\.name).sorted() == ["a", "b", "c", "dd", "s"])
    #expect(Lineage.downstream(of: [Self.table("s")], diamond).map(\.name) == ["ee"])
    #expect(Lineage.downstream(of: [Self.table("a")], diamond).map(\.name).sorted() == ["b", "c", "dd", "ee"])
    #expect(Lineage.downstream(of: [Self.table("f")], diamond).isEmpty)
  }
}
