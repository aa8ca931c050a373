import Canvas
import Foundation
import Operations
import Presentation

/// The status of an environment as text: layers and tables, then executions.
package enum StatusText {
  package static func lines(_ report: StatusReport, _ page: Page) -> [StyledLine] {
    [headline(report, page), ""] + tables(report, page) + reasons(report, page) + warnings(report, page)
      + alarms(report, page) + [""]
      + executions(report, page)
  }

  private static func headline(_ report: StatusReport, _ page: Page) -> StyledLine {
    let dot = page.glyphs.separator
    var line = StyledLine("\(report.identity.project)\(dot)\(report.identity.environment)", .title)
    if report.identity.isProtected { line.append("\(dot)protected", .late) }
    let facts = [
      report.identity.account, report.identity.engine, MomentText.seconds(report.at, page) + " " + page.zone.label,
    ]
    line.append(dot + facts.joined(separator: dot), .dim)
    return line.cut(to: page.width, glyphs: page.glyphs)
  }

  private static func tables(_ report: StatusReport, _ page: Page) -> [StyledLine] {
    var table = TextTable(
      [
        .init("table"), .init("state"), .init("loaded", .right), .init("data until", .right, rank: 3),
        .init("rows", .right), .init("rejected", .right),
        .init("version", .right, rank: 2), .init("quality", .right, rank: 1),
      ], indent: 2)
    for layer in report.layers where !layer.tables.isEmpty {
      table.add(heading: heading(layer, page))
      for status in layer.tables { table.add(cells(status, page)) }
    }
    return table.rows.isEmpty ? ["The project has no tables yet."] : table.lines(page)
  }

  private static func heading(_ layer: LayerStatus, _ page: Page) -> StyledLine {
    let mark = layer.state.mark
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
      StyledLine(table.name), StateText.line(table.state, page.glyphs),
      FigureLine.age(seconds: table.ageSeconds, page),
      FigureLine.age(seconds: table.newestEvent.map { Int64(page.now.timeIntervalSince($0)) }, page),
      FigureLine.count(table.rows, page), FigureLine.fault(table.rejectedRows, page),
      FigureLine.count(table.version, page), FigureLine.score(table.score, page),
    ]
  }

  /// Why tables are not OK, each reason once: after one failure many tables have the same.
  private static func reasons(_ report: StatusReport, _ page: Page) -> [StyledLine] {
    let bad = report.layers.flatMap(\.tables).filter { !$0.reason.isEmpty && $0.state != .running }
    guard !bad.isEmpty else { return [] }
    let groups = Dictionary(grouping: bad, by: \.reason).values
      .sorted { ($1[0].state, $0[0].name) < ($0[0].state, $1[0].name) }
    let subjects = groups.map { $0.count == 1 ? $0[0].name : "\($0.count) tables" }
    let width = subjects.map(TextWidth.of).max() ?? 0
    return [""]
      + zip(groups, subjects).flatMap { group, subject -> [StyledLine] in
        let mark = group[0].state.mark
        let head = StyledLine("\(mark.glyph(page.glyphs)) ", mark.role) + StyledLine(subject).padded(to: width + 2)
        return hanging(head, group[0].reason, page)
      }
  }

  /// What a gate lets pass: no state of its own, and still to be seen.
  private static func warnings(_ report: StatusReport, _ page: Page) -> [StyledLine] {
    let warned =
      report.layers.flatMap(\.tables).compactMap { table in table.warning.map { (table.name, $0) } }
      + report.leftOver.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    guard !warned.isEmpty else { return [] }
    let width = warned.map { TextWidth.of($0.0) }.max() ?? 0
    return [""]
      + warned.flatMap { name, warning in
        let head = StyledLine("\(Status.late.glyph(page.glyphs)) ", .late) + StyledLine(name).padded(to: width + 2)
        return hanging(head, warning, page)
      }
  }

  /// Alarms that are on; how many there are beside them.
  private static func alarms(_ report: StatusReport, _ page: Page) -> [StyledLine] {
    guard !report.alarms.isEmpty else { return [] }
    let on = report.alarms.filter { $0.state == .alarm }
    let unknown = report.alarms.count { $0.state == .insufficientData }
    let facts = [
      on.isEmpty ? nil : "\(on.count) on", unknown == 0 ? nil : "\(unknown) without data",
      "\(report.alarms.count) in all",
    ]
    let width = on.map { TextWidth.of($0.name) }.max() ?? 0
    return ["", label("alarms", StyledLine(facts.compactMap(\.self).joined(separator: ", ")), page)]
      + on.flatMap { alarm in
        let mark = StyledLine(
          "\((alarm.isBad ? Status.failed : .late).glyph(page.glyphs)) ", alarm.isBad ? .failed : .late)
        let head = mark + StyledLine(alarm.name).padded(to: width + 2)
        let muted = alarm.mutedUntil.map { "muted until \(MomentText.minutes($0, page)); " } ?? ""
        let seen = alarm.acknowledgedBy.map { "acknowledged by \($0); " } ?? ""
        return hanging(head, muted + seen + alarm.reason, page)
      }
  }

  /// The text after a head, wrapped to the page, its lines below each other.
  private static func hanging(_ head: StyledLine, _ text: String, _ page: Page) -> [StyledLine] {
    guard let width = page.width else { return [head + StyledLine(text, .dim)] }
    let lines = TextFit.wrap(TextSanitizer.text(text), to: max(20, width - head.width))
    let blank = StyledLine(String(repeating: " ", count: head.width))
    return lines.enumerated().map { ($0.offset == 0 ? head : blank) + StyledLine($0.element, .dim) }
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
