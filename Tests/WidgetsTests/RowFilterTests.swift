import Testing
import Widgets

@Suite("Filter and sort")
struct RowFilterTests {
  static let fields = ["table", "status", "rows", "layer"]
  static let index = RowIndex(fields: fields, rowCount: 5) { row, field in
    let rows: [[FieldValue]] = [
      [FieldValue("silver.orders"), FieldValue("OK"), FieldValue("120,533", number: 120_533), FieldValue("Silver")],
      [FieldValue("gold.sales"), FieldValue("FAILED"), FieldValue("1,002", number: 1002), FieldValue("Gold")],
      [FieldValue("gold.größe"), FieldValue("OK"), FieldValue("", number: nil), FieldValue("Gold")],
      [FieldValue("bronze.orders"), FieldValue("RUNNING"), FieldValue("9", number: 9), FieldValue("Bronze")],
      [FieldValue("at 12:30"), FieldValue("two words"), FieldValue("10", number: 10), FieldValue("line\nfeed")],
    ]
    return rows[row][field]
  }

  @Test(
    "keeps the rows that hold all conditions",
    arguments: [
      ("", [0, 1, 2, 3, 4]), ("orders", [0, 3]), ("ORDERS silver", [0]), ("GRÖSSE", []), ("GRÖßE", [2]),
      ("!orders", [1, 2, 4]),
      ("status:failed", [1]), ("st:ok", [0, 2]), ("layer:gold !status:failed", [2]), ("rows>1000", [0, 1]),
      ("rows>=1.002k", [0, 1]),
      ("rows<10", [3]), ("rows=10", [4]), ("layer=gold", [1, 2]), ("/^gold\\.s/", [1]), ("!/orders$/", [1, 2, 4]),
      ("table:/^(gold|silver)/", [0, 1, 2]), ("/\\d{3}/", [0, 1]), ("12:30", [4]), ("\"two words\"", [4]),
      ("status:\"two w\"", [4]),
      ("/feed/", [4]), ("/GRÖ.+E/", [2]), ("/^gold.gr..e$/", [2]), ("/ö+ß{1}/", [2]), ("/[]x]/", []),
      ("/gr[xöä]ß/", [2]), ("/gr[öä]+ß/", [2]), ("/[^a-z]feed/", [4]),
      ("/[[:digit:]]:/", [4]), ("!", []),
    ])
  func rows(text: String, expected: [Int]) {
    #expect(Self.index.rows(matching: RowFilter(text, fields: Self.fields)) == expected)
  }

  @Test(
    "says what it could not understand, and goes on with words",
    arguments: [
      ("color:red", "no field color: table, status, rows, layer"), ("/(/", "/(/: Unmatched ( or \\("),
      ("/(a)\\1/", "/(a)\\1/: back"), ("/[^ö]/", "/[^ö]/: letters"),
    ])
  func problems(text: String, beginning: String) {
    let filter = RowFilter(text, fields: Self.fields)
    #expect(filter.problems.first?.hasPrefix(beginning) == true)
    #expect(filter.terms.count == 1)
  }

  @Test(
    "never fails while something is being typed",
    arguments: ["/", "\"", "!/", "status:", "rows>", ":", ">", "!!", "/a\\", "status:/"])
  func typing(text: String) {
    _ = Self.index.rows(matching: RowFilter(text, fields: Self.fields))
  }

  @Test("sorts numbers as numbers with missing ones last, text by its letters, and keeps the order of equals")
  func sort() {
    let all = Array(0..<5)
    #expect(Self.index.sorted(all, by: 2, isAscending: true) == [3, 4, 1, 0, 2])
    #expect(Self.index.sorted(all, by: 2, isAscending: false) == [0, 1, 4, 3, 2])
    #expect(Self.index.sorted(all, by: 3, isAscending: true) == [3, 1, 2, 4, 0])
    #expect(Self.index.sorted([4, 2, 1], by: 3, isAscending: false) == [4, 2, 1])
    #expect(Self.index.sorted(all, by: 9, isAscending: true) == all)
  }

  @Test(
    "reads numbers as people type them",
    arguments: [
      ("1000", 1000), ("1,000", 1000), ("1.5k", 1500), ("2M", 2e6), ("5min", 300), ("2h", 7200), ("-3", -3),
      ("95%", 0.95),
    ])
  func numbers(text: String, value: Double) {
    #expect(FieldValue.typedNumber(text) == value)
    #expect(FieldValue.typedNumber("x" + text) == nil && FieldValue.typedNumber(text + "?") == nil)
  }

  @Test("works without rows or fields")
  func empty() {
    let none = RowIndex(fields: [], rowCount: 3) { _, _ in FieldValue("") }
    #expect(none.rows(matching: RowFilter("x", fields: [])) == [0, 1, 2])
    #expect(
      RowIndex(fields: ["a"], rowCount: 0) { _, _ in FieldValue("") }.rows(matching: RowFilter("x", fields: ["a"]))
        .isEmpty)
  }
}
