import Canvas
import Testing
import Widgets

@Suite("Table")
struct TableViewTests {
  static let columns = [
    TableColumn("Table", minimum: 8, ideal: 18, priority: 9, grows: true),
    TableColumn("State", minimum: 7, ideal: 8, priority: 8),
    TableColumn("Rows", align: .right, minimum: 7, ideal: 9, priority: 5),
    TableColumn("Age", align: .right, minimum: 6, ideal: 6, priority: 3),
  ]
  static let rows: [[TableCell]] = [
    ["silver.orders", .status(.ok, .braille), "120,533", TableCell("3", unit: "min")],
    ["silver.日本語テーブル名", .status(.late, .braille), "8", TableCell("26", unit: "h")],
    ["gold.sales", .status(.failed, .braille), "1,002", TableCell("5", unit: "d")],
    ["gold.customers_with_a_very_long_name", .status(.running, .braille), "77", "now"],
  ]

  private func table(rows count: Int = 4, selected: Int? = 1, offset: Int = 0) -> TableView {
    TableView(
      columns: Self.columns, rowCount: count, selected: selected, offset: offset,
      sort: .init(column: 2, isAscending: false), isMarked: { $0 == 2 }
    ) { Self.rows[$0 % 4] }
  }

  @Test("aligns numbers and units, and shows sort, selection and mark")
  func normal() {
    #expect(
      picture(60, 5) { table().draw(into: &$0, in: $1) } == """
          Table                          State         ▼Rows     Age
          silver.orders                  ✔ OK        120,533   3 min
        ▸ silver.日本語テーブル名        ▲ LATE            8    26 h
        ● gold.sales                     ✖ FAIL        1,002     5 d
          gold.customers_with_a_very_l…  … RUN            77     now
        """)
  }

  @Test("drops its least important columns when narrow")
  func narrow() {
    #expect(
      picture(30, 5) { table().draw(into: &$0, in: $1) } == """
          Table      State       ▼Rows
          silver.o…  ✔ OK      120,533
        ▸ silver.…   ▲ LATE          8
        ● gold.sal…  ✖ FAIL      1,002
          gold.cus…  … RUN          77
        """)
  }

  @Test("is a header and a row when minimal, one letter in one cell, nothing in none")
  func minimal() {
    #expect(picture(8, 2) { table().draw(into: &$0, in: $1) } == "Table\nsilve… █")
    #expect(picture(1, 1) { table().draw(into: &$0, in: $1) } == "T")
    #expect(picture(0, 0) { table().draw(into: &$0, in: $1) }.isEmpty)
  }

  @Test("shows where it is in a long list")
  func scrolled() {
    #expect(
      picture(50, 5) { table(rows: 100, selected: 42, offset: 40).draw(into: &$0, in: $1) } == """
          Table              State         ▼Rows     Age
          silver.orders      ✔ OK        120,533   3 min │
          silver.日本語テ…   ▲ LATE            8    26 h █
        ▸ gold.sales         ✖ FAIL        1,002     5 d │
          gold.customers_w…  … RUN            77     now │
        """)
  }

  @Test("asks for the visible rows only")
  func lazy() {
    var asked: [Int] = []
    let table = TableView(columns: Self.columns, rowCount: 100_000, offset: 99_990) { row in
      asked.append(row)
      return Self.rows[row % 4]
    }
    _ = picture(60, 6) { table.draw(into: &$0, in: $1) }
    #expect(asked == Array(99_990..<99_995))
  }

  @Test("puts the cursor on the selected row, and only when it has the focus")
  func cursor() {
    var surface = Surface(size: Size(width: 40, height: 5))
    var table = table()
    table.draw(into: &surface, in: surface.bounds)
    #expect(surface.cursor == Point(x: 0, y: 2))
    #expect(surface[5, 2]?.style.style.ground == .selection)
    surface.cursor = nil
    table.isFocused = false
    table.draw(into: &surface, in: surface.bounds)
    #expect(surface.cursor == nil && surface[5, 2]?.style.style.ground == .selectionUnfocused)
  }

  @Test("knows the row and the header under the mouse")
  func mouse() {
    let rect = Rect(x: 0, y: 0, width: 60, height: 5)
    #expect(table(rows: 9, offset: 3).row(at: Point(x: 5, y: 2), in: rect) == 4)
    #expect(table(rows: 4).row(at: Point(x: 5, y: 0), in: rect) == nil)
    #expect(table(rows: 1).row(at: Point(x: 5, y: 4), in: rect) == nil)
    #expect(table().header(at: Point(x: 35, y: 0), in: rect) == 1)
  }

  @Test(
    "keeps the selection in sight without blank rows",
    arguments: [
      (0, 5, 10, 100, 0), (0, 10, 10, 100, 1), (50, 3, 10, 100, 3), (98, 99, 10, 100, 90), (7, 0, 10, 3, 0),
      (0, 0, 0, 0, 0),
    ])
  func scrolling(current: Int, selected: Int, visible: Int, count: Int, expected: Int) {
    #expect(Scrolling.offset(current, showing: selected, visible: visible, count: count) == expected)
  }
}
