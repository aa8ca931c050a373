import Canvas
import Operations
import Testing

@testable import Reports

@Suite struct TextTests {
  @Test("controls from outside never reach a line") func controlsFromOutsideNeverReachALine() {
    let line = StyledLine("a\u{1B}[31mb\u{7}\u{202E}c\n")
    #expect(line.text == "a␛[31mb␇\u{FFFD}c␊")
  }

  @Test("ink colours by role and gives the colour back") func inkColoursByRoleAndGivesTheColourBack() {
    let line = StyledLine("bad", .failed) + StyledLine(" and ") + StyledLine("big", .title)
    #expect(Ink.sixteen.text(line) == "\u{1B}[31mbad\u{1B}[0m and \u{1B}[1mbig\u{1B}[0m")
    #expect(Ink.none.text(line) == "bad and big")
  }

  @Test("numbers stand right and the widest text gives") func numbersStandRightAndTheWidestTextGives() {
    var table = TextTable([.init("name", isFlexible: true, least: 4), .init("n", .right)])
    table.add(["a long name", "1"])
    table.add(["b", "12,345"])
    #expect(
      table.lines(Samples.endless).picture == """
        name              n
        a long name       1
        b            12,345
        """)
    var page = Samples.page
    page.width = 14
    #expect(table.lines(page).picture == "name         n\na lon…       1\nb       12,345")
  }

  @Test("wide characters keep columns aligned") func wideCharactersKeepColumnsAligned() {
    var table = TextTable([.init("name"), .init("n", .right)])
    table.add(["東京", "1"])
    table.add(["Rome", "22"])
    #expect(table.lines(Samples.endless).picture == "name   n\n東京   1\nRome  22")
  }

  @Test("rows show null and align numbers") func rowsShowNullAndAlignNumbers() {
    let rows = RowPage(
      columns: ["day", "orders"], rows: [["2026-11-20", "7"], ["2026-11-21", nil], ["x", "12.50"]])
    #expect(
      RowsText.lines(rows, Samples.page).picture == """
        day         orders
        2026-11-20       7
        2026-11-21    null
        x            12.50
        """)
  }

  @Test("a log line says its step once") func aLogLineSaysItsStepOnce() {
    let line = LogLine(
      id: 1, at: Samples.moment("06:10:00"), level: .info, step: "silver.orders", message: "silver.orders: 3 inserted")
    #expect(LogText.line(line, Samples.page).text == "2026-11-21 06:10:00  INFO   silver.orders  3 inserted")
    let warning = LogLine(id: 2, at: Samples.moment("06:10:00"), level: .warning, step: nil, message: "slow")
    #expect(LogText.line(warning, Samples.page).text == "2026-11-21 06:10:00  WARN   slow")
  }
}
