import Canvas
import Charts
import Foundation
import Operations

/// A Gold dashboard as text: its tiles side by side as the page has room.
package enum GoldText {
  package static func lines(_ report: GoldReport, _ page: Page) -> [StyledLine] {
    head(report, page) + rows(report.tiles, page).flatMap { [""] + draw($0, report, page) }
  }

  private static func head(_ report: GoldReport, _ page: Page) -> [StyledLine] {
    let dot = page.glyphs.separator
    var title = StyledLine(report.dashboard.title, .title)
    title.append("\(dot)\(report.range.from) to \(report.range.to)", .dim)
    if report.isOfPast {
      title.append(dot + "as of \(MomentText.minutes(report.at, page)) \(page.zone.label)", .dim)
    } else {
      title.append(dot + ages(report, page) + dot, .dim)
      title.append(StateText.line(report.verdict, page.glyphs))
    }
    if report.failedTiles > 0 {
      let count = report.failedTiles
      title.append("\(dot)\(count) of \(report.tiles.count) failed", .failed)
    }
    var lines = [title.cut(to: page.width, glyphs: page.glyphs)]
    if let empty = emptiness(report) { lines.append(StyledLine(empty, .late).cut(to: page.width, glyphs: page.glyphs)) }
    if let text = report.dashboard.description {
      lines += TextFit.wrap(TextSanitizer.text(text), to: page.drawingWidth).map { StyledLine($0, .dim) }
    }
    return lines
  }

  /// Two ages: when its tables were loaded, and how far the data in them reach.
  private static func ages(_ report: GoldReport, _ page: Page) -> String {
    let loaded = report.dataAsOf.map { "loaded \(FigureLine.ago($0, page))" } ?? "never loaded"
    guard let days = report.dataDays, days.to < report.range.to, !report.isEmpty else { return loaded }
    return loaded + page.glyphs.separator + "data until \(days.to)"
  }

  /// What an empty sheet says, and where there is something to see.
  package static func emptiness(_ report: GoldReport) -> String? {
    guard report.isEmpty else { return nil }
    guard let days = report.dataDays else { return "no rows in these days" }
    return "no rows in these days; data run from \(days.from) to \(days.to)"
  }

  /// As many tiles in a row as its four quarters hold.
  private static func rows(_ tiles: [ReportTile], _ page: Page) -> [[ReportTile]] {
    let quarters = page.drawingWidth >= 72 ? 4 : 1
    var rows: [[ReportTile]] = []
    var used = quarters
    for tile in tiles {
      let width = min(max(1, tile.width), quarters)
      if used + width > quarters {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append(tile)
      used += width
    }
    return rows
  }

  /// Charts spread over a row that is not full, but figures keep their quarter, one below the other from row to row.
  private static func unusedQuarters(_ tiles: [ReportTile], _ page: Page) -> [Track] {
    let free = 4 - tiles.reduce(0) { $0 + max(1, $1.width) }
    guard free > 0, page.drawingWidth >= 72, tiles.allSatisfy(\.isFigure) else { return [] }
    return [.share(free)]
  }

  private static func draw(_ tiles: [ReportTile], _ report: GoldReport, _ page: Page) -> [StyledLine] {
    let tracks = tiles.map { Track.share(max(1, $0.width)) } + unusedQuarters(tiles, page)
    let width = page.drawingWidth
    let height = tiles.map { TileText.height($0, page) }.max() ?? 0
    var surface = Surface(size: Size(width: width, height: height), glyphs: page.glyphs)
    for (tile, rect) in zip(tiles, Layout.columns(surface.bounds, tracks, gap: 3)) {
      TileText.draw(tile, over: report.range, into: &surface, in: rect, page)
    }
    return surface.lines
  }
}

extension ReportTile {
  fileprivate var isFigure: Bool { if case .kpi = content { true } else { false } }
}
