import Canvas
import Foundation
import Operations

/// The status of an environment as text: layers and tables, then executions.
package enum StatusText {
  package static func lines(_ report: StatusReport, _ page: Page) -> [StyledLine] {
    [headline(report, page), ""] + tables(report, page) + [""] + executions(report, page)
  }

  private static func headline(_ report: StatusReport, _ page: Page) -> StyledLine {
    let dot = page.glyphs.separator
    var line = StyledLine("\(report.identity.project)\(dot)\(report.identity.environment)", .title)
    if report.identity.isProtected { line.append("\(dot)protected", .late) }
    let facts = [report.identity.account, report.identity.engine, MomentText.seconds(report.at) + " UTC"]
    line.append(dot + facts.joined(separator: dot), .dim)
    return line.cut(to: page.width, glyphs: page.glyphs)
  }

  private static func tables(_ report: StatusReport, _ page: Page) -> [StyledLine] {
    var table = TextTable(
      [
        .init("table"), .init("state"), .init("age", .right), .init("rows", .right), .init("rejected", .right),
        .init("version", .right), .init("quality", .right), .init("why", isFlexible: true),
      ], indent: 2)
    for layer in report.layers where !layer.tables.isEmpty {
      table.add(heading: heading(layer, page))
      for status in layer.tables { table.add(cells(status, page)) }
    }
    return table.rows.isEmpty ? ["The project has no tables yet."] : table.lines(page)
  }

  private static func heading(_ layer: LayerStatus, _ page: Page) -> StyledLine {
    let mark = StateText.mark(layer.state)
    var line = StyledLine(mark.glyph(page.glyphs) + " ", mark.role)
    line.append(layer.name, .title)
    let counts = HealthState.allCases.compactMap { state -> String? in
      let count = layer.count(state)
      return count == 0 ? nil : "\(count) \(state.rawValue)"
    }
    line.append("  " + counts.joined(separator: ", "), .dim)
    return line
  }

  private static func cells(_ table: TableStatus, _ page: Page) -> [StyledLine] {
    [
      StyledLine(table.name), StateText.line(table.state, page.glyphs), FigureText.age(seconds: table.ageSeconds, page),
      FigureText.count(table.rows, page), FigureText.fault(table.rejectedRows, page),
      FigureText.count(table.version, page), FigureText.score(table.score, page), StyledLine(table.reason, .dim),
    ]
  }

  private static func executions(_ report: StatusReport, _ page: Page) -> [StyledLine] {
    var lines = report.running.map { label("running", ExecutionsText.sentence($0, page), page) }
    if let last = report.lastExecution, !last.isRunning {
      lines.append(label("last run", ExecutionsText.sentence(last, page), page))
    }
    if let failed = report.lastFailed, failed.id != report.lastExecution?.id {
      lines.append(label("last failed", ExecutionsText.sentence(failed, page), page))
    }
    if lines.isEmpty { return [label("last run", StyledLine("none yet; start one: assay run", .dim), page)] }
    let counts = report.recentCounts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    if !counts.isEmpty { lines.append(label("24 hours", StyledLine(counts.joined(separator: ", ")), page)) }
    return lines
  }

  private static func label(_ name: String, _ line: StyledLine, _ page: Page) -> StyledLine {
    (StyledLine(name, .dim).padded(to: 13) + line).cut(to: page.width, glyphs: page.glyphs)
  }
}
