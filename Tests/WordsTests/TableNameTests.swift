import Testing
import Words

@Suite struct TableNameTests {
  @Test(
    "names are read",
    arguments: ["bronze.orders", "silver.order_lines", "gold.top_10", "quarantine.silver_orders", "gold._x"])
  func namesAreRead(text: String) throws {
    #expect(try TableName(parsing: text).description == text)
  }

  @Test(
    "other text is refused with the reason",
    arguments: [
      ("orders", "'orders' names no layer: write bronze.NAME, silver.NAME or gold.NAME"),
      ("sliver.orders", "there is no layer 'sliver'; did you mean silver"),
      ("lake.orders", "there is no layer 'lake'"),
      (
        "silver.Orders",
        "'Orders' is no table name: lower case letters, digits and _, a letter first, at most 63 characters"
      ),
      (
        "silver.\"or\"\"d\"",
        "'\"or\"\"d\"' is no table name: lower case letters, digits and _, a letter first, at most 63 characters"
      ),
      ("silver.a.b", "'a.b' is no table name: lower case letters, digits and _, a letter first, at most 63 characters"),
      ("silver.", "'' is no table name: lower case letters, digits and _, a letter first, at most 63 characters"),
      ("silver.1st", "'1st' is no table name: lower case letters, digits and _, a letter first, at most 63 characters"),
      (
        "silver.größe",
        "'größe' is no table name: lower case letters, digits and _, a letter first, at most 63 characters"
      ),
    ])
  func otherTextIsRefusedWithTheReason(text: String, message: String) {
    let error = #expect(throws: TableNameError.self) { try TableName(parsing: text) }
    #expect(error?.description == message)
  }

  @Test("sixty three characters are the limit") func sixtyThreeCharactersAreTheLimit() {
    #expect(TableName.isName(String(repeating: "a", count: 63)))
    #expect(!TableName.isName(String(repeating: "a", count: 64)))
  }

  @Test("a quarantine table knows its owner") func aQuarantineTableKnowsItsOwner() {
    let orders = TableName(.silver, "orders")
    #expect(orders.quarantine.description == "quarantine.silver_orders")
    #expect(orders.quarantine.quarantinedTable == orders)
    #expect(orders.quarantinedTable == nil)
    #expect(TableName(.quarantine, "orders").quarantinedTable == nil)
  }

  @Test("bronze comes before silver and gold") func bronzeComesBeforeSilverAndGold() {
    let names = [TableName(.gold, "a"), TableName(.bronze, "z"), TableName(.silver, "b"), TableName(.silver, "a")]
    #expect(names.sorted().map(\.description) == ["bronze.z", "silver.a", "silver.b", "gold.a"])
  }
}
