import Canvas
import Operations
import Presentation

/// What a run would do, before it is done.
package enum PlanText {
  package static func lines(_ plan: RunPlan, _ page: Page) -> [StyledLine] {
    // Where there is one engine, nobody asks which.
    let isMixed = plan.steps.contains { $0.engine.map { $0 != "DuckDB" } ?? false }
    var table = TextTable(
      [.init("step"), .init("will")] + (isMixed ? [.init("on", rank: 1)] : []) + [
        .init("reads", .right, rank: 2), .init("version", .right, rank: 4), .init("rules", .right, rank: 3),
        .init("usually", .right),
        .init("because", isFlexible: true),
      ], indent: 2)
    for step in plan.steps {
      let engine = isMixed ? [StyledLine(step.engine ?? page.glyphs.dash)] : []
      table.add(
        [StyledLine(step.name), StyledLine(step.willChange ? "change" : "stay", step.willChange ? .accent : .dim)]
          + engine
          + [
            StyledLine(FigureText.bytes(step.bytes, page.glyphs)),
            FigureLine.count(step.version, page), FigureLine.count(Int64(step.rules), page),
            FigureLine.duration(step.expectedSeconds, page), StyledLine(step.reason, .dim),
          ])
    }
    return [headline(plan, page), ""] + table.lines(page) + ["", summary(plan, page)] + dashboards(plan)
      + plan.notes.map { StyledLine($0, .late) }
  }

  private static func headline(_ plan: RunPlan, _ page: Page) -> StyledLine {
    var line = StyledLine("plan", .title)
    if let day = plan.request.runDate { line.append(" for \(day)", .title) }
    if plan.request.fullRefresh { line.append(page.glyphs.separator + "full refresh", .late) }
    if plan.isProtected { line.append(page.glyphs.separator + "protected environment", .late) }
    line.append(page.glyphs.separator + "nothing is run", .dim)
    return line
  }

  private static func summary(_ plan: RunPlan, _ page: Page) -> StyledLine {
    let changing = plan.steps.filter(\.willChange)
    var text = "\(changing.count) of \(FigureText.plural(plan.steps.count, "step")) will change a table"
    text += ", \(FigureText.plural(changing.reduce(0) { $0 + $1.rules }, "rule")) will judge"
    let failing = plan.steps.count { $0.reason.hasPrefix("will fail") }
    if failing > 0 { text += ", \(failing) will fail" }
    if let seconds = plan.expectedSeconds { text += ", about \(AgeText.duration(seconds)) of work" }
    return StyledLine(text)
  }

  private static func dashboards(_ plan: RunPlan) -> [StyledLine] {
    plan.dashboards.isEmpty
      ? [] : [StyledLine("dashboards that will change: \(plan.dashboards.joined(separator: ", "))")]
  }
}
