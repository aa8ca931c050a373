import Canvas
import Foundation
import Operations
import Presentation
import Words

/// What a run changed, as text.
package enum RunDiffText {
  package static func lines(_ diff: RunDiff, _ page: Page) -> [StyledLine] {
    let moved = diff.tables.filter { !$0.isSame }
    let same = diff.tables.count - moved.count
    var table = TextTable(
      [
        .init("changed"), .init("version", .right, rank: 1), .init("added", .right), .init("changed", .right),
        .init("removed", .right), .init("rejected", .right),
      ], indent: 2)
    for row in moved { table.add(cells(row, page)) }
    let rest = same == 0 ? [] : [StyledLine("  \(FigureText.plural(same, "table")) as before", .dim)]
    return figures(diff, page) + missing(diff) + [""]
      + (moved.isEmpty ? [StyledLine(nothing(diff), .dim)] : table.lines(page) + rest)
  }

  private static func nothing(_ diff: RunDiff) -> String {
    diff.tables.isEmpty ? "It built no table." : "No row of any table changed."
  }

  private static func cells(_ row: RunDiff.Table, _ page: Page) -> [StyledLine] {
    let before = row.versionBefore.map { "\($0)" } ?? page.glyphs.dash
    let version = row.versionAfter.map { "\(before)\(page.glyphs.right)\($0)" } ?? ""
    return [
      StyledLine(row.name), StyledLine(version, .dim), FigureLine.count(row.added, page),
      FigureLine.count(row.changed, page), FigureLine.count(row.removed, page), FigureLine.fault(row.rejected, page),
    ]
  }

  private static func figures(_ diff: RunDiff, _ page: Page) -> [StyledLine] {
    guard !diff.figures.isEmpty else { return [] }
    var table = TextTable(
      [
        .init("figure"), .init("before", .right), .init("after", .right), .init("difference", .right),
        .init("days", isFlexible: true, rank: 1),
      ], indent: 2)
    for figure in diff.figures {
      table.add([
        StyledLine("\(figure.dashboard): \(figure.title)"), number(figure.before, figure.unit, page),
        number(figure.after, figure.unit, page), difference(figure, page), StyledLine(days(figure), .dim),
      ])
    }
    return [""] + table.lines(page)
  }

  private static func missing(_ diff: RunDiff) -> [StyledLine] {
    diff.missing.map { StyledLine("  no figures of \($0)", .late) }
  }

  private static func number(_ value: Double?, _ unit: FigureUnit?, _ page: Page) -> StyledLine {
    guard let value else { return StyledLine(page.glyphs.dash) }
    if let unit { return StyledLine(TileCharts.format(unit).text(value)) }
    return StyledLine(NumberText.measure(value, decimals: value == value.rounded() ? 0 : 2))
  }

  private static func difference(_ figure: RunDiff.Figure, _ page: Page) -> StyledLine {
    guard let before = figure.before, let after = figure.after else { return StyledLine(page.glyphs.dash, .dim) }
    let change = after - before
    if change == 0 { return StyledLine("as before", .dim) }
    let text =
      figure.unit == .percent
      ? NumberText.measure(abs(change) * 100, decimals: 2) + " pp"
      : NumberText.measure(abs(change), decimals: change == change.rounded() ? 0 : 2)
    return StyledLine((change < 0 ? "-" : "+") + text, change < 0 ? .fall : .rise)
  }

  /// `2026-10-31 to 11-27`: the year once, where there is one.
  private static func span(_ range: DayRange) -> String {
    let (from, to) = ("\(range.from)", "\(range.to)")
    return from.prefix(4) == to.prefix(4) && to.count == 10 ? "\(from) to \(to.dropFirst(5))" : "\(from) to \(to)"
  }

  /// Two figures of other days are no comparison: then it says so.
  private static func days(_ figure: RunDiff.Figure) -> String {
    guard let before = figure.rangeBefore, let after = figure.rangeAfter, before != after else { return "" }
    return "\(span(before)), then \(span(after))"
  }
}
