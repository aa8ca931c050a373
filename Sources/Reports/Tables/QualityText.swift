import Canvas
import Foundation
import Charts
import Operations
import Words

/// Verdicts on tables, and on one table's rules and rows.
package enum QualityText {
  package static func lines(_ tables: [TableQuality], _ page: Page) -> [StyledLine] {
    guard !tables.isEmpty else { return [StyledLine("No table has rules; add quality/LAYER.NAME.dqdl", .dim)] }
    var table = TextTable([
      .init("table"), .init("state"), .init("score", .right), .init("rules failed", .right),
      .init("rows failed", .right), .init("quarantine", .right, rank: 3), .init("gate", rank: 2), .init("checked"),
      .init("scores", rank: 1),
    ])
    for quality in tables { table.add(cells(quality, page)) }
    return table.lines(page)
  }

  private static func cells(_ quality: TableQuality, _ page: Page) -> [StyledLine] {
    let failed = quality.score == nil ? FigureLine.missing(page) : FigureLine.fault(Int64(quality.failed), page)
    return [
      StyledLine(quality.table), state(quality, page), FigureLine.score(quality.score, page), failed,
      FigureLine.fault(quality.rowsFailed, page), FigureLine.fault(quality.quarantinedRows, page),
      StyledLine(quality.gate.rawValue),
      StyledLine(quality.checkedAt.map { FigureLine.ago($0, page) } ?? page.glyphs.dash, .dim),
      curve(quality.scoreHistory, page),
    ]
  }

  private static func state(_ quality: TableQuality, _ page: Page) -> StyledLine {
    guard quality.score != nil else { return StyledLine("\(Status.unknown.glyph(page.glyphs)) UNCHECKED", .unknown) }
    return StateText.line(rule: quality.verdict, page.glyphs)
  }

  /// All scores against the same range, so that tables can be compared, and one in which a fall is seen.
  private static func curve(_ values: [Double], _ page: Page) -> StyledLine {
    let geometry = SparklineGeometry(values.suffix(16).map { $0 }, width: 16, baseline: .range(0.8...1))
    let levels = page.glyphs.columnLevels
    let text = geometry.heights.map { height in
      height.map { levels[max(1, Int(($0 * 8).rounded()))] } ?? page.glyphs.missing
    }
    return StyledLine(text.joined(), values.last.map { $0 < 1 } == true ? .late : .series1)
  }

  package static func lines(_ detail: QualityDetail, _ page: Page) -> [StyledLine] {
    let quality = detail.quality
    let note: [StyledLine] =
      quality.isOfStoppedBuild
      ? ["", StyledLine("These rules fail, and their gate stops: nothing is published until they pass.", .late)]
      : []
    return [headline(quality, page)] + note + [""] + rules(quality.rules, page)
      + section("rows that fail", detail.failingRows, page) + section("quarantine", detail.quarantine, page)
  }

  private static func headline(_ quality: TableQuality, _ page: Page) -> StyledLine {
    let dot = page.glyphs.separator
    var line = StyledLine(quality.table + "  ", .title) + state(quality, page)
    var facts: [String] = []
    if let score = quality.score { facts.append("score " + ScoreText.percent(score)) }
    if let passed = quality.rowsPassed, let failed = quality.rowsFailed {
      facts.append("\(NumberText.integer(Int(passed))) rows pass, \(NumberText.integer(Int(failed))) fail")
    }
    facts.append("gate \(quality.gate.rawValue)")
    if let moment = quality.checkedAt { facts.append("checked " + FigureLine.ago(moment, page)) }
    line.append("  " + facts.joined(separator: dot), .dim)
    return line.cut(to: page.width, glyphs: page.glyphs)
  }

  /// Also for a ruleset that was checked against a file.
  package static func rules(_ rules: [RuleVerdict], _ page: Page) -> [StyledLine] {
    var table = TextTable(
      [
        .init("rule", isFlexible: true), .init("status"), .init("value", .right), .init("message", isFlexible: true),
      ], indent: 2)
    for rule in rules {
      let value = rule.value.map { StyledLine(measure($0)) } ?? FigureLine.missing(page)
      table.add([
        StyledLine(rule.rule), StateText.line(rule: rule.status.word, page.glyphs), value,
        StyledLine(rule.message, .dim),
      ])
    }
    return table.lines(page) + hints(rules)
  }

  /// The language of the rules differs from SQL in this, and nobody expects it.
  private static func hints(_ rules: [RuleVerdict]) -> [StyledLine] {
    let isMeant = { (rule: RuleVerdict) in
      let text = rule.rule.lowercased().replacingOccurrences(of: "not between", with: "")
      return rule.status == .fail && text.contains(" between ")
    }
    guard rules.contains(where: isMeant) else { return [] }
    return [StyledLine("  In a rule, between leaves its ends out: between 1 and 100 refuses 1 and 100.", .dim)]
  }

  /// Exact where a person compares it with a limit: `2,226`, `0.9499`.
  private static func measure(_ value: Double) -> String {
    NumberText.measure(value, decimals: 4)
  }

  private static func section(_ title: String, _ rows: RowPage, _ page: Page) -> [StyledLine] {
    guard !rows.rows.isEmpty else { return [] }
    let shown = rows.rows.count
    let count = rows.total.map { $0 > shown ? "\(shown) of \(NumberText.integer(Int($0)))" : "\(shown)" } ?? "\(shown)"
    return ["", StyledLine(title, .title) + StyledLine("  \(count)", .dim)] + RowsText.lines(rows, page, indent: 2)
  }
}
