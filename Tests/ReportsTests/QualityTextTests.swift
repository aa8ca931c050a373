import Operations
import Testing
import Words

@testable import Reports

@Suite struct QualityTextTests {
  private var quality: TableQuality {
    var quality = TableQuality(table: "silver.orders", gate: .stop)
    quality.score = 0.5
    quality.scoreHistory = [1, 1, 0.5]
    quality.rowsPassed = 9
    quality.rowsFailed = 1
    quality.checkedAt = Samples.moment("08:00:00")
    quality.rules = [
      RuleVerdict(rule: "RowCount > 0", status: .pass, value: 10, message: ""),
      RuleVerdict(rule: "IsComplete \"order_id\"", status: .fail, value: 0.9, message: "1 row has none"),
    ]
    return quality
  }

  @Test("A failed between says that it leaves its ends out; one that holds, and not between, do not")
  func between() {
    let lines = { (rule: String, status: RuleStatus) in
      QualityText.rules([RuleVerdict(rule: rule, status: status, value: 1, message: "")], Samples.page).picture
    }
    #expect(lines("ColumnValues \"a\" between 1 and 9", .fail).contains("leaves its ends out"))
    #expect(!lines("ColumnValues \"a\" between 1 and 9", .pass).contains("leaves its ends out"))
    #expect(!lines("ColumnValues \"a\" not between 1 and 9", .fail).contains("leaves its ends out"))
  }

  @Test("tables are listed with their scores") func tablesAreListedWithTheirScores() {
    var unchecked = TableQuality(table: "gold.sales", gate: .warn)
    unchecked.quarantinedRows = 2
    var page = Samples.page
    page.width = nil
    #expect(
      QualityText.lines([quality, unchecked], page).picture == """
        table          state         score  rules failed  rows failed  quarantine  gate  checked  scores
        silver.orders  ✖ FAIL       50.0 %             1            1           0  stop  1 h ago  ██▁
        gold.sales     · UNCHECKED       –             –            –           2  warn  –
        """)
  }

  @Test("one table shows rules and rows") func oneTableShowsRulesAndRows() {
    let rows = RowPage(columns: ["_rules", "order_id"], rows: [["IsComplete", nil]])
    let detail = QualityDetail(quality: quality, failingRows: rows, quarantine: RowPage())
    #expect(
      QualityText.lines(detail, Samples.page).picture == """
        silver.orders  ✖ FAIL  score 50.0 % · 9 rows pass, 1 fail · gate stop · checked…

          rule                   status   value  message
          RowCount > 0           ✔ PASS      10
          IsComplete "order_id"  ✖ FAIL  0.9000  1 row has none

        rows that fail  1
          _rules      order_id
          IsComplete  null
        """)
  }
}
