import JSON
import Testing

@testable import DeltaLog

@Suite struct SchemaTests {
  static let every: [(DeltaType, String)] = [
    (.boolean, "\"boolean\""), (.byte, "\"byte\""), (.short, "\"short\""), (.integer, "\"integer\""),
    (.long, "\"long\""), (.float, "\"float\""), (.double, "\"double\""),
    (.decimal(precision: 18, scale: 2), "\"decimal(18,2)\""), (.string, "\"string\""), (.binary, "\"binary\""),
    (.date, "\"date\""), (.timestamp, "\"timestamp\""),
    (
      .array(element: .long, containsNull: false),
      #"{"type":"array","elementType":"long","containsNull":false}"#
    ),
    (
      .map(key: .string, value: .double, valueContainsNull: true),
      #"{"type":"map","keyType":"string","valueType":"double","valueContainsNull":true}"#
    ),
    (
      .structure([DeltaField(name: "a", type: .date, nullable: false)]),
      #"{"type":"struct","fields":[{"name":"a","type":"date","nullable":false,"metadata":{}}]}"#
    ),
  ]

  @Test("every type is written and read back", arguments: every)
  func everyTypeIsWrittenAndReadBack(type: DeltaType, json: String) throws {
    #expect(type.json.text == json)
    #expect(try DeltaType(json: JSONValue(parsing: json)) == type)
  }

  @Test("a schema keeps what others wrote to its columns") func aSchemaKeepsWhatOthersWroteToItsColumns() throws {
    let text = #"{"type":"struct","fields":[{"name":"x","type":"long","nullable":true,"metadata":{"comment":"c"}}]}"#
    #expect(try DeltaSchema(schemaString: text).schemaString == text)
  }

  @Test(
    "other types are refused by name", arguments: ["void", "variant", "decimal(39,2)", "decimal(4,5)", "decimal(x)"])
  func otherTypesAreRefusedByName(word: String) {
    #expect(throws: DeltaFormatError.unsupported("the column type \(word)")) { try DeltaType(json: .string(word)) }
  }

  @Test(
    "text that is no schema is refused",
    arguments: ["", "[]", "{}", "\"long\"", #"{"type":"struct","fields":[{"type":"long"}]}"#])
  func textThatIsNoSchemaIsRefused(text: String) {
    #expect(throws: DeltaFormatError.self) { try DeltaSchema(schemaString: text) }
  }

  @Test(
    "columns readers cannot take are named",
    arguments: [
      (["a b"], "the column \"a b\" holds the character \" \", which Delta readers refuse"),
      (["a", "A"], "the columns \"a\" and \"A\" differ only in case"), ([""], "a column has no name"),
      ([], "a table needs a column"),
    ])
  func columnsReadersCannotTakeAreNamed(names: [String], problem: String) {
    #expect(DeltaSchema(fields: names.map { DeltaField(name: $0, type: .long) }).problems == [problem])
  }

  @Test("a comparison tells added missing and retyped") func aComparisonTellsAddedMissingAndRetyped() {
    let old = DeltaSchema(fields: [
      DeltaField(name: "a", type: .long), DeltaField(name: "b", type: .string), DeltaField(name: "c", type: .date),
    ])
    let new = DeltaSchema(fields: [
      DeltaField(name: "d", type: .double, nullable: false), DeltaField(name: "a", type: .string),
      DeltaField(name: "B", type: .string), DeltaField(name: "c", type: .date),
    ])
    let comparison = SchemaComparison(table: old, rows: new)
    #expect(comparison.added.map(\.name) == ["d", "B"])
    #expect(comparison.merged.names == ["a", "b", "c", "d", "B"])
    #expect(comparison.merged["d"]?.nullable == true)
    #expect(
      comparison.refusals == [
        "the column \"a\" is long in the table and string in the new rows",
        "the column \"b\" of the table is missing in the new rows",
        "the column \"b\" of the table comes in another case in the new rows",
      ])
    #expect(SchemaComparison(table: old, rows: old).isSame)
  }
}
